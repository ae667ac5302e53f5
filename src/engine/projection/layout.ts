import * as l10n from '@vscode/l10n';
import type { Layout, LayoutFrame, LayoutParams } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../faults.ts';
import { runJob, type Following } from '../jobs.ts';
import { neighbourGraph } from '../search/neighbourGraph.ts';

/**
 * Lays the first words of an embedding set out in the plane, frame by frame.
 *
 * @returns the last frame; also where it was stopped, if there was a frame by then
 * @throws Cancelled where it was stopped before the first frame
 */
export async function runLayout(
  set: EmbeddingSet,
  mostRows: number,
  params: LayoutParams,
  { signal, report }: Following<LayoutFrame>,
): Promise<Layout> {
  if (set.size === 0) throw new UserFault(l10n.t('An embedding set without words has no map.'));
  const rows = Math.min(mostRows, set.size);
  let last: LayoutFrame | undefined;
  const follow = (frame: LayoutFrame) => {
    if (frame.positions.length > 0) last = frame;
    report(frame);
  };
  try {
    const vectors = set.vectors.subarray(0, rows * set.dims);
    const trivial = trivialLayout(vectors, set.dims);
    if (trivial) return { positions: trivial, epoch: 0, epochs: 0, settled: true };
    report({ positions: new Float32Array(0), epoch: 0, epochs: 0 });
    const count = Math.min(params.neighbours, rows - 1);
    const graph = await neighbourGraph(set.searcher, set, rows, count, signal);
    return { ...(await runJob('layout', { graph, params }, { signal, report: follow })), settled: true };
  } catch (error) {
    if (error instanceof Cancelled && last) return { ...last, settled: false };
    throw error;
  }
}

/** Layouts that need no UMAP: too few points for a neighbour graph, or a plane already. */
function trivialLayout(vectors: Float32Array, dims: number): Float32Array | undefined {
  const count = vectors.length / dims;
  if (dims === 2) return vectors.slice();
  if (dims === 1) return Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 ? 0 : vectors[i / 2]));
  if (count > 3) return undefined;
  // Up to three points: evenly on a circle.
  const angle = (i: number) => (2 * Math.PI * (i >> 1)) / count;
  return Float32Array.from({ length: count * 2 }, (_, i) =>
    i % 2 ? Math.sin(angle(i)) : Math.cos(angle(i)),
  );
}
