import * as l10n from '@vscode/l10n';
import type { AnalogyMethod, Metric, ScoredWord, SearchOptions } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import type { Scored } from '../search/bestList.ts';
import { lengthOf, type Scorer } from '../search/scores.ts';
import { findKey, type Found, type WeightedKey } from './keys.ts';
import { rowsAllowed } from './restriction.ts';

/**
 * The words nearest to a weighted sum of words, which are left out themselves: what gensim's `most_similar` answers
 * ('add': 3CosAdd, the cosine to the weighted mean of the unit vectors; Mikolov et al. 2013) and its
 * `most_similar_cosmul` ('multiply': 3CosMul; Levy and Goldberg 2014). By the dot product and the euclidean distance, which
 * depend on lengths, the sum is that of the vectors as they are.
 *
 * @throws UserFault where a word is unknown, the sum is nothing, or 3CosMul is asked for another weight than 1 or −1
 */
export async function mostSimilar(
  set: EmbeddingSet,
  keys: readonly WeightedKey[],
  method: AnalogyMethod,
  options: SearchOptions,
): Promise<ScoredWord[]> {
  if (keys.length === 0) throw new UserFault(l10n.t('Nothing was asked about: expected a word.'));
  const found = keys.map(({ key, weight }) => ({ ...findKey(set, key), weight }));
  const excluded = new Set(found.flatMap(({ rows }) => rows));
  const scorer = scorerOf(found, method, options.metric ?? 'cosine');
  const scored = await search(set, scorer, options, excluded.size);
  return toWords(set, scored, scorer)
    .filter(({ row }) => !excluded.has(row))
    .slice(0, options.count);
}

/** The words nearest to a vector [dims]; none is left out (gensim's `similar_by_vector`). */
export async function similarByVector(
  set: EmbeddingSet,
  vector: Float32Array,
  options: SearchOptions,
): Promise<ScoredWord[]> {
  const query = findKey(set, vector).vector.slice();
  const scorer: Scorer = { kind: 'single', metric: options.metric ?? 'cosine', query };
  return toWords(set, await search(set, scorer, options, 0), scorer);
}

function search(
  set: EmbeddingSet,
  scorer: Scorer,
  { count, restriction }: SearchOptions,
  excluded: number,
): Promise<Scored> {
  return set.searcher.nearest(scorer, count + excluded, rowsAllowed(set, restriction));
}

type Weighted = Found & { weight: number };

function scorerOf(found: readonly Weighted[], method: AnalogyMethod, metric: Metric): Scorer {
  if (method === 'add') {
    const query = weightedMean(found, metric === 'cosine');
    if (metric !== 'euclidean' && isNothing(query, found)) {
      throw new UserFault(l10n.t('This comes to the zero vector, and nothing is near to that.'));
    }
    return { kind: 'single', metric, query };
  }
  const other = found.find(({ weight }) => Math.abs(weight) !== 1);
  if (other) {
    throw new UserFault(
      l10n.t(
        '3CosMul adds and subtracts whole words only; ‘{0}’ has the weight {1}.',
        other.word,
        other.weight,
      ),
    );
  }
  const vectorsOf = (sign: number) =>
    found.filter(({ weight }) => weight === sign).map(({ vector }) => vector.slice());
  if (vectorsOf(1).length === 0) {
    throw new UserFault(l10n.t('3CosMul needs at least one word that is added, not subtracted.'));
  }
  return { kind: 'product', positive: vectorsOf(1), negative: vectorsOf(-1) };
}

/** Whether a sum of vectors is but what rounding has left of them. */
function isNothing(sum: Float32Array, found: readonly Weighted[]): boolean {
  const size = found.reduce((total, { vector, weight }) => total + Math.abs(weight) * lengthOf(vector), 0);
  return lengthOf(sum) <= Math.min(1e-6, 1e-6 * size);
}

/** For cosines the mean of unit vectors, as gensim has it: only the vectors that were given as such keep their lengths. */
function weightedMean(found: readonly Weighted[], isUnit: boolean): Float32Array {
  const sum = new Float64Array(found[0].vector.length);
  for (const { vector, weight, word } of found) {
    const length = isUnit && word !== '' ? lengthOf(vector) : 1;
    const scale = length > 0 ? weight / length : 0;
    for (let i = 0; i < sum.length; i++) sum[i] += scale * vector[i];
  }
  return Float32Array.from(sum);
}

function toWords(set: EmbeddingSet, { rows, scores }: Scored, scorer: Scorer): ScoredWord[] {
  const isDistance = scorer.kind === 'single' && scorer.metric === 'euclidean';
  return Array.from(rows, (row, i) => {
    const score = isDistance ? distance(set.vector(row), scorer.query) : scores[i];
    return { row, word: set.vocabulary.word(row), score };
  });
}

/** Euclidean distance, computed exactly. */
export function distance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}
