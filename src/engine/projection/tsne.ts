import type { LayoutFrame, TsneParams } from '../../protocol/engine.ts';
import type { NeighbourGraph } from '../search/neighbourGraph.ts';
import { affinities } from './affinities.ts';
import type { FuzzySet } from './fuzzySet.ts';
import type { Pace } from './pace.ts';
import { QuadTree } from './quadTree.ts';
import { scaled } from './umap.ts';

const EPOCHS = 750;
/** In the first epochs points that are near draw each other so many times as strongly, so that groups find together. */
const EXAGGERATED_EPOCHS = 250;
const EXAGGERATION = 12;
const FIRST_MOMENTUM = 0.5;
const LAST_MOMENTUM = 0.8;
const LEAST_RATE = 50;
/** A point's gain by van der Maaten's reference implementation: more while it goes on in one direction. */
const GAIN_STEP = 0.2;
const GAIN_FACTOR = 0.8;
const LEAST_GAIN = 0.01;
/** Half the width at the start, against {@link scaled}. */
const START_SCALE = 1e-4;

/**
 * t-SNE (van der Maaten and Hinton 2008) by Barnes and Hut's approximation (van der Maaten 2014), of a graph of neighbours, with
 * the rate of Belkina et al. 2019. The same graph, start and seed give the same layout.
 *
 * @param start [n × 2] where the points begin: their first two principal components (Kobak and Berens 2019)
 * @returns positions [n × 2]; every epoch worth showing goes to `pace` first
 */
export function tsneLayout(
  graph: NeighbourGraph,
  params: TsneParams,
  start: Float32Array,
  pace: Pace,
): LayoutFrame {
  const points = start.length / 2;
  const perplexity = Math.min(params.perplexity, (graph.count - 1) / 3);
  const near = affinities(graph, perplexity);
  const positions = scaled(start, params.seed).map((value) => value * START_SCALE);
  const movement = new Movement(positions, Math.max(LEAST_RATE, points / EXAGGERATION));
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const isEarly = epoch <= EXAGGERATED_EPOCHS;
    const slope = gradient(near, positions, isEarly ? EXAGGERATION : 1);
    movement.step(slope, isEarly ? FIRST_MOMENTUM : LAST_MOMENTUM);
    if (epoch < EPOCHS) pace.show(points, epoch, EPOCHS, () => positions.slice());
  }
  return { positions, epoch: EPOCHS, epochs: EPOCHS };
}

/** [n × 2] The gradient of the Kullback–Leibler divergence, but for a factor of 4. */
function gradient(near: FuzzySet, positions: Float32Array, exaggeration: number): Float64Array {
  const { forces, sum } = new QuadTree(positions).repulsion();
  const slope = forces.map((force) => -force / sum);
  const { offsets, targets, weights } = near;
  for (let i = 0; i + 1 < offsets.length; i++) {
    for (let at = offsets[i]; at < offsets[i + 1]; at++) {
      const dx = positions[2 * i] - positions[2 * targets[at]];
      const dy = positions[2 * i + 1] - positions[2 * targets[at] + 1];
      const pull = (exaggeration * weights[at]) / (1 + dx * dx + dy * dy);
      slope[2 * i] += pull * dx;
      slope[2 * i + 1] += pull * dy;
    }
  }
  return slope;
}

/** How points move down a slope, with momentum. */
class Movement {
  private readonly positions: Float32Array;
  private readonly rate: number;
  private readonly speeds: Float64Array;
  private readonly gains: Float64Array;

  /** @param positions which it changes */
  constructor(positions: Float32Array, rate: number) {
    this.positions = positions;
    this.rate = rate;
    this.speeds = new Float64Array(positions.length);
    this.gains = new Float64Array(positions.length).fill(1);
  }

  step(slope: Float64Array, momentum: number): void {
    const { positions, speeds, gains, rate } = this;
    for (let i = 0; i < slope.length; i++) {
      const isTurning = Math.sign(slope[i]) === Math.sign(speeds[i]);
      gains[i] = Math.max(LEAST_GAIN, isTurning ? gains[i] * GAIN_FACTOR : gains[i] + GAIN_STEP);
      speeds[i] = momentum * speeds[i] - 4 * rate * gains[i] * slope[i];
      positions[i] += speeds[i];
    }
  }
}
