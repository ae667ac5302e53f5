import * as l10n from '@vscode/l10n';
import type { Key, Term } from '../../protocol/queries.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { meanVector } from './pooling.ts';

/** A word or a vector that was asked for, with its vector. */
export interface Found {
  /** As the set writes it; as it was asked for where it is no word of the set. */
  word: string;
  /** −1 where it is no word of the set. */
  row: number;
  /** Every row that it names: its own, or those of a phrase's words. */
  rows: readonly number[];
  /** [dims] */
  vector: Float32Array;
}

/** One of the things that a question adds up. */
export interface WeightedKey {
  key: Key;
  weight: number;
}

/**
 * Finds the vector of a word (as written, then in lower case, then by its subwords where the set has those), of a phrase
 * (as one word with underscores, as word2vec's own phrases are written, else the mean of its words), or takes a vector
 * as it is.
 *
 * @throws UserFault where the set knows nothing of it, or a vector is not [dims]
 */
export function findKey(set: EmbeddingSet, key: Key): Found {
  if (typeof key !== 'string') return { word: '', row: -1, rows: [], vector: checked(key, set.dims) };
  const found = findText(set, key);
  if (!found) throw new UserFault(l10n.t('The embedding set does not know ‘{0}’.', key));
  return found;
}

/** The same for a text alone; undefined where the set knows nothing of it. */
export function findText(set: EmbeddingSet, text: string): Found | undefined {
  const { vocabulary } = set;
  for (const spelling of [text, text.trim().replace(/\s+/g, '_')]) {
    const row = vocabulary.find(spelling);
    if (row >= 0) return { word: vocabulary.word(row), row, rows: [row], vector: set.vector(row) };
  }
  if (/\s/.test(text.trim())) {
    const { vector, rows } = meanVector(set, text, 'mean');
    return vector && { word: text, row: -1, rows, vector };
  }
  const vector = set.vectorOf(text);
  return vector && { word: text, row: -1, rows: [], vector };
}

/** What a reader is told of a term of an expression. */
export function toTerm({ word, row }: Found, text: string, weight: number): Term {
  return { text, weight, word, row };
}

function checked(vector: Float32Array, dims: number): Float32Array {
  if (vector.length === dims) return vector;
  throw new UserFault(
    l10n.t('A vector of {0} numbers was asked about; the embedding set has {1}.', vector.length, dims),
  );
}
