import * as l10n from '@vscode/l10n';
import type { Key, Nearness, OddOneOut, ScoredWord } from '../../protocol/queries.ts';
import { cosine, type EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { dot } from '../kernels/plainKernels.ts';
import { lengthOf } from '../search/scores.ts';
import { findKey, findText } from './keys.ts';
import { distance } from './mostSimilar.ts';

/** @throws UserFault where the set does not know one of the two */
export function nearness(set: EmbeddingSet, a: Key, b: Key): Nearness {
  const [first, second] = [findKey(set, a).vector, findKey(set, b).vector];
  const similarity = cosine(first, second);
  return {
    cosine: similarity,
    distance: 1 - similarity,
    euclidean: distance(first, second),
    dot: dot(first, 0, second, 0, set.dims),
  };
}

/**
 * Cosine of the means of two groups (gensim's `n_similarity`).
 *
 * @throws UserFault where a group is empty or the set does not know one of them
 */
export function nSimilarity(set: EmbeddingSet, a: readonly Key[], b: readonly Key[]): number {
  if (a.length === 0 || b.length === 0)
    throw new UserFault(l10n.t('A group of words is empty: expected at least one word in each.'));
  const mean = (keys: readonly Key[]) => meanOf(keys.map((key) => findKey(set, key).vector));
  return cosine(mean(a), mean(b));
}

/** With fewer words, none of them is the odd one. */
const LEAST = 3;

/**
 * Which of some words does not go with the others: the one of lowest cosine to the mean of their unit vectors (gensim's
 * `doesnt_match`).
 *
 * @throws UserFault where the set knows fewer than three of them
 */
export function doesntMatch(set: EmbeddingSet, words: readonly string[]): OddOneOut {
  const found = words.map((word) => findText(set, word));
  const known = found.filter((item) => item !== undefined);
  const unknown = words.filter((_, i) => !found[i]);
  if (known.length < LEAST) {
    throw new UserFault(
      l10n.t('The embedding set knows {0} of these words; expected at least {1}.', known.length, LEAST),
    );
  }
  const mean = meanOf(known.map(({ vector }) => unit(vector)));
  const ordered = known
    .map(({ word, vector }) => ({ word, cosine: cosine(vector, mean) }))
    .sort((a, b) => b.cosine - a.cosine);
  return { word: ordered[ordered.length - 1].word, words: ordered, unknown };
}

/**
 * The words that are nearer to `word` than `other` is (gensim's `closer_than`).
 *
 * @param count how many are named at most, the nearest first
 * @throws UserFault where the set does not know one of the two
 */
export async function closerThan(
  set: EmbeddingSet,
  word: string,
  other: string,
  count: number,
): Promise<{ words: ScoredWord[]; total: number }> {
  const [from, to] = [findKey(set, word), findKey(set, other)];
  const scores = await set.searcher.scores({ kind: 'single', metric: 'cosine', query: from.vector.slice() });
  const border = to.row >= 0 ? scores[to.row] : cosine(from.vector, to.vector);
  const rows: number[] = [];
  scores.forEach((score, row) => {
    if (score > border && row !== from.row) rows.push(row);
  });
  rows.sort((a, b) => scores[b] - scores[a] || a - b);
  const words = rows
    .slice(0, count)
    .map((row) => ({ row, word: set.vocabulary.word(row), score: scores[row] }));
  return { words, total: rows.length };
}

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i] += vector[i] / vectors.length;
  return Float32Array.from(mean);
}

function unit(vector: Float32Array): Float32Array {
  const length = lengthOf(vector);
  return length > 0 ? vector.map((value) => value / length) : vector;
}
