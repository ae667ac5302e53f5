import { UMAP } from 'umap-js';
import type { LayoutFrame, UmapParams } from '../../protocol/engine.ts';
import { seededRandom } from '../random.ts';
import type { NeighbourGraph } from '../search/neighbourGraph.ts';
import type { Pace } from './pace.ts';
import { scaled } from './umap.ts';

/**
 * UMAP (McInnes, Healy, Melville 2018) by umap-js, of a graph of neighbours: what our own engine is compared with. The same
 * seed gives the same layout.
 *
 * @param start [n × 2] where the points begin
 * @returns positions [n × 2]; every epoch worth showing goes to `pace` first
 */
export function umapJsLayout(
  { rows, distances, count }: NeighbourGraph,
  params: UmapParams,
  start: Float32Array,
  pace: Pace,
): LayoutFrame {
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: count,
    minDist: params.minDist,
    random: seededRandom(params.seed),
  });
  const points = lists(rows, count);
  umap.setPrecomputedKNN(points, lists(distances, count));
  // With neighbours at hand it looks at nothing of the points but how many they are.
  const epochs = umap.initializeFit(points);
  const places = scaled(start, params.seed);
  // It has chosen places at random, and moves the points where they lie.
  umap.getEmbedding().forEach((place, i) => place.splice(0, 2, places[2 * i], places[2 * i + 1]));
  for (let epoch = 1; epoch < epochs; epoch++) {
    umap.step();
    pace.show(points.length, epoch, epochs, () => flatten(umap.getEmbedding()));
  }
  umap.step();
  return { positions: flatten(umap.getEmbedding()), epoch: epochs, epochs };
}

/** One list a point, as umap-js wants it. */
function lists(values: Int32Array | Float32Array, count: number): number[][] {
  return Array.from({ length: values.length / count }, (_, i) =>
    Array.from(values.subarray(i * count, (i + 1) * count)),
  );
}

function flatten(points: number[][]): Float32Array {
  const flat = new Float32Array(points.length * 2);
  points.forEach(([x, y], i) => {
    flat[2 * i] = x;
    flat[2 * i + 1] = y;
  });
  return flat;
}
