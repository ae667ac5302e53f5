import type { Neighbour, ParamsOf, WordReport } from '../../protocol/engine.ts';
import { cosine, type EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { lengthOf } from '../search/scores.ts';
import { findWord, partAt } from '../text/findWord.ts';
import { wordsOf, type Word } from '../text/words.ts';
import { findText } from './keys.ts';
import { similarByVector } from './mostSimilar.ts';

/** A word of a text, with its vector; row −1 outside the vocabulary. */
type Found = Word & { row: number; vector: Float32Array };

/** camelCase, snake_case: read by their parts. */
const IDENTIFIER = /_|\p{Ll}\p{Lu}|\p{Lu}\p{Lu}\p{Ll}/u;

/** What is to be said of the word that stands at an offset of a text; null where the set knows none there. */
export async function wordReport(
  set: EmbeddingSet,
  { text, offset, neighbours, compareWith }: ParamsOf<'sets/wordAt'>,
): Promise<WordReport | null> {
  const found = find(set, text, offset);
  if (!found) return null;
  const { start, end, row, vector } = found;
  const norm = lengthOf(vector);
  const word = row >= 0 ? set.vocabulary.word(row) : found.text;
  const others = compareWith
    .map((other) => findText(set, other))
    .filter((other) => other !== undefined)
    .filter((other) => other.word !== word);
  return {
    ...{ start, end, row, word, vector },
    norm,
    // Nothing is near to the zero vector.
    neighbours: neighbours > 0 && norm > 0 ? await neighboursOf(set, found, neighbours) : [],
    metadata: row >= 0 ? set.metadataOf(row) : [],
    similarities: others.map((other) => ({
      word: other.word,
      cosine: cosine(other.vector, vector),
      vector: other.vector,
    })),
  };
}

function find(set: EmbeddingSet, text: string, offset: number): Found | undefined {
  const known = findWord(set.vocabulary, text, offset);
  if (known) return { ...known, vector: set.vector(known.row) };
  if (!set.hasSubwords) return undefined;
  for (const word of wordsOf(text)) {
    if (word.start > offset) return undefined;
    if (offset >= word.end) continue;
    const part = IDENTIFIER.test(word.text) ? partAt(word, offset) : word;
    const vector = /\p{L}/u.test(part.text) ? set.vectorOf(part.text) : undefined;
    return vector && { ...part, row: -1, vector };
  }
  return undefined;
}

async function neighboursOf(set: EmbeddingSet, { row, vector }: Found, count: number): Promise<Neighbour[]> {
  if (row >= 0) return set.neighbours(row, count);
  const nearest = await similarByVector(set, vector, { count });
  return nearest.map(({ row, word, score }) => ({ row, word, cosine: score }));
}
