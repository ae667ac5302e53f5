import type { Vocabulary } from '../embeddings/vocabulary.ts';
import { runsOf, type Word } from './words.ts';

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
  for (const run of runsOf(text)) {
    if (run.start > offset) return undefined;
    if (offset < run.end) return longestPart(vocabulary, run, offset);
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

/** Borders inside a run where a part of it may begin or end: beside hyphens, apostrophes and unspaced characters. */
function longestPart(vocabulary: Vocabulary, run: Word, offset: number): FoundWord | undefined {
  const borders = partBorders(run);
  let best: FoundWord | undefined;
  for (const start of borders) {
    if (start > offset) break;
    for (const end of borders) {
      if (end <= offset || end - start <= (best ? best.end - best.start : 0)) continue;
      if (end - start > LONGEST) break;
      best =
        known(vocabulary, { text: run.text.slice(start - run.start, end - run.start), start, end }) ?? best;
    }
  }
  return best;
}

const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

function partBorders(run: Word): number[] {
  const borders = new Set([run.start, run.end]);
  let at = run.start;
  for (const character of run.text) {
    const isBorder = UNSPACED.test(character) || /['’‑_-]/.test(character);
    if (isBorder) borders.add(at).add(at + character.length);
    at += character.length;
  }
  return [...borders].sort((a, b) => a - b);
}
