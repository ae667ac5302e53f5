import type { NeighbourGraph } from '../search/neighbourGraph.ts';

/** A symmetric weighted graph: the entries offsets[i] … offsets[i + 1] are those of point i (compressed sparse rows). */
export interface FuzzySet {
  /** [points + 1] */
  offsets: Uint32Array;
  /** [edges] */
  targets: Uint32Array;
  /** [edges] 0 … 1 */
  weights: Float32Array;
}

/** As the reference implementation has them. */
const BISECTIONS = 64;
const TOLERANCE = 1e-5;
const LEAST_SCALE = 1e-3;

/**
 * The fuzzy simplicial set of a graph of neighbours (McInnes, Healy, Melville 2018, algorithms 1 to 3): how strongly each point
 * belongs to the surroundings of each other, made symmetric by the union v + w − vw.
 */
export function fuzzySet(graph: NeighbourGraph): FuzzySet {
  return union(graph, memberships(graph, scalesOf(graph)), (v, w) => v + w - v * w);
}

/** By which distances of a point's neighbours are measured. */
export interface Scales {
  /** [points] The distance to the nearest point that is not at the same place. */
  nearest: Float64Array;
  /** [points] How fast membership falls behind that. */
  fall: Float64Array;
}

/** Chosen so that each point's memberships add up to log2 of its neighbours, itself included. */
export function scalesOf({ count, distances }: Pick<NeighbourGraph, 'count' | 'distances'>): Scales {
  const points = distances.length / count;
  const nearest = new Float64Array(points);
  const fall = new Float64Array(points);
  const overall = mean(distances, 0, distances.length);
  for (let point = 0; point < points; point++) {
    const from = point * count;
    const first = firstAbove0(distances, from, from + count);
    nearest[point] = first;
    const least = LEAST_SCALE * (first > 0 ? mean(distances, from, from + count) : overall);
    fall[point] = Math.max(least, bisect(distances, from + 1, from + count, first, Math.log2(count)));
  }
  return { nearest, fall };
}

function mean(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum / (to - from);
}

function firstAbove0(distances: Float32Array, from: number, to: number): number {
  for (let i = from; i < to; i++) if (distances[i] > 0) return distances[i];
  return 0;
}

/** The fall at which the memberships of the distances from … to add up to `target`. */
function bisect(distances: Float32Array, from: number, to: number, nearest: number, target: number): number {
  let [low, high, fall] = [0, Infinity, 1];
  for (let i = 0; i < BISECTIONS; i++) {
    let sum = 0;
    for (let at = from; at < to; at++) sum += membership(distances[at], nearest, fall);
    if (Math.abs(sum - target) < TOLERANCE) break;
    if (sum > target) high = fall;
    else low = fall;
    fall = high === Infinity ? fall * 2 : (low + high) / 2;
  }
  return fall;
}

/** How strongly a point at a distance belongs to the surroundings of one with these scales, 0 … 1. */
export function membership(distance: number, nearest: number, fall: number): number {
  const behind = distance - nearest;
  return behind > 0 ? Math.exp(-behind / fall) : 1;
}

function memberships({ count, rows, distances }: NeighbourGraph, { nearest, fall }: Scales): Float32Array {
  return distances.map((distance, at) => {
    const point = Math.floor(at / count);
    return rows[at] === point || rows[at] < 0 ? 0 : membership(distance, nearest[point], fall[point]);
  });
}

/**
 * A directed graph made symmetric.
 *
 * @param values [points × count] of its edges; 0 for none
 * @param both what two edges between the same points make, times `scale`, as one edge alone is too
 */
export function union(
  { count, rows }: Pick<NeighbourGraph, 'count' | 'rows'>,
  values: Float32Array,
  both: (v: number, w: number) => number,
  scale = 1,
): FuzzySet {
  const points = rows.length / count;
  const back = transpose(rows, count);
  const offsets = new Uint32Array(points + 1);
  const room = 2 * values.reduce((edges, value) => (value === 0 ? edges : edges + 1), 0);
  const targets = new Uint32Array(room);
  const weights = new Float32Array(room);
  // Where the edge to a point stands, among those of the point at hand.
  const places = new Int32Array(points).fill(-1);
  let length = 0;
  for (let point = 0; point < points; point++) {
    const start = length;
    for (let at = point * count; at < (point + 1) * count; at++) {
      if (values[at] === 0) continue;
      places[rows[at]] = length;
      targets[length] = rows[at];
      weights[length++] = values[at];
    }
    for (let i = back.offsets[point]; i < back.offsets[point + 1]; i++) {
      const value = values[back.entries[i]];
      if (value === 0) continue;
      const source = Math.floor(back.entries[i] / count);
      const place = places[source];
      if (place >= start) weights[place] = both(weights[place], value);
      else {
        targets[length] = source;
        weights[length++] = value;
      }
    }
    offsets[point + 1] = length;
  }
  if (scale !== 1) for (let at = 0; at < length; at++) weights[at] *= scale;
  return { offsets, targets: targets.subarray(0, length), weights: weights.subarray(0, length) };
}

/** The entries that lead to each point, in their order. */
function transpose(rows: Int32Array, count: number): { offsets: Uint32Array; entries: Uint32Array } {
  const points = rows.length / count;
  const offsets = new Uint32Array(points + 1);
  for (const row of rows) if (row >= 0) offsets[row + 1]++;
  for (let i = 0; i < points; i++) offsets[i + 1] += offsets[i];
  const next = offsets.slice();
  const entries = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) if (rows[at] >= 0) entries[next[rows[at]]++] = at;
  return { offsets, entries };
}
