import type { ParamsOf } from '../../protocol/engine.ts';
import type { Strips } from '../../protocol/lessons.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { findKey } from '../queries/keys.ts';
import { cosinesOf } from './cosinesOf.ts';
import { GLOVE } from './glove.ts';
import { typedWords } from './words.ts';

const TUTORIAL_WORDS = Object.keys(GLOVE);

type Query = Omit<ParamsOf<'lessons/strips'>, 'setId'>;

/**
 * Vectors beneath each other, and where two of them differ.
 *
 * @param set whose words they are; without one, they are the tutorial's
 * @throws UserFault where the set does not know one of them
 */
export function strips(set: EmbeddingSet | undefined, { text = '', first, second, least }: Query): Strips {
  const found = set
    ? wordsFor(set, text).map((word) => findKey(set, word))
    : Object.entries(GLOVE).map(([word, numbers]) => ({ word, vector: Float32Array.from(numbers) }));
  const words = found.map(({ word }) => word);
  const rows = found.map(({ vector }) => vector);
  const dims = rows[0].length;
  const vectors = new Float32Array(rows.length * dims);
  rows.forEach((row, i) => vectors.set(row, i * dims));
  const [a, b] = [rows[first] ?? rows[0], rows[second] ?? rows[rows.length - 1]];
  const difference = a.map((value, i) => value - b[i]);
  const differs = Uint8Array.from(difference, (value) => (Math.abs(value) >= least ? 1 : 0));
  const count = differs.reduce((sum, value) => sum + value, 0);
  return { words, dims, vectors, cosines: cosinesOf(rows), difference, differs, count };
}

/** What was typed; else the tutorial's words where the set knows them, else its own first ones. */
function wordsFor({ vocabulary, size }: EmbeddingSet, text: string): string[] {
  if (text.trim() !== '') return typedWords(text);
  if (TUTORIAL_WORDS.every((word) => vocabulary.find(word) >= 0)) return TUTORIAL_WORDS;
  return Array.from({ length: Math.min(size, TUTORIAL_WORDS.length) }, (_, row) => vocabulary.word(row));
}
