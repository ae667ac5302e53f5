import type { LayoutFrame, UmapParams } from '../../protocol/engine.ts';
import { newDescent, type Edges } from '../kernels/descent.ts';
import { seededRandom } from '../random.ts';
import type { NeighbourGraph } from '../search/neighbourGraph.ts';
import { fitCurve } from './curve.ts';
import { fuzzySet, type FuzzySet } from './fuzzySet.ts';
import type { Pace } from './pace.ts';

/** Up to so many points the descent takes its time. */
const FEW_POINTS = 10_000;
const EPOCHS_OF_FEW = 500;
const EPOCHS_OF_MANY = 200;
/** Half the width of the map at the start, as umap-learn has it. */
const EXTENT = 10;
/** Tells points apart that start at the same place. */
const NOISE = 1e-3;

/**
 * UMAP (McInnes, Healy, Melville 2018) of a graph of neighbours, by our own kernels. The same graph, start and seed give the
 * same layout.
 *
 * @param start [n × 2] where the points begin: their first two principal components
 * @returns positions [n × 2]; every epoch worth showing goes to `pace` first
 */
export function umapLayout(
  graph: NeighbourGraph,
  params: UmapParams,
  start: Float32Array,
  pace: Pace,
): LayoutFrame {
  const points = start.length / 2;
  const epochs = epochsFor(points);
  const edges = edgesOf(fuzzySet(graph), epochs);
  const places = scaled(start, params.seed);
  const descent = newDescent({ edges, places, ...fitCurve(params.minDist), seed: params.seed });
  for (let epoch = 1; epoch <= epochs; epoch++) {
    // The rate falls in a line to nothing.
    descent.run(epoch, 1 - (epoch - 1) / epochs);
    if (epoch < epochs) pace.show(points, epoch, epochs, () => descent.positions.slice());
  }
  return { positions: descent.positions.slice(), epoch: epochs, epochs };
}

/** As many as umap-learn and uwot take. */
function epochsFor(points: number): number {
  return points <= FEW_POINTS ? EPOCHS_OF_FEW : EPOCHS_OF_MANY;
}

/**
 * The strongest edges have a turn each epoch, others the more rarely the weaker they are; those without a turn are left out. The
 * edges take the place of the set in memory.
 */
export function edgesOf({ offsets, targets, weights }: FuzzySet, epochs: number): Edges {
  const strongest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const heads = new Uint32Array(targets.length);
  let length = 0;
  for (let point = 0; point + 1 < offsets.length; point++) {
    for (let at = offsets[point]; at < offsets[point + 1]; at++) {
      if (weights[at] * epochs < strongest) continue;
      heads[length] = point;
      targets[length] = targets[at];
      weights[length++] = strongest / weights[at];
    }
  }
  return {
    heads: heads.subarray(0, length),
    tails: targets.subarray(0, length),
    intervals: weights.subarray(0, length),
  };
}

/** Positions brought to the width of a map, each moved a very little. */
export function scaled(positions: Float32Array, seed: number): Float32Array {
  const random = seededRandom(seed);
  const widest = positions.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = widest > 0 ? EXTENT / widest : 0;
  return positions.map((value) => value * scale + (random() - 0.5) * NOISE);
}
