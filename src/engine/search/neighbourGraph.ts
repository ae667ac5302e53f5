import { sharedFloat32, sharedInt32 } from '../shared.ts';
import type { Searcher } from './searcher.ts';

/** Every row's nearest rows, itself first. In shared memory. */
export interface NeighbourGraph {
  /** Neighbours of each row, itself included. */
  count: number;
  /** [rows × count] */
  rows: Int32Array;
  /** [rows × count] */
  cosines: Float32Array;
}

/** So many rows are searched for at a time: what is copied of them is small beside the matrix. */
const QUERIES = 1 << 14;

/**
 * The exact `count` nearest of the first `rows` rows of a matrix, for each of them, by cosine similarity.
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
): Promise<NeighbourGraph> {
  const graph = { count, rows: sharedInt32(rows * count), cosines: sharedFloat32(rows * count) };
  const inverseNorms = await searcher.inverseNorms();
  const queries = sharedFloat32(Math.min(QUERIES, rows) * dims);
  for (let from = 0; from < rows; from += QUERIES) {
    const length = Math.min(QUERIES, rows - from);
    for (let i = 0; i < length * dims; i++)
      queries[i] = vectors[from * dims + i] * inverseNorms[from + Math.floor(i / dims)];
    const asked = queries.subarray(0, length * dims);
    const found = await searcher.nearestOfMany(asked, count, { first: rows }, { signal });
    graph.rows.set(found.rows, from * count);
    graph.cosines.set(found.cosines, from * count);
  }
  for (let row = 0; row < rows; row++) putFirst(graph, row);
  return graph;
}

/** Among equal vectors a row may stand behind others, or be left out for them. */
function putFirst({ rows, cosines, count }: NeighbourGraph, row: number): void {
  const start = row * count;
  const place = rows.subarray(start, start + count).indexOf(row);
  const end = start + (place < 0 ? count - 1 : place);
  rows.copyWithin(start + 1, start, end);
  cosines.copyWithin(start + 1, start, end);
  rows[start] = row;
  cosines[start] = 1;
}
