import type { ParamsOf } from '../../protocol/engine.ts';
import type { Metric } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { runJob, type Following } from '../jobs.ts';
import { findKey } from '../queries/keys.ts';
import { toDistances, type NeighbourGraph } from '../search/neighbourGraph.ts';
import { sharedFloat32, sharedInt32 } from '../shared.ts';
import { lengthOf } from '../search/scores.ts';
import { neighboursOf } from './neighbours.ts';
import { pointsOf, type Points } from './points.ts';

/**
 * Places words (or vectors) into a settled map of some rows of a set; none of those moves.
 *
 * @returns [words × 2]
 * @throws Cancelled; UserFault where the set does not know a word
 */
export async function placeWords(
  set: EmbeddingSet,
  { rows, positions, words, params }: ParamsOf<'layout/place'>,
  { signal }: Pick<Following<never>, 'signal'>,
): Promise<Float32Array> {
  if (words.length === 0) return new Float32Array(0);
  const points = pointsOf(set, rows);
  try {
    const queries = sharedFloat32(words.length * set.dims);
    words.forEach((word, i) => queries.set(findKey(set, word).vector, i * set.dims));
    const count = Math.min(neighboursOf(params), points.count);
    const graph = await nearTo(points, queries, count, params.metric, signal);
    return await runJob('place', { graph, map: positions, params }, { signal, report: () => undefined });
  } finally {
    points.dispose();
  }
}

/** The nearest points to each query, behind the query itself. */
async function nearTo(
  { searcher, count: first, dims }: Points,
  queries: Float32Array,
  count: number,
  metric: Metric,
  signal: AbortSignal,
): Promise<NeighbourGraph> {
  if (metric === 'cosine') {
    for (let at = 0; at < queries.length; at += dims) {
      const query = queries.subarray(at, at + dims);
      const length = lengthOf(query);
      if (length > 0) query.forEach((value, i) => (query[i] = value / length));
    }
  }
  const found = await searcher.nearestOfMany(queries, count, { first }, { signal, metric });
  toDistances(found.scores, metric, await searcher.inverseNorms());
  const total = queries.length / dims;
  const rows = sharedInt32(total * (count + 1)).fill(-1);
  const distances = sharedFloat32(total * (count + 1));
  for (let i = 0; i < total; i++) {
    rows.set(found.rows.subarray(i * count, (i + 1) * count), i * (count + 1) + 1);
    distances.set(found.scores.subarray(i * count, (i + 1) * count), i * (count + 1) + 1);
  }
  return { count: count + 1, rows, distances };
}
