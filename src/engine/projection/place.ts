import type { TsneParams, UmapParams } from '../../protocol/engine.ts';
import { newDescent, type Edges } from '../kernels/descent.ts';
import type { NeighbourGraph } from '../search/neighbourGraph.ts';
import { fitCurve } from './curve.ts';
import { membership, scalesOf } from './fuzzySet.ts';

export interface PlaceWork {
  /** Of each new point: first itself, as −1, then those of the map that are near to it. */
  graph: NeighbourGraph;
  /** [places × 2] Where the points of the map are. */
  map: Float32Array;
  params: UmapParams | TsneParams;
}

/** As umap-learn has it for new points: few epochs, at a quarter of the rate. */
const EPOCHS = 30;
const RATE = 0.25;

/**
 * Places new points into a settled map, of which none moves: by the mean of their neighbours' places, each by its nearness, and in
 * UMAP by some epochs more.
 *
 * @returns positions [new points × 2]
 */
export function placeInto({ graph, map, params }: PlaceWork): Float32Array {
  const weights = nearnesses(graph);
  const places = meansOf(graph, weights, map);
  const edges = edgesOf(graph, weights);
  if (params.method !== 'umap' || edges.heads.length === 0) return places;
  const start = { edges, places, others: map, ...fitCurve(params.minDist), seed: params.seed };
  const descent = newDescent(start);
  for (let epoch = 1; epoch <= EPOCHS; epoch++) descent.run(epoch, RATE * (1 - (epoch - 1) / EPOCHS));
  return descent.positions.slice();
}

/** [new points × count] How near each neighbour is, 0 … 1; 0 where there is none. */
export function nearnesses(graph: NeighbourGraph): Float32Array {
  const { count, rows, distances } = graph;
  const { nearest, fall } = scalesOf(graph);
  return distances.map((distance, at) => {
    const point = Math.floor(at / count);
    return rows[at] < 0 ? 0 : membership(distance, nearest[point], fall[point]);
  });
}

/** The means of places of the map, [new points × 2]; where a point has no neighbour, the middle of all. */
export function meansOf(
  { count, rows }: NeighbourGraph,
  weights: Float32Array,
  map: Float32Array,
): Float32Array {
  const middle = [0, 0];
  map.forEach((value, i) => (middle[i % 2] += value / (map.length / 2)));
  const places = new Float32Array((rows.length / count) * 2);
  for (let point = 0; point * count < rows.length; point++) {
    let [x, y, sum] = [0, 0, 0];
    for (let at = point * count; at < (point + 1) * count; at++) {
      if (weights[at] === 0) continue;
      x += weights[at] * map[2 * rows[at]];
      y += weights[at] * map[2 * rows[at] + 1];
      sum += weights[at];
    }
    places[2 * point] = sum > 0 ? x / sum : middle[0];
    places[2 * point + 1] = sum > 0 ? y / sum : middle[1];
  }
  return places;
}

function edgesOf({ count, rows }: NeighbourGraph, weights: Float32Array): Edges {
  const heads = new Uint32Array(rows.length);
  const tails = new Uint32Array(rows.length);
  const intervals = new Float32Array(rows.length);
  let length = 0;
  for (let at = 0; at < rows.length; at++) {
    if (weights[at] * EPOCHS < 1) continue;
    heads[length] = Math.floor(at / count);
    tails[length] = rows[at];
    intervals[length++] = 1 / weights[at];
  }
  const used = <T extends Uint32Array | Float32Array>(array: T) => array.subarray(0, length) as T;
  return { heads: used(heads), tails: used(tails), intervals: used(intervals) };
}
