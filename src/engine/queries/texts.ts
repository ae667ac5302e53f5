import * as l10n from '@vscode/l10n';
import type { ComparedTexts, Pooling, SimilarWords } from '../../protocol/queries.ts';
import { cosine, type EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { findWord, knownWordsOf } from '../text/findWord.ts';
import { meanVector, withoutCommonComponent } from './pooling.ts';

/** Of more texts than this a matrix shows nothing. */
const MOST_TEXTS = 1000;
/** What two texts have in common is all they have: it takes a third one to tell. */
const LEAST_IN_COMMON = 3;

/**
 * Every text's cosine to every other.
 *
 * @param isWithoutCommon whether what all of them have in common is taken out; as long as there are three of them
 * @throws UserFault where there are too many
 */
export async function compareTexts(
  set: EmbeddingSet,
  texts: readonly string[],
  pooling: Pooling,
  isWithoutCommon: boolean,
): Promise<ComparedTexts> {
  if (texts.length > MOST_TEXTS) {
    throw new UserFault(
      l10n.t('{0} texts cannot be compared at once; expected at most {1}.', texts.length, MOST_TEXTS),
    );
  }
  const pooled = texts.map((text) => meanVector(set, text, pooling));
  const known = pooled.map(({ vector }) => vector).filter((vector) => vector !== undefined);
  if (isWithoutCommon && known.length >= LEAST_IN_COMMON) await withoutCommonComponent(known);
  const cosines = Float32Array.from({ length: texts.length ** 2 }, (_, i) => {
    const [a, b] = [pooled[Math.floor(i / texts.length)].vector, pooled[i % texts.length].vector];
    return a && b ? cosine(a, b) : NaN;
  });
  return { cosines, words: pooled.map(({ words }) => words) };
}

/** Every word of a text by its cosine to the word that stands at an offset of a line; null where that is unknown. */
export function similarWords(
  set: EmbeddingSet,
  line: string,
  offset: number,
  text: string,
): SimilarWords | null {
  const centre = findWord(set.vocabulary, line, offset);
  if (!centre) return null;
  const vector = set.vector(centre.row);
  // A text repeats its words.
  const known = new Map<number, number>();
  const spans: number[] = [];
  const cosines: number[] = [];
  for (const { row, start, end } of knownWordsOf(set.vocabulary, text)) {
    if (row < 0) continue;
    const similarity = known.get(row) ?? cosine(vector, set.vector(row));
    known.set(row, similarity);
    spans.push(start, end);
    cosines.push(similarity);
  }
  const word = set.vocabulary.word(centre.row);
  return { word, spans: Uint32Array.from(spans), cosines: Float32Array.from(cosines) };
}
