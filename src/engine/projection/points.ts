import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { newMatrix, type Matrix } from '../kernels/matrixMemory.ts';
import { Searcher } from '../search/searcher.ts';

/** What is laid out: rows of a matrix, and who searches them. */
export interface Points {
  /** [count × dims] */
  vectors: Float32Array;
  dims: number;
  count: number;
  /** Of a matrix that begins with these rows, and may go on behind them. */
  searcher: Searcher;
  dispose(): void;
}

/** The first so many rows of a set where they lie, or a copy of some rows. */
export function pointsOf(set: EmbeddingSet, rows: number | Int32Array): Points {
  const { vectors, dims, searcher, size } = set;
  if (typeof rows === 'number') {
    const count = Math.min(rows, size);
    return { vectors: vectors.subarray(0, count * dims), dims, count, searcher, dispose: () => undefined };
  }
  return copyOf(set, rows);
}

/** Rows of a matrix as a matrix of their own. */
export function copyOf({ vectors, dims }: Matrix, rows: Int32Array): Points {
  const matrix = newMatrix(rows.length, dims);
  rows.forEach((row, i) => matrix.vectors.set(vectors.subarray(row * dims, (row + 1) * dims), i * dims));
  const searcher = new Searcher(matrix);
  return { vectors: matrix.vectors, dims, count: rows.length, searcher, dispose: () => searcher.dispose() };
}
