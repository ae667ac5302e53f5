import { newAlgebra, tableSize, type Table } from '../kernels/algebra.ts';

/** So many rows are multiplied at a time. */
export const BLOCK_ROWS = 512;

/** Rows of a matrix whose directions are looked for. */
export interface Cloud {
  /** [rows × dims] */
  vectors: Float32Array;
  dims: number;
  /** [rows] What each row is multiplied by, such as 1 / ‖row‖; without it they are taken as they are. */
  factors?: Float32Array | undefined;
}

/** How rows scatter about their mean. */
export interface Covariance {
  /** [dims] */
  mean: Float64Array;
  /** [dims × dims] Σ (row − mean) (row − mean)ᵀ / rows */
  matrix: Float64Array;
}

/**
 * The covariance of every `step`th row.
 *
 * @param step 1 for all rows
 */
export function covarianceOf(cloud: Cloud, step = 1): Covariance {
  const { dims } = cloud;
  const rows = Math.ceil(cloud.vectors.length / dims / step);
  const mean = meanOf(cloud, step, rows);
  const matrix = new Float64Array(dims * dims);
  const algebra = newAlgebra(tableSize(dims, BLOCK_ROWS) + tableSize(dims, dims));
  const [columns, products] = [algebra.table(dims, BLOCK_ROWS), algebra.table(dims, dims)];
  for (let from = 0; from < rows; from += BLOCK_ROWS) {
    fillColumns(columns, cloud, mean, step, from, Math.min(rows, from + BLOCK_ROWS));
    algebra.multiply(columns, columns, products);
    for (let i = 0; i < dims; i++) {
      for (let j = 0; j < dims; j++) matrix[i * dims + j] += products.values[i * products.stride + j];
    }
  }
  for (let i = 0; i < matrix.length; i++) matrix[i] /= rows;
  return { mean, matrix };
}

function meanOf({ vectors, dims, factors }: Cloud, step: number, rows: number): Float64Array {
  const mean = new Float64Array(dims);
  for (let row = 0; row < rows; row++) {
    const factor = factors ? factors[row * step] : 1;
    for (let i = 0, at = row * step * dims; i < dims; i++, at++) mean[i] += vectors[at] * factor;
  }
  return mean.map((sum) => sum / rows);
}

/** Writes the rows from … to, less their mean, as columns; zeros are left behind the last one. */
function fillColumns(
  { values: columns }: Table,
  { vectors, dims, factors }: Cloud,
  mean: Float64Array,
  step: number,
  from: number,
  to: number,
): void {
  if (to - from < BLOCK_ROWS) columns.fill(0);
  for (let row = from; row < to; row++) {
    const factor = factors ? factors[row * step] : 1;
    const start = row * step * dims;
    for (let i = 0; i < dims; i++)
      columns[i * BLOCK_ROWS + row - from] = vectors[start + i] * factor - mean[i];
  }
}
