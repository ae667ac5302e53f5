import type { Pooling } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { knownWordsOf } from '../text/findWord.ts';

/** The parameter a of smooth inverse frequency, as Arora et al. 2017 choose it. */
const SIF_A = 1e-3;

/** A text as one vector. */
export interface Pooled {
  /** [dims]; undefined where the set knows none of the words. */
  vector: Float32Array | undefined;
  words: { all: number; known: number };
  /** Rows of the words that are in the vocabulary, in the order of the text. */
  rows: number[];
}

/**
 * The mean of the vectors of a text's words, plain ('mean') or each weighted by a / (a + p), p being the word's
 * probability ('sif'; Arora, Liang and Ma 2017, 'A Simple but Tough-to-Beat Baseline for Sentence Embeddings', without
 * its last step, see {@link withoutCommonComponent}). Words outside the vocabulary take part where the set has vectors of
 * subwords.
 */
export function meanVector(set: EmbeddingSet, text: string, pooling: Pooling): Pooled {
  const sum = new Float64Array(set.dims);
  const words = { all: 0, known: 0 };
  const rows: number[] = [];
  for (const { text: word, row } of knownWordsOf(set.vocabulary, text)) {
    words.all++;
    const vector = row >= 0 ? set.vector(row) : set.vectorOf(word);
    if (!vector) continue;
    words.known++;
    if (row >= 0) rows.push(row);
    const weight = pooling === 'sif' && row >= 0 ? SIF_A / (SIF_A + probability(set, row)) : 1;
    for (let i = 0; i < sum.length; i++) sum[i] += weight * vector[i];
  }
  const vector = words.known > 0 ? Float32Array.from(sum, (value) => value / words.known) : undefined;
  return { vector, words, rows };
}

/** How often each set's words occur in all. */
const totals = new WeakMap<EmbeddingSet, number>();

/**
 * The probability of a word: by the set's column 'count' where it has one, else by Zipf's law with Mandelbrot's offset
 * 2.7, 1 / (rank + 2.7), since files of vectors begin with the most frequent word.
 */
export function probability(set: EmbeddingSet, row: number): number {
  const counts = countsOf(set);
  let total = totals.get(set);
  if (total === undefined) {
    total = 0;
    for (let i = 0; i < set.size; i++) total += frequency(counts, i);
    totals.set(set, total);
  }
  return frequency(counts, row) / total;
}

function countsOf({ metadata }: EmbeddingSet): Float64Array | undefined {
  const column = metadata.find(({ name, kind }) => name === 'count' && kind === 'number');
  return column?.kind === 'number' ? column.values : undefined;
}

function frequency(counts: Float64Array | undefined, row: number): number {
  if (!counts) return 1 / (row + 1 + 2.7);
  // A count that is missing is that of a word seen once.
  return counts[row] > 0 ? counts[row] : 1;
}

/**
 * Takes out of every vector its projection on what they have in common: the first right singular vector of all of them
 * (Arora et al. 2017, algorithm 1, line 4).
 *
 * @param vectors each [dims]; changed in place
 */
export async function withoutCommonComponent(vectors: readonly Float32Array[]): Promise<void> {
  const { Matrix, EigenvalueDecomposition } = await import('ml-matrix');
  const rows = new Matrix(vectors.map((vector) => [...vector]));
  // Few texts of many dimensions: their products with each other are the smaller matrix of the two.
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(rows.mmul(rows.transpose()), {
    assumeSymmetric: true,
  });
  const largest = realEigenvalues.indexOf(Math.max(...realEigenvalues));
  const common = rows.transpose().mmul(eigenvectorMatrix.getColumnVector(largest)).to1DArray();
  const square = common.reduce((sum, value) => sum + value * value, 0);
  if (square === 0) return;
  for (const vector of vectors) {
    const share = vector.reduce((sum, value, i) => sum + value * common[i], 0) / square;
    for (let i = 0; i < vector.length; i++) vector[i] -= share * common[i];
  }
}
