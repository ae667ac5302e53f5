import type { ParamsOf, WordReport } from '../../protocol/engine.ts';
import { cosine, type EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { lengthOf } from '../search/scores.ts';
import { findWord } from '../text/findWord.ts';
import { findText } from './keys.ts';

/** What is to be said of the word that stands at an offset of a text; null where the set knows none there. */
export async function wordReport(
  set: EmbeddingSet,
  { text, offset, neighbours, compareWith }: ParamsOf<'sets/wordAt'>,
): Promise<WordReport | null> {
  const found = findWord(set.vocabulary, text, offset);
  if (!found) return null;
  const { start, end, row } = found;
  const vector = set.vector(row);
  const others = compareWith
    .map((word) => findText(set, word))
    .filter((other) => other !== undefined)
    .filter((other) => other.row !== row);
  return {
    start,
    end,
    row,
    word: set.vocabulary.word(row),
    vector,
    norm: lengthOf(vector),
    neighbours: neighbours > 0 ? await set.neighbours(row, neighbours) : [],
    metadata: set.metadataOf(row),
    similarities: others.map((other) => ({ word: other.word, cosine: cosine(other.vector, vector) })),
  };
}
