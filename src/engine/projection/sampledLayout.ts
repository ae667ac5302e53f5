import type { Layout, LayoutFrame, TsneParams, UmapParams } from '../../protocol/engine.ts';
import { runJob } from '../jobs.ts';
import { listsByTrees, measured, plantTrees, type Trees } from '../search/approximateGraph.ts';
import type { ApproximateMetric } from '../search/graphTasks.ts';
import type { NeighbourGraph } from '../search/neighbourGraph.ts';
import { sharedBytes, sharedFloat32, sharedInt32 } from '../shared.ts';
import type { LayoutFollowing } from './layout.ts';
import { meansOf, nearnesses } from './place.ts';
import { copyOf, type Points } from './points.ts';
import { sparseSample } from './sample.ts';
import { settle, startOf } from './settledLayout.ts';

/** Neighbours by which a point is placed, and by which it is known how dense its surroundings are. */
const NEIGHBOURS = 8;

/**
 * Lays a sample out that keeps rare regions, and places all other points by their neighbours in it.
 *
 * @param size of the sample
 */
export async function sampledLayout(
  points: Points,
  params: UmapParams | TsneParams,
  size: number,
  { signal, report, pause }: LayoutFollowing,
): Promise<Omit<Layout, 'settled'>> {
  const sample = { laidOut: size, placed: points.count - size };
  report({ positions: new Float32Array(0), epoch: 0, epochs: 0, sample });
  const start = await startOf(points, params, signal);
  report({ positions: start, epoch: 0, epochs: 0, sample });
  const { chosen, rest, graph } = await divide(points, params, size, signal);
  const expand = expander(points.count, chosen, rest, graph);
  const part = copyOf(points, chosen);
  try {
    const chosenStart = Float32Array.from(
      { length: size * 2 },
      (_, i) => start[2 * chosen[i >> 1] + (i & 1)],
    );
    const reportAll = (frame: LayoutFrame) =>
      report(
        frame.positions.length > 0
          ? { ...frame, positions: expand(frame.positions), sample }
          : { ...frame, sample },
      );
    const frame = await settle(part, params, chosenStart, { signal, report: reportAll, pause });
    const map = frame.positions;
    const places = await runJob('place', { graph, map, params }, { signal, report: () => undefined });
    return { ...frame, positions: expand(map, places), sample };
  } finally {
    part.dispose();
  }
}

/** Which points are in the sample, which are not, and which of the sample are near to those. */
async function divide(
  points: Points,
  params: UmapParams | TsneParams,
  size: number,
  signal: AbortSignal,
): Promise<{ chosen: Int32Array; rest: Int32Array; graph: NeighbourGraph }> {
  // Dot products are no distances: what is near is then found by those of the ends.
  const metric = params.metric === 'dot' ? 'euclidean' : params.metric;
  const trees = await plantTrees(points.searcher, points.count, NEIGHBOURS, metric, signal);
  const chosen = sparseSample(await near(points, trees, metric, signal), size, params.seed);
  const allowed = sharedBytes(points.searcher.rows);
  const index = new Int32Array(points.count).fill(-1);
  chosen.forEach((row, i) => {
    allowed[row] = 1;
    index[row] = i;
  });
  const rest = Int32Array.from(index.keys()).filter((row) => allowed[row] === 0);
  return { chosen, rest, graph: only(await near(points, trees, metric, signal, allowed), rest, index) };
}

async function near(
  { searcher, count }: Points,
  trees: Trees,
  metric: ApproximateMetric,
  signal: AbortSignal,
  allowed?: Uint8Array,
): Promise<NeighbourGraph> {
  const lists = await listsByTrees(searcher, trees, count, NEIGHBOURS, signal, allowed);
  return measured(searcher, lists, metric, signal);
}

/** The neighbours of some points alone, by their index in the sample; first of each itself, as −1. */
function only(
  { count, rows, distances }: NeighbourGraph,
  points: Int32Array,
  index: Int32Array,
): NeighbourGraph {
  const graph = {
    count,
    rows: sharedInt32(points.length * count),
    distances: sharedFloat32(points.length * count),
  };
  points.forEach((point, i) => {
    for (let at = 0; at < count; at++) {
      const row = rows[point * count + at];
      graph.rows[i * count + at] = row < 0 ? -1 : index[row];
      graph.distances[i * count + at] = distances[point * count + at];
    }
  });
  return graph;
}

/** Makes of the sample's positions those of all points; the others' are given, or the means of their neighbours'. */
function expander(
  count: number,
  chosen: Int32Array,
  rest: Int32Array,
  graph: NeighbourGraph,
): (map: Float32Array, places?: Float32Array) => Float32Array {
  const weights = nearnesses(graph);
  return (map, places = meansOf(graph, weights, map)) => {
    const positions = new Float32Array(count * 2);
    const put = (rows: Int32Array, from: Float32Array) =>
      rows.forEach((row, i) => {
        positions[2 * row] = from[2 * i];
        positions[2 * row + 1] = from[2 * i + 1];
      });
    put(chosen, map);
    put(rest, places);
    return positions;
  };
}
