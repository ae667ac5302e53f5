import * as l10n from '@vscode/l10n';
import { MOST_WORDS } from '../../common/lessonLimits.ts';
import { UserFault } from '../faults.ts';
import { wordsOf } from '../text/words.ts';

/** In quotes, straight or curly, a word may have spaces. */
const PIECE = /"([^"]+)"|“([^”]+)”|[^\s,,、;;]+/gu;
/** Writing without spaces between words. */
export const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * The different words of what a reader types, in that order: what stands between spaces and commas, or in quotes; of Chinese, Japanese or Thai
 * without them, its words as a dictionary parts them.
 *
 * @throws UserFault where there are none, or too many to be looked at
 */
export function typedWords(text: string): string[] {
  const pieces = Array.from(text.matchAll(PIECE), ([piece, plain, curly]) => plain ?? curly ?? piece);
  const isUnparted = pieces.length === 1 && UNSPACED.test(text);
  const words = [...new Set(isUnparted ? Array.from(wordsOf(text), (word) => word.text) : pieces)];
  if (words.length === 0) throw new UserFault(l10n.t('Type a word, or several with spaces between them.'));
  if (words.length <= MOST_WORDS) return words;
  throw new UserFault(l10n.t('These are {0} words; expected at most {1}.', words.length, MOST_WORDS));
}
