import { seededRandom } from '../random.ts';

/** More directions than are asked for are followed: those asked for are then found the sooner. */
const BESIDES = 6;
const MOST_ROUNDS = 300;
/** It is done when the eigenvalues asked for change by less than this share in a round. */
const TOLERANCE = 1e-8;
/** Of no consequence for the result, as long as no direction starts at right angles to it. */
const SEED = 1;

/**
 * The eigenvectors of the greatest eigenvalues of a symmetric matrix without negative ones, by orthogonal iteration (Golub and
 * Van Loan, Matrix Computations, 8.2): nearly exact where the eigenvalues behind them are smaller.
 *
 * @param matrix [dims × dims]
 * @returns directions of length 1 [dims] each, and their eigenvalues
 */
export function leadingDirections(
  matrix: Float64Array,
  dims: number,
  count: number,
): { directions: Float64Array[]; values: number[] } {
  const random = seededRandom(SEED);
  let directions: Float64Array[] = Array.from({ length: Math.min(dims, count + BESIDES) }, () =>
    Float64Array.from({ length: dims }, () => random() - 0.5),
  );
  let values: number[] = [];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = total(values, count);
    directions = directions.map((direction) => multiply(matrix, direction));
    values = orthonormalise(directions);
    if (Math.abs(total(values, count) - before) <= TOLERANCE * before) break;
  }
  return { directions: directions.slice(0, count), values: values.slice(0, count) };
}

/** The sum of the first so many. */
function total(values: number[], count: number): number {
  return values.slice(0, count).reduce((sum, value) => sum + value, 0);
}

function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const dims = vector.length;
  return vector.map((_, i) => {
    let sum = 0;
    for (let j = 0, at = i * dims; j < dims; j++, at++) sum += matrix[at] * vector[j];
    return sum;
  });
}

/** Gram and Schmidt's method, in place. Returns the lengths before, which come to be the eigenvalues. */
function orthonormalise(vectors: Float64Array[]): number[] {
  return vectors.map((vector, i) => {
    // Twice, as once leaves rounding errors.
    for (let pass = 0; pass < 2; pass++) {
      for (const earlier of vectors.slice(0, i)) add(vector, earlier, -product(vector, earlier));
    }
    const length = Math.sqrt(product(vector, vector));
    vector.forEach((value, j) => (vector[j] = length > 0 ? value / length : 0));
    return length;
  });
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function add(a: Float64Array, b: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] += factor * b[i];
}
