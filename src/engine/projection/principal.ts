import { covarianceOf, type Cloud, type Covariance } from './covariance.ts';
import { leadingDirections } from './leadingDirections.ts';

export interface PrincipalWork extends Cloud {
  components: 2 | 3 | 1;
  /** Whether every row counts, and the directions are those of the whole eigenvalue problem; else they are good enough to start from. */
  exact: boolean;
  /** [dims] A direction of length 1 to which all others are to be at right angles. */
  besides?: Float64Array;
}

/** Rows seen along the directions in which they differ most. */
export interface PrincipalPlane {
  /** [rows × components] */
  positions: Float32Array;
  /** [components] Each one's share of the whole variance. */
  explained: number[];
}

/** Up to so many dimensions the whole eigenvalue problem is solved: it takes time with their third power. */
const MOST_SOLVED = 1000;
/** So many products are enough for a start, and take a tenth of a second. */
const QUICK_PRODUCTS = 2e9;

/**
 * Principal component analysis (Pearson 1901) by the eigenvectors of the covariance. A direction points to where its largest
 * coordinate is positive.
 */
export async function principalPlane(work: PrincipalWork): Promise<PrincipalPlane> {
  const { vectors, dims, components, exact, besides } = work;
  const products = vectors.length * dims;
  const covariance = covarianceOf(work, exact ? 1 : Math.max(1, Math.ceil(products / QUICK_PRODUCTS)));
  if (besides) takeOut(covariance.matrix, besides);
  const count = Math.min(components, dims);
  const found =
    exact && dims <= MOST_SOLVED
      ? await solved(covariance.matrix, dims, count)
      : leadingDirections(covariance.matrix, dims, count);
  found.directions.forEach(orient);
  return {
    positions: project(work, covariance, found.directions, components),
    explained: shares(found.values, covariance.matrix, dims),
  };
}

/** By the eigenvalue problem of the whole matrix. */
async function solved(
  matrix: Float64Array,
  dims: number,
  count: number,
): Promise<{ directions: Float64Array[]; values: number[] }> {
  const { EigenvalueDecomposition, Matrix } = await import('ml-matrix');
  const symmetric = Matrix.from1DArray(dims, dims, matrix);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, {
    assumeSymmetric: true,
  });
  // They come from the least to the greatest.
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const chosen = order.slice(0, count);
  return {
    directions: chosen.map((column) => Float64Array.from(eigenvectorMatrix.getColumn(column))),
    values: chosen.map((column) => realEigenvalues[column]),
  };
}

/** (I − uuᵀ) C (I − uuᵀ), in place. */
function takeOut(matrix: Float64Array, u: Float64Array): void {
  const dims = u.length;
  const product = u.map((_, i) => {
    let sum = 0;
    for (let j = 0; j < dims; j++) sum += matrix[i * dims + j] * u[j];
    return sum;
  });
  const along = u.reduce((sum, value, i) => sum + value * product[i], 0);
  for (let i = 0; i < dims; i++) {
    for (let j = 0; j < dims; j++)
      matrix[i * dims + j] += along * u[i] * u[j] - u[i] * product[j] - product[i] * u[j];
  }
}

function orient(direction: Float64Array): void {
  const largest = direction.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  if (largest < 0) direction.forEach((value, i) => (direction[i] = -value));
}

function project(
  { vectors, dims, factors }: Cloud,
  { mean }: Covariance,
  directions: Float64Array[],
  components: number,
): Float32Array {
  const rows = vectors.length / dims;
  const positions = new Float32Array(rows * components);
  directions.forEach((direction, component) => {
    const middle = direction.reduce((sum, value, i) => sum + value * mean[i], 0);
    for (let row = 0, at = 0; row < rows; row++) {
      let sum = 0;
      for (let i = 0; i < dims; i++) sum += vectors[at++] * direction[i];
      positions[row * components + component] = sum * (factors ? factors[row] : 1) - middle;
    }
  });
  return positions;
}

function shares(values: number[], matrix: Float64Array, dims: number): number[] {
  let total = 0;
  for (let i = 0; i < dims; i++) total += matrix[i * dims + i];
  return values.map((value) => (total > 0 ? Math.max(0, value) / total : 0));
}
