import type { TracePath } from '../../protocol/recurrent.ts';
import { copyOf, fill, newAlgebra, tableSize } from '../kernels/algebra.ts';
import { seededRandom } from '../random.ts';

/** Directions that are sought together, and rounds in which they turn to the principal ones. */
const SOUGHT = 12;
const ROUNDS = 40;

/**
 * The states' path in the plane of their two principal components (Pearson 1901), found by subspace iteration. Each axis
 * is turned so that its largest coordinate is positive: the picture is the same wherever it is computed.
 *
 * @param states [time × width]
 */
export async function pathOf(states: Float32Array, width: number): Promise<TracePath> {
  const time = states.length / width;
  const gram = gramOf(centred(states, width), time, width);
  const { values, vectors } = await principal(gram, time);
  const total = gram.reduce((sum, value, i) => (i % (time + 1) === 0 ? sum + value : sum), 0);
  const positions = new Float32Array(2 * time);
  const shares: [number, number] = [0, 0];
  for (let axis = 0; axis < Math.min(2, values.length); axis++) {
    const variance = Math.max(0, values[axis]);
    shares[axis] = total > 0 ? variance / total : 0;
    const largest = vectors[axis].reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
    const scale = Math.sqrt(variance) * (Math.sign(largest) || 1);
    vectors[axis].forEach((x, t) => (positions[2 * t + axis] = x * scale));
  }
  return { positions, shares };
}

/** The largest eigenvalues of a symmetric matrix [size × size] and their vectors, the largest first. */
async function principal(
  matrix: Float64Array,
  size: number,
): Promise<{ values: number[]; vectors: Float64Array[] }> {
  const random = seededRandom(1);
  const count = Math.min(SOUGHT, size);
  let basis: Float64Array[] = Array.from({ length: count }, () =>
    Float64Array.from({ length: size }, () => random() - 0.5),
  );
  for (let round = 0; round < ROUNDS; round++) basis = orthonormal(basis.map((each) => times(matrix, each)));
  const { EigenvalueDecomposition, Matrix } = await import('ml-matrix');
  const images = basis.map((each) => times(matrix, each));
  const small = new Matrix(basis.map((a) => images.map((b) => dot(a, b))));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(small, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, i) => i).sort((i, j) => realEigenvalues[j] - realEigenvalues[i]);
  const vectors = order.map((column) => {
    const vector = new Float64Array(size);
    basis.forEach((each, row) => addScaled(vector, each, eigenvectorMatrix.get(row, column)));
    return vector;
  });
  return { values: order.map((i) => realEigenvalues[i]), vectors };
}

/** Gram and Schmidt's way; what lies in the others' span becomes zeros. */
function orthonormal(vectors: Float64Array[]): Float64Array[] {
  vectors.forEach((vector, i) => {
    const before = dot(vector, vector);
    for (let j = 0; j < i; j++) addScaled(vector, vectors[j], -dot(vector, vectors[j]));
    const left = dot(vector, vector);
    const scale = left > 1e-18 * before ? 1 / Math.sqrt(left) : 0;
    vector.forEach((x, k) => (vector[k] = x * scale));
  });
  return vectors;
}

/** X Xᵀ of the centred states: [time × time] */
function gramOf(rows: Float32Array, time: number, width: number): Float64Array {
  const algebra = newAlgebra(tableSize(time, width) + tableSize(time, time));
  const [table, out] = [algebra.table(time, width), algebra.table(time, time)];
  fill(table, rows);
  algebra.multiply(table, table, out);
  return Float64Array.from(copyOf(out));
}

function centred(values: Float32Array, width: number): Float32Array {
  const time = values.length / width;
  const mean = new Float64Array(width);
  values.forEach((value, i) => (mean[i % width] += value / time));
  return values.map((value, i) => value - mean[i % width]);
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * size, (row + 1) * size), vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function addScaled(into: Float64Array, vector: Float64Array, scale: number): void {
  for (let i = 0; i < into.length; i++) into[i] += scale * vector[i];
}
