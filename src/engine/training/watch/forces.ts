import type { Random } from '../../random.ts';

/** The nearest points of each, and how strongly they draw it near. */
export interface Attraction {
  /** Neighbours a point. */
  count: number;
  /** [points × count]; −1 where none is known yet. */
  neighbours: Int32Array;
  /** [points × count] 0 … 1 */
  weights: Float32Array;
}

/** Points that each end of a pair is driven from. */
const REPULSIONS = 3;
/** A step is no longer than this times its strength. */
const LONGEST = 4;
/** Keeps points at the same place from flying apart. */
const SOFTENING = 0.05;
/** How much less the farthest neighbour weighs than the nearest, as an exponent. */
const FALL = 2;

/** Weights of neighbours by their cosines, the highest first: the nearest weighs 1. */
export function weightsOf(cosines: Float32Array): Float32Array {
  const range = cosines[0] - cosines[cosines.length - 1];
  return cosines.map((cosine) => (range > 0 ? Math.exp((FALL * (cosine - cosines[0])) / range) : 1));
}

/**
 * Moves points by one epoch of UMAP's stochastic gradient (McInnes, Healy, Melville 2018), with its curve's parameters
 * a = b = 1: neighbours draw each other near, and each is driven from some others by chance.
 *
 * @param positions [n × 2], changed in place
 * @param strength of a step: 1 where UMAP begins, less where points shall flow
 */
export function moveByForces(
  positions: Float32Array,
  { count, neighbours, weights }: Attraction,
  strength: number,
  random: Random,
): void {
  const points = positions.length / 2;
  for (let i = 0; i < neighbours.length; i++) {
    if (neighbours[i] < 0) continue;
    const [a, b] = [2 * Math.floor(i / count), 2 * neighbours[i]];
    const [x, y] = [positions[a] - positions[b], positions[a + 1] - positions[b + 1]];
    const pull = (-2 * strength * weights[i]) / (1 + x * x + y * y);
    push(positions, a, pull * x, pull * y, strength);
    push(positions, b, -pull * x, -pull * y, strength);
    for (let n = 0; n < REPULSIONS; n++) {
      repel(positions, a, 2 * Math.floor(random() * points), strength * weights[i], strength);
      repel(positions, b, 2 * Math.floor(random() * points), strength * weights[i], strength);
    }
  }
}

function repel(positions: Float32Array, a: number, b: number, factor: number, strength: number): void {
  if (a === b) return;
  const [x, y] = [positions[a] - positions[b], positions[a + 1] - positions[b + 1]];
  const square = x * x + y * y;
  const force = (2 * factor) / ((SOFTENING + square) * (1 + square));
  push(positions, a, force * x, force * y, strength);
}

function push(positions: Float32Array, at: number, x: number, y: number, strength: number): void {
  const most = LONGEST * strength;
  positions[at] += Math.min(most, Math.max(-most, x));
  positions[at + 1] += Math.min(most, Math.max(-most, y));
}
