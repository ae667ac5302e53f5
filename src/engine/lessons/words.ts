import * as l10n from '@vscode/l10n';
import { MOST_WORDS } from '../../common/lessonLimits.ts';
import { UserFault } from '../faults.ts';

/**
 * The different words of what a reader types, in that order: what stands between spaces and commas.
 *
 * @throws UserFault where there are none, or too many to be looked at
 */
export function typedWords(text: string): string[] {
  const words = [...new Set(text.split(/[\s,,、;;]+/u).filter((word) => word !== ''))];
  if (words.length === 0) throw new UserFault(l10n.t('Type a word, or several with spaces between them.'));
  if (words.length <= MOST_WORDS) return words;
  throw new UserFault(l10n.t('These are {0} words; expected at most {1}.', words.length, MOST_WORDS));
}
