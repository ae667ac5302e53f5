import { compiledKernels } from './compile.ts';
import { PlainAlgebra } from './plainAlgebra.ts';
import { WasmAlgebra } from './wasmAlgebra.ts';

/** Rows of numbers where an {@link Algebra} can compute on them; what stands behind a row's last number is 0. */
export interface Table {
  /** [rows × stride] */
  values: Float32Array;
  rows: number;
  columns: number;
  /** From one row to the next: a multiple of 4. */
  stride: number;
}

/** Products of matrices. */
export interface Algebra {
  /** A table of zeros. */
  table(rows: number, columns: number): Table;
  /** out = a bᵀ, or out += a bᵀ: [a's rows × b's rows]; both have rows of the same length. */
  multiply(a: Table, b: Table, out: Table, adds?: boolean): void;
  /** out = aᵀ */
  transpose(a: Table, out: Table): void;
  /**
   * Each row of a becomes scale × softmax(row + bias).
   *
   * @param bias a row as long as those of a
   * @param totals [a's rows × 2] gets the largest of each row + bias, and Σ exp(row + bias − largest)
   */
  softmax(a: Table, bias: Table, scale: number, totals: Table): void;
}

/** So many numbers a table takes. */
export function tableSize(rows: number, columns: number): number {
  return rows * strideOf(columns);
}

export function strideOf(columns: number): number {
  return (columns + 3) & ~3;
}

/** An algebra with room for tables of so many numbers in all: WebAssembly's, else its plain twin. */
export function newAlgebra(numbers: number): Algebra {
  const module = compiledKernels();
  try {
    return module ? new WasmAlgebra(module, numbers) : new PlainAlgebra();
  } catch (error) {
    // No address space for one more memory.
    if (error instanceof RangeError) return new PlainAlgebra();
    throw error;
  }
}

/** Some rows of a table, in its place. */
export function rowsOf({ values, columns, stride }: Table, from: number, count: number): Table {
  return { values: values.subarray(from * stride, (from + count) * stride), rows: count, columns, stride };
}

/** Copies numbers [rows × columns], row-major, into a table. */
export function fill({ values, rows, columns, stride }: Table, numbers: Float32Array): void {
  for (let row = 0; row < rows; row++)
    values.set(numbers.subarray(row * columns, (row + 1) * columns), row * stride);
}

/** A table's numbers, [rows × columns], in memory of their own. */
export function copyOf({ values, rows, columns, stride }: Table): Float32Array {
  if (columns === stride) return Float32Array.from(values);
  const numbers = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    numbers.set(values.subarray(row * stride, row * stride + columns), row * columns);
  return numbers;
}
