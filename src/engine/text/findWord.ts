import type { Vocabulary } from '../embeddings/vocabulary.ts';
import { wordsOf, type Word } from './words.ts';

/** A word of a text that the vocabulary knows, and its row there. */
export interface FoundWord extends Word {
  row: number;
}

/** Longer runs are no words: a bound on the work that one hover can ask for. */
const LONGEST = 64;

/**
 * The word of the vocabulary that stands at an offset of a text: as written, then in lower case; of a compound or an
 * unspaced run, the longest part of it that covers the offset.
 */
export function findWord(vocabulary: Vocabulary, text: string, offset: number): FoundWord | undefined {
  const whole = spaceless(text, offset);
  const asWritten = whole && known(vocabulary, whole);
  if (asWritten) return asWritten;
  for (const word of wordsOf(text)) {
    if (word.start > offset) return undefined;
    if (offset < word.end) return known(vocabulary, word) ?? longestPart(vocabulary, word, offset);
  }
  return undefined;
}

/** What stands between the spaces around an offset: a vocabulary may hold '<unk>', '@user', '3.14' or '...'. */
function spaceless(text: string, offset: number): Word | undefined {
  let start = offset;
  let end = offset;
  while (start > 0 && offset - start < LONGEST && !/\s/.test(text[start - 1])) start--;
  while (end < text.length && end - offset < LONGEST && !/\s/.test(text[end])) end++;
  return end > offset ? { text: text.slice(start, end), start, end } : undefined;
}

function known(vocabulary: Vocabulary, word: Word): FoundWord | undefined {
  const row = vocabulary.find(word.text);
  return row < 0 ? undefined : { ...word, row };
}

/** Borders inside a word where a part of it may begin or end: beside hyphens, apostrophes and unspaced characters. */
function longestPart(vocabulary: Vocabulary, word: Word, offset: number): FoundWord | undefined {
  const borders = partBorders(word);
  let best: FoundWord | undefined;
  for (const start of borders) {
    if (start > offset) break;
    for (const end of borders) {
      if (end <= offset || end - start <= (best ? best.end - best.start : 0)) continue;
      best = known(vocabulary, { text: word.text.slice(start - word.start, end - word.start), start, end }) ?? best;
    }
  }
  return best;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

function partBorders(word: Word): number[] {
  const borders = new Set([word.start, word.end]);
  let at = word.start;
  for (const character of word.text) {
    const isBorder = UNSPACED.test(character) || /['’‑_-]/.test(character);
    if (isBorder) borders.add(at).add(at + character.length);
    at += character.length;
  }
  return [...borders].sort((a, b) => a - b);
}
