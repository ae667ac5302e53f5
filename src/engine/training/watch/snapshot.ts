import { kernelsFor, type Kernels } from '../../kernels/kernels.ts';
import { newMatrix, reserveScratch, type Matrix } from '../../kernels/matrixMemory.ts';
import { dot } from '../../kernels/plainKernels.ts';

/**
 * The first rows of a table that goes on changing, as they were at one moment, each of length 1: what is computed of them
 * belongs together, whatever others write meanwhile.
 */
export class Snapshot {
  readonly rows: number;
  readonly dims: number;
  /** [rows × dims] */
  readonly vectors: Float32Array;
  /** Of the copy, for this thread. */
  readonly kernels: Kernels;
  private readonly table: Float32Array;

  constructor({ vectors, dims }: Matrix, rows: number) {
    this.rows = rows;
    this.dims = dims;
    this.table = vectors;
    const copy = newMatrix(rows, dims);
    reserveScratch(copy);
    this.vectors = copy.vectors;
    this.kernels = kernelsFor(copy, 0);
  }

  /** Copies the rows as they are now. */
  take(): void {
    const { vectors, dims } = this;
    vectors.set(this.table.subarray(0, vectors.length));
    for (let at = 0; at < vectors.length; at += dims) scaleToLength1(vectors, at, dims);
  }

  /** A row of length 1, as it was when it was taken; of one that is not among them, as it is now. */
  row(row: number): Float32Array {
    const { vectors, table, dims, rows } = this;
    const copy = (row < rows ? vectors : table).slice(row * dims, (row + 1) * dims);
    scaleToLength1(copy, 0, dims);
    return copy;
  }
}

/** A row of zeros stays one. */
function scaleToLength1(vectors: Float32Array, at: number, dims: number): void {
  const square = dot(vectors, at, vectors, at, dims);
  const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
  for (let i = at; i < at + dims; i++) vectors[i] *= scale;
}
