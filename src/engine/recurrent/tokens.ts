import * as l10n from '@vscode/l10n';
import type { LanguageTokeniser, TraceParams, TraceToken } from '../../protocol/recurrent.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { seededRandom } from '../random.ts';
import { knownWordsOf, type FoundWord } from '../text/findWord.ts';
import { wordsOf, type Word } from '../text/words.ts';
import type { LanguageModel } from './language/model.ts';

/** A text of more words than this is no sentence, and to step through it helps nobody. */
const MOST_TOKENS = 5000;

/** Words by which the length of a set's vectors is told. */
const LOOKED_AT = 1000;

/**
 * The tokens of a text: words as the set knows them, or as a language model read its corpus. Some may be replaced.
 *
 * @throws UserFault where the text holds no word or too many, or a replaced one is not there
 */
export function tokensOf(
  set: EmbeddingSet,
  model: LanguageModel | undefined,
  { text, replaced = [] }: Pick<TraceParams, 'text' | 'replaced'>,
): TraceToken[] {
  const tokens: TraceToken[] = [];
  const found: Iterable<Found> = model
    ? tokensAsTrained(set, model, text)
    : knownWordsOf(set.vocabulary, text);
  for (const word of found) {
    if (tokens.length === MOST_TOKENS) {
      throw new UserFault(l10n.t('The text has more than {0} words; select a shorter one.', MOST_TOKENS));
    }
    tokens.push(tokenOf(set, word));
  }
  if (tokens.length === 0) throw new UserFault(l10n.t('The text holds no words to trace.'));
  for (const { step, word } of replaced) {
    if (!(step in tokens)) throw new RangeError(`The text has no token ${step}.`);
    tokens[step] = tokenOf(set, { ...tokens[step], text: word, ...rowOf(set, model, word) });
  }
  return tokens;
}

/** The vectors of the tokens, a row each: [tokens × dims]. */
export function inputOf(
  set: EmbeddingSet,
  tokens: TraceToken[],
  { unknown = 'zeros' }: Pick<TraceParams, 'unknown'> = {},
): Float32Array {
  const input = new Float32Array(tokens.length * set.dims);
  const spread = unknown === 'random' ? spreadOf(set) : 0;
  tokens.forEach(({ row, text }, t) => {
    if (row >= 0) input.set(set.vector(row), t * set.dims);
    else if (spread > 0) input.set(randomVector(text, set.dims, spread), t * set.dims);
  });
  return input;
}

/** The square root of the mean square of a set's numbers, by its first words. */
function spreadOf(set: EmbeddingSet): number {
  let squares = 0;
  const rows = Math.min(set.size, LOOKED_AT);
  for (let row = 0; row < rows; row++) for (const value of set.vector(row)) squares += value * value;
  return Math.sqrt(squares / (rows * set.dims));
}

/** Uniform numbers, whose seed is the word: the same word has the same vector in every text. */
export function randomVector(word: string, dims: number, spread: number): Float32Array {
  // FNV-1a
  const seed = Buffer.from(word).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193), 0x811c9dc5);
  const random = seededRandom(seed);
  const bound = Math.sqrt(3) * spread;
  return Float32Array.from({ length: dims }, () => (2 * random() - 1) * bound);
}

/** A word, and whether the row is its own; without more said, it is where there is one. */
type Found = FoundWord & { isKnown?: boolean };

function tokenOf({ vocabulary }: EmbeddingSet, found: Found): TraceToken {
  const { row, text, isKnown = row >= 0 } = found;
  return { ...found, word: row >= 0 ? vocabulary.word(row) : text, isKnown };
}

function* tokensAsTrained(set: EmbeddingSet, model: LanguageModel, text: string): Generator<Found> {
  for (const word of pieces(text, model.params.tokeniser)) yield { ...word, ...rowOf(set, model, word.text) };
}

function rowOf({ vocabulary }: EmbeddingSet, model: LanguageModel | undefined, word: string) {
  if (!model) {
    const row = vocabulary.find(word);
    return { row, isKnown: row >= 0 };
  }
  const row = vocabulary.find(model.params.tokeniser === 'words' ? word.toLowerCase() : word);
  return { row: row < 0 ? model.unknown : row, isKnown: row >= 0 };
}

function* pieces(text: string, tokeniser: LanguageTokeniser): Generator<Word> {
  if (tokeniser === 'words') {
    yield* wordsOf(text);
    return;
  }
  const pattern = tokeniser === 'whitespace' ? /\S+/g : /./gsu;
  for (const { 0: piece, index } of text.matchAll(pattern))
    yield { text: piece, start: index, end: index + piece.length };
}
