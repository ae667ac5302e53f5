import type { Metric } from '../../protocol/queries.ts';
import { sharedFloat32, sharedInt32 } from '../shared.ts';
import { approximateGraph } from './approximateGraph.ts';
import type { Searcher } from './searcher.ts';

/** Every row's nearest rows, itself first; −1 where there are no more. In shared memory. */
export interface NeighbourGraph {
  /** Neighbours of each row, itself included. */
  count: number;
  /** [rows × count] */
  rows: Int32Array;
  /** [rows × count] 0 or more; by {@link toDistances}. */
  distances: Float32Array;
}

/** Is told what part of the work is done, 0 … 1. */
export type ReportDone = (done: number) => void;

/** With more products than this an approximate graph takes the exact one's place: at 100 dimensions from 31,000 rows on. */
const MOST_PRODUCTS = 1e11;

/**
 * The `count` nearest of the first `rows` rows of a matrix, for each of them: exactly, or nearly where there are very many (but
 * for dot products, of which the way to nearly all is not known).
 *
 * @param count at most `rows`
 * @throws Cancelled
 */
export function nearbyGraph(
  searcher: Searcher,
  matrix: { vectors: Float32Array; dims: number },
  rows: number,
  count: number,
  signal: AbortSignal,
  metric: Metric,
  report?: ReportDone,
): Promise<NeighbourGraph> {
  const isExact = metric === 'dot' || rows * rows * matrix.dims <= MOST_PRODUCTS;
  if (isExact) return neighbourGraph(searcher, matrix, rows, count, signal, metric, report);
  return approximateGraph(searcher, rows, count, metric, signal, report);
}

/** So many rows are searched for at a time: what is copied of them is small beside the matrix. */
const QUERIES = 1 << 14;

/**
 * The exact `count` nearest of the first `rows` rows of a matrix, for each of them.
 *
 * @param count at most `rows`
 * @throws Cancelled
 */
export async function neighbourGraph(
  searcher: Searcher,
  { vectors, dims }: { vectors: Float32Array; dims: number },
  rows: number,
  count: number,
  signal: AbortSignal,
  metric: Metric = 'cosine',
  report?: ReportDone,
): Promise<NeighbourGraph> {
  const graph = { count, rows: sharedInt32(rows * count), distances: sharedFloat32(rows * count) };
  const inverseNorms = await searcher.inverseNorms();
  const queries = sharedFloat32(Math.min(QUERIES, rows) * dims);
  for (let from = 0; from < rows; from += QUERIES) {
    const length = Math.min(QUERIES, rows - from);
    queries.set(vectors.subarray(from * dims, (from + length) * dims));
    if (metric === 'cosine') scaleRows(queries, dims, inverseNorms.subarray(from, from + length));
    const asked = queries.subarray(0, length * dims);
    const found = await searcher.nearestOfMany(asked, count, { first: rows }, { signal, metric });
    graph.rows.set(found.rows, from * count);
    graph.distances.set(found.scores, from * count);
    report?.((from + length) / rows);
  }
  toDistances(graph.distances, metric, inverseNorms.subarray(0, rows));
  for (let row = 0; row < rows; row++) putFirst(graph, row);
  return graph;
}

/** Multiplies each row by its factor. */
export function scaleRows(rows: Float32Array, dims: number, factors: Float32Array): void {
  factors.forEach((factor, row) => {
    for (let at = row * dims; at < (row + 1) * dims; at++) rows[at] *= factor;
  });
}

/**
 * Makes distances of scores, in their place: 1 − cosine, ‖a − b‖, or, for dot products, 1 − a · b / ‖c‖² with c the longest
 * row, which among rows of one length is 1 − cosine.
 *
 * @param inverseNorms of all rows
 */
export function toDistances(scores: Float32Array, metric: Metric, inverseNorms: Float32Array): void {
  const shortest = inverseNorms.reduce(
    (least, inverse) => (inverse > 0 ? Math.min(least, inverse) : least),
    Infinity,
  );
  const scale = metric === 'dot' && shortest < Infinity ? shortest * shortest : 1;
  const start = metric === 'euclidean' ? 0 : 1;
  for (let i = 0; i < scores.length; i++) scores[i] = Math.max(0, start - scores[i] * scale);
}

/** Among equal vectors a row may stand behind others, or be left out for them. */
function putFirst({ rows, distances, count }: NeighbourGraph, row: number): void {
  const start = row * count;
  const place = rows.subarray(start, start + count).indexOf(row);
  const end = start + (place < 0 ? count - 1 : place);
  rows.copyWithin(start + 1, start, end);
  distances.copyWithin(start + 1, start, end);
  rows[start] = row;
  distances[start] = 0;
}
