import type { AxesParams, LayoutParams, ParamsOf, PcaParams } from '../../protocol/engine.ts';
import type { Metric } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { runJob, type Following } from '../jobs.ts';
import { dot } from '../kernels/plainKernels.ts';
import { findKey } from '../queries/keys.ts';
import { toDistances, type NeighbourGraph } from '../search/neighbourGraph.ts';
import { sharedFloat32, sharedInt32 } from '../shared.ts';
import { lengthOf } from '../search/scores.ts';
import { directionOf } from './axes.ts';
import { planeOf } from './layout.ts';
import { neighboursOf } from './neighbours.ts';
import { pointsOf, type Points } from './points.ts';
import type { RecoveredDirection } from './recoverDirection.ts';

type Stopping = Pick<Following<never>, 'signal'>;
type ByDirections = PcaParams | AxesParams;

/**
 * Places words (or vectors) into a settled map of some rows of a set; none of those moves. Where the map is laid out by neighbours
 * they come among theirs; where it is seen along directions, they are seen along the same.
 *
 * @returns [words × 2]
 * @throws Cancelled; UserFault where the set does not know a word
 */
export async function placeWords(
  set: EmbeddingSet,
  { rows, positions, words, params }: ParamsOf<'layout/place'>,
  { signal }: Stopping,
): Promise<Float32Array> {
  if (words.length === 0) return new Float32Array(0);
  const points = pointsOf(set, rows);
  try {
    const queries = sharedFloat32(words.length * set.dims);
    words.forEach((word, i) => queries.set(findKey(set, word).vector, i * set.dims));
    const plane = params.method === 'axes' ? undefined : planeOf(queries, set.dims);
    if (plane) return plane;
    if (isByDirections(params)) return await seenAlong(set, points, params, positions, queries, signal);
    const count = Math.min(neighboursOf(params), points.count);
    const graph = await nearTo(points, queries, count, params.metric, signal);
    return await runJob('place', { graph, map: positions, params }, { signal, report: () => undefined });
  } finally {
    points.dispose();
  }
}

function isByDirections(params: LayoutParams): params is ByDirections {
  return params.method === 'pca' || params.method === 'axes';
}

/** Queries along the two directions of a map. */
async function seenAlong(
  set: EmbeddingSet,
  points: Points,
  params: ByDirections,
  positions: Float32Array,
  queries: Float32Array,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { dims } = set;
  const across = params.method === 'axes' ? directionOf(set, params.x) : undefined;
  const upwards = params.method === 'axes' && params.y ? directionOf(set, params.y) : undefined;
  const recovered = (component: 0 | 1) => recover(points, positions, component, across?.unit, signal);
  const directions = [across ?? (await recovered(0)), upwards ?? (await recovered(1))];
  const units = directions.map(({ unit }) => Float32Array.from(unit));
  return Float32Array.from(
    { length: (queries.length / dims) * 2 },
    (_, i) => dot(units[i & 1], 0, queries, (i >> 1) * dims, dims) - directions[i & 1].middle,
  );
}

function recover(
  { vectors, dims }: Points,
  positions: Float32Array,
  component: 0 | 1,
  besides: Float64Array | undefined,
  signal: AbortSignal,
): Promise<RecoveredDirection> {
  const places = positions.filter((_, i) => (i & 1) === component);
  return runJob('direction', { vectors, dims, places, besides }, { signal, report: () => undefined });
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
