import * as l10n from '@vscode/l10n';
import type { AnalogiesReport } from '../../protocol/queries.ts';

type Wrong = AnalogiesReport['wrong'];

/** Wrong answers that are shown. */
const MOST = 50;

/** Examples from the whole file, and not only from its beginning; the caption says which they are. */
export function examplesOf(wrong: Wrong): { caption: string; shown: Wrong } {
  const step = Math.max(1, Math.ceil(wrong.length / MOST));
  const shown = wrong.filter((_, i) => i % step === 0);
  const [few, all] = [shown.length, wrong.length.toLocaleString()];
  const caption =
    step === 1
      ? l10n.t('All {0} wrong answers', all)
      : l10n.t('{0} of the {1} wrong answers, from all over the file', few, all);
  return { caption, shown };
}
