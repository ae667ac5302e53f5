import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { nearbyGraph } from '../search/neighbourGraph.ts';

/**
 * The nearest of the first `rows` words by cosine, for each of them, both [rows × count]; −1 where there are no more.
 *
 * @throws Cancelled
 */
export async function neighboursOfAll(
  set: EmbeddingSet,
  rows: number,
  count: number,
  signal: AbortSignal,
): Promise<{ rows: Int32Array; cosines: Float32Array }> {
  const first = Math.min(rows, set.size);
  const wanted = Math.min(count + 1, first);
  const graph = await nearbyGraph(set.searcher, set, first, wanted, signal, 'cosine');
  const found = { rows: new Int32Array(first * count).fill(-1), cosines: new Float32Array(first * count) };
  for (let row = 0; row < first; row++) {
    for (let i = 1; i < graph.count; i++) {
      const [from, to] = [row * graph.count + i, row * count + i - 1];
      found.rows[to] = graph.rows[from];
      found.cosines[to] = 1 - graph.distances[from];
    }
  }
  return found;
}
