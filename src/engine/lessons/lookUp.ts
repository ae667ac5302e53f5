import type { ParamsOf } from '../../protocol/engine.ts';
import type { Cost, LookUp } from '../../protocol/lessons.ts';
import { copyOf, fill, newAlgebra, tableSize } from '../kernels/algebra.ts';
import { seededRandom } from '../random.ts';
import { oneHotRow } from './oneHot.ts';
import { typedWords } from './words.ts';

/** A vocabulary and a length of vectors as they are in earnest. */
const LARGE = { words: 10_000, dims: 300 };

type Query = Omit<ParamsOf<'lessons/lookUp'>, 'setId'>;

/**
 * A word's vector as the product of its one-hot row with Q, and as the row of Q that it is.
 *
 * @param set of which the cost is wanted, too
 * @throws UserFault where the text has no words, or there are more than can be shown
 */
export function lookUp(
  { text, dims, seed, place }: Query,
  set?: { readonly size: number; readonly dims: number },
): LookUp {
  const words = typedWords(text);
  const at = Math.min(place, words.length - 1);
  const q = seededMatrix(words.length * dims, seed);
  const oneHot = oneHotRow(at, words.length);
  const product = productOf(oneHot, q, dims);
  const row = q.slice(at * dims, (at + 1) * dims);
  return {
    words,
    dims,
    q,
    oneHot,
    sums: sumsOf(oneHot, q, dims),
    product,
    row,
    isSame: row.every((value, i) => value === product[i]),
    cost: costOf(words.length, dims),
    largeCost: costOf(LARGE.words, LARGE.dims),
    ...(set ? { setCost: costOf(set.size, set.dims) } : {}),
  };
}

/** What it takes to compute [words] × [words × dims] number by number, and to read a row of it. */
export function costOf(words: number, dims: number): Cost {
  return { words, dims, multiplications: words * dims, additions: (words - 1) * dims, reads: dims };
}

/** Numbers from −1 to 1 in tenths, as a training might begin with. */
function seededMatrix(length: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => (Math.round(random() * 20) - 10) / 10);
}

/** [words] × [words × dims] by the kernels, which take the second factor by its columns. */
function productOf(oneHot: Float32Array, q: Float32Array, dims: number): Float32Array {
  const words = oneHot.length;
  const sizes = [tableSize(1, words), tableSize(words, dims), tableSize(dims, words), tableSize(1, dims)];
  const algebra = newAlgebra(sizes.reduce((sum, size) => sum + size));
  const [input, matrix] = [algebra.table(1, words), algebra.table(words, dims)];
  const [columns, out] = [algebra.table(dims, words), algebra.table(1, dims)];
  fill(input, oneHot);
  fill(matrix, q);
  algebra.transpose(matrix, columns);
  algebra.multiply(input, columns, out);
  return copyOf(out);
}

/** [words × dims] The product as it grows, row by row of Q. */
function sumsOf(oneHot: Float32Array, q: Float32Array, dims: number): Float32Array {
  const sums = new Float32Array(q.length);
  for (let i = 0; i < q.length; i++) {
    const before = i < dims ? 0 : sums[i - dims];
    sums[i] = before + oneHot[Math.floor(i / dims)] * q[i];
  }
  return sums;
}
