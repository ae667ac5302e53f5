import type { VocabularyBuffers } from '../embeddings/vocabulary.ts';
import { Vocabulary } from '../embeddings/vocabulary.ts';
import { sharedFloat32, sharedInt32 } from '../shared.ts';

/** A set, as far as its alignment with another needs it. */
export interface AlignedSet {
  words: VocabularyBuffers;
  vectors: Float32Array;
  dims: number;
}

/** What two sets share, after alignment; in shared memory, so that it crosses threads without a copy. */
export interface Alignment {
  /** [shared] Rows of the words that both know, in the order of the first set. */
  firstRows: Int32Array;
  secondRows: Int32Array;
  /** [shared] Cosine of each word's two vectors. */
  cosines: Float32Array;
  /** So many of the shared words, from the first on, the rotation was computed by. */
  alignedBy: number;
}

/** The first words of a set are its most frequent ones, whose vectors are the surest; more of them cost time and change little. */
const MOST_ALIGNED_BY = 20_000;

/**
 * Turns the second set so that the words which both know lie as near to each other as a rotation (with reflection) can
 * bring them: orthogonal Procrustes (Schönemann 1966) on unit vectors, R = U Vᵀ of the singular value decomposition of
 * Σ b aᵀ. Sets of different dims are aligned in the larger space, of which the smaller is a part: what of a vector lies
 * outside it counts as different, in either order of the two.
 */
export async function align(first: AlignedSet, second: AlignedSet): Promise<Alignment> {
  const [firstRows, secondRows] = sharedWords(first.words, second.words);
  const alignedBy = Math.min(MOST_ALIGNED_BY, firstRows.length);
  const cosines = sharedFloat32(firstRows.length);
  if (alignedBy === 0) return { firstRows, secondRows, cosines, alignedBy };
  const [a, b] = [new UnitRows(first), new UnitRows(second)];
  const rotation = await procrustes(a, b, firstRows, secondRows, alignedBy);
  const rotated = new Float64Array(first.dims);
  for (let i = 0; i < cosines.length; i++) {
    rotate(b.row(secondRows[i]), rotation, rotated);
    // Both are of length 1 before the rotation, which takes nothing from them but what lies outside a smaller space.
    cosines[i] = dotOf(a.row(firstRows[i]), rotated);
  }
  return { firstRows, secondRows, cosines, alignedBy };
}

function sharedWords(first: VocabularyBuffers, second: VocabularyBuffers): [Int32Array, Int32Array] {
  const [a, b] = [new Vocabulary(first), new Vocabulary(second)];
  const pairs: [number, number][] = [];
  for (let row = 0; row < a.size; row++) {
    const other = b.indexOf(a.word(row));
    if (other >= 0) pairs.push([row, other]);
  }
  const column = (side: 0 | 1) => {
    const rows = sharedInt32(pairs.length);
    pairs.forEach((pair, i) => (rows[i] = pair[side]));
    return rows;
  };
  return [column(0), column(1)];
}

/** The rows of a matrix, each scaled to length 1 when it is looked at. */
class UnitRows {
  readonly dims: number;
  private readonly vectors: Float32Array;
  private readonly unit: Float64Array;

  constructor({ vectors, dims }: AlignedSet) {
    this.vectors = vectors;
    this.dims = dims;
    this.unit = new Float64Array(dims);
  }

  /** [dims]; the next call writes over it. */
  row(row: number): Float64Array {
    const { unit, dims } = this;
    let square = 0;
    for (let i = 0, at = row * dims; i < dims; i++, at++) {
      unit[i] = this.vectors[at];
      square += unit[i] * unit[i];
    }
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let i = 0; i < dims; i++) unit[i] *= scale;
    return unit;
  }
}

/** @returns R, [second dims × first dims], row-major: b R lies by a */
async function procrustes(
  a: UnitRows,
  b: UnitRows,
  firstRows: Int32Array,
  secondRows: Int32Array,
  count: number,
): Promise<Float64Array> {
  const { Matrix, SingularValueDecomposition } = await import('ml-matrix');
  const products = new Float64Array(b.dims * a.dims);
  for (let i = 0; i < count; i++) {
    const [x, y] = [a.row(firstRows[i]), b.row(secondRows[i])];
    for (let j = 0, at = 0; j < y.length; j++) {
      const factor = y[j];
      for (let k = 0; k < x.length; k++, at++) products[at] += factor * x[k];
    }
  }
  const { leftSingularVectors, rightSingularVectors } = new SingularValueDecomposition(
    Matrix.from1DArray(b.dims, a.dims, products),
    { autoTranspose: true },
  );
  return Float64Array.from(leftSingularVectors.mmul(rightSingularVectors.transpose()).to1DArray());
}

function rotate(vector: Float64Array, rotation: Float64Array, out: Float64Array): void {
  out.fill(0);
  for (let j = 0, at = 0; j < vector.length; j++) {
    const factor = vector[j];
    for (let k = 0; k < out.length; k++, at++) out[k] += factor * rotation[at];
  }
}

function dotOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
