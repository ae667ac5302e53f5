import { wordAtRow, wordCount } from '../../common/words.ts';
import type { PackedWords } from '../../protocol/engine.ts';

/** Words that are looked at in one go before the browser may draw again. */
const SLICE = 50_000;

/**
 * Finds the words that hold a text, whatever its case: the same word first, then those that begin with it, then those
 * that hold it; among equals the more frequent one (the lower row).
 *
 * @param isStale asked now and then; where it says yes, the search is given up
 */
export async function searchWords(
  words: PackedWords,
  text: string,
  most: number,
  isStale: () => boolean,
): Promise<number[]> {
  const wanted = text.toLowerCase();
  const found: number[][] = [[], [], []];
  const count = wordCount(words);
  for (let row = 0; row < count; row++) {
    if (row % SLICE === SLICE - 1) {
      await new Promise((resolve) => setTimeout(resolve));
      if (isStale()) return [];
    }
    const rank = rankOf(wordAtRow(words, row).toLowerCase(), wanted);
    if (rank >= 0 && found[rank].length < most) found[rank].push(row);
  }
  return found.flat().slice(0, most);
}

/** 0: the same, 1: begins so, 2: holds it, −1: none of these. */
function rankOf(word: string, wanted: string): number {
  const at = word.indexOf(wanted);
  if (at < 0) return -1;
  if (at > 0) return 2;
  return word.length === wanted.length ? 0 : 1;
}
