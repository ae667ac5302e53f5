import * as l10n from '@vscode/l10n';
import { MOST_COLUMNS, MOST_VOCABULARY } from '../../common/lessonLimits.ts';
import type { OneHot } from '../../protocol/lessons.ts';
import { UserFault } from '../faults.ts';
import { cosinesOf } from './cosinesOf.ts';
import { typedWords } from './words.ts';

/**
 * Words as rows of zeros with a single one. The rows are made in full, and what is said of them is counted.
 *
 * @param size words that the vocabulary is imagined to have; never fewer than those of the text
 * @throws UserFault where the text has no words, or there are more than can be shown
 */
export function oneHot(text: string, size = 0): OneHot {
  if (size > MOST_VOCABULARY) {
    throw new UserFault(
      l10n.t('A vocabulary of {0} words was asked for; expected at most {1}.', size, MOST_VOCABULARY),
    );
  }
  const words = typedWords(text);
  const columns = Math.max(size, words.length);
  const rows = words.map((_, place) => oneHotRow(place, columns));
  const shown = Math.min(columns, MOST_COLUMNS);
  const beginnings = new Float32Array(words.length * shown);
  rows.forEach((row, i) => beginnings.set(row.subarray(0, shown), i * shown));
  return {
    words,
    size: columns,
    rows: beginnings,
    cosines: cosinesOf(rows),
    zeros: rows[0].reduce((count, value) => count + (value === 0 ? 1 : 0), 0),
    numbers: columns * columns,
    bytes: columns * columns * Float32Array.BYTES_PER_ELEMENT,
  };
}

/** [columns] Zeros, and a one in a word's place. */
export function oneHotRow(place: number, columns: number): Float32Array {
  const row = new Float32Array(columns);
  row[place] = 1;
  return row;
}
