import type { Random } from '../../random.ts';
import type { NeighbourGraph } from '../../search/neighbourGraph.ts';

/** Pairs of points that draw each other near, each once, and how strongly: 0 … 1. */
export interface Edges {
  from: Int32Array;
  to: Int32Array;
  weights: Float32Array;
}

/** Points that an edge's point is driven from, for every edge. */
const REPULSIONS = 3;
/** A step is no longer than this times its strength. */
const LONGEST = 4;
/** Keeps points at the same place from flying apart. */
const SOFTENING = 0.05;

/**
 * The edges of a graph of neighbours: the nearest of each point weigh 1, and the weights fall with the distance to the
 * farthest. A pair that is near from both sides counts once, by its mean.
 */
export function edgesOf({ rows, cosines, count }: NeighbourGraph): Edges {
  const points = rows.length / count;
  const weights = new Map<number, number>();
  for (let i = 0; i < rows.length; i++) {
    const point = Math.floor(i / count);
    const other = rows[i];
    if (other === point || other < 0) continue;
    const nearest = cosines[point * count + 1];
    const farthest = cosines[(point + 1) * count - 1];
    const weight = nearest > farthest ? Math.exp((-2 * (nearest - cosines[i])) / (nearest - farthest)) : 1;
    const key = Math.min(point, other) * points + Math.max(point, other);
    weights.set(key, (weights.get(key) ?? 0) + weight / 2);
  }
  const keys = [...weights.keys()];
  return {
    from: Int32Array.from(keys, (key) => Math.floor(key / points)),
    to: Int32Array.from(keys, (key) => key % points),
    weights: Float32Array.from(weights.values()),
  };
}

/**
 * Moves points by one epoch of the stochastic gradient of UMAP (McInnes, Healy, Melville 2018), with its curve's parameters
 * a = b = 1: edges draw their points near, and each point is driven from some others by chance.
 *
 * @param positions [n × 2], changed in place
 * @param strength of a step: 1 where UMAP begins, less where points shall flow
 */
export function moveByForces(
  positions: Float32Array,
  { from, to, weights }: Edges,
  strength: number,
  random: Random,
): void {
  const points = positions.length / 2;
  for (let edge = 0; edge < from.length; edge++) {
    const [a, b] = [2 * from[edge], 2 * to[edge]];
    const [x, y] = [positions[a] - positions[b], positions[a + 1] - positions[b + 1]];
    const pull = (-2 * weights[edge]) / (1 + x * x + y * y);
    push(positions, a, strength * pull * x, strength * pull * y, strength);
    push(positions, b, -strength * pull * x, -strength * pull * y, strength);
    for (let i = 0; i < REPULSIONS; i++) {
      repel(positions, a, 2 * Math.floor(random() * points), strength * weights[edge], strength);
      repel(positions, b, 2 * Math.floor(random() * points), strength * weights[edge], strength);
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
