import type { NeighbourGraph } from '../search/neighbourGraph.ts';
import { union, type FuzzySet } from './fuzzySet.ts';

const BISECTIONS = 64;
const TOLERANCE = 1e-5;

/**
 * How near points are to each other for t-SNE: for each a Gaussian over its neighbours whose perplexity is as given, the mean
 * of both directions, and all together 1 (van der Maaten and Hinton 2008).
 */
export function affinities(graph: NeighbourGraph, perplexity: number): FuzzySet {
  const { count, rows, distances } = graph;
  const values = new Float32Array(distances.length);
  const points = distances.length / count;
  for (let point = 0; point < points; point++) {
    // Its first neighbour is itself.
    const [from, to] = [point * count + 1, (point + 1) * count];
    const shares = gaussian(distances.subarray(from, to), Math.log(perplexity));
    values.set(shares, from);
  }
  return union({ count, rows }, values, (a, b) => a + b, 1 / (2 * points));
}

/** The shares, which add up to 1, of a Gaussian whose entropy is as given. */
function gaussian(distances: Float32Array, entropy: number): Float64Array {
  // Only differences count; the nearest then never falls to nothing.
  const squares = Float64Array.from(distances, (distance) => distance ** 2 - distances[0] ** 2);
  const scale = squares.reduce((sum, square) => sum + square, 0) / squares.length;
  if (!(scale > 0)) return squares.fill(1 / squares.length);
  let [low, high, steepness] = [0, Infinity, 1 / scale];
  let shares = sharesOf(squares, steepness);
  for (let i = 0; i < BISECTIONS; i++) {
    const difference = entropyOf(shares) - entropy;
    if (Math.abs(difference) < TOLERANCE) break;
    if (difference > 0) low = steepness;
    else high = steepness;
    steepness = high === Infinity ? steepness * 2 : (low + high) / 2;
    shares = sharesOf(squares, steepness);
  }
  return shares;
}

function sharesOf(squares: Float64Array, steepness: number): Float64Array {
  const shares = squares.map((square) => Math.exp(-square * steepness));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

function entropyOf(shares: Float64Array): number {
  return shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);
}
