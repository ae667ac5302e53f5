import { seededRandom } from '../../../src/engine/random.ts';
import { setOf } from '../support.ts';

/** Words in clouds around centres, in turn: word i belongs to cloud i % clouds. */
export function cloudsOf(clouds: number, words: number, dims: number, width = 0.4) {
  const random = seededRandom(1);
  const centres = Array.from({ length: clouds }, () => Array.from({ length: dims }, () => random() - 0.5));
  const vector = (i: number) => centres[i % clouds].map((value) => value + (random() - 0.5) * width);
  return setOf(Object.fromEntries(Array.from({ length: words }, (_, i) => [`w${i}`, vector(i)])));
}

/**
 * Trustworthiness (Venna and Kaski 2001): 1 where all neighbours on the map are neighbours in the original space.
 *
 * @param positions [n × 2]
 */
export function trustworthiness(
  vectors: Float32Array,
  dims: number,
  positions: Float32Array,
  count: number,
): number {
  const n = positions.length / 2;
  let penalty = 0;
  for (let i = 0; i < n; i++) {
    const ranks = new Int32Array(n);
    byDistance(vectors, dims, i).forEach((other, rank) => (ranks[other] = rank + 1));
    for (const other of byDistance(positions, 2, i).slice(0, count))
      penalty += Math.max(0, ranks[other] - count);
  }
  return 1 - (2 / (n * count * (2 * n - 3 * count - 1))) * penalty;
}

/** All other points, the nearest first. */
export function byDistance(points: Float32Array, dims: number, i: number): number[] {
  const square = (j: number) => {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += (points[i * dims + d] - points[j * dims + d]) ** 2;
    return sum;
  };
  const others = Array.from({ length: points.length / dims }, (_, j) => j).filter((j) => j !== i);
  const squares = new Map(others.map((j) => [j, square(j)]));
  return others.sort((a, b) => squares.get(a)! - squares.get(b)!);
}

/** The share of points whose nearest on the map belongs to the same of so many clouds. */
export function purity(positions: Float32Array, clouds: number): number {
  const n = positions.length / 2;
  const pure = Array.from({ length: n }, (_, i) => byDistance(positions, 2, i)[0] % clouds === i % clouds);
  return pure.filter(Boolean).length / n;
}
