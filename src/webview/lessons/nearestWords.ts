import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import type { LookedAt, NearestWords } from '../../protocol/trainingLessons.ts';
import { element } from '../dom.ts';
import { largestOf } from '../heat.ts';
import { strip } from '../strip.ts';
import { table } from '../table.ts';

/** A word's row of Q and its nearest words, as training began and as it ended. */
export function nearestWords({ word, before, after }: NearestWords): HTMLElement {
  const columns: [string, LookedAt][] = [[l10n.t('before training'), before]];
  if (after) columns.push([l10n.t('after training'), after]);
  const rows = before.nearest.map((_, i) => [
    String(i + 1),
    ...columns.map(([, { nearest }]) => `${nearest[i].word} ${format(nearest[i].score, 2)}`),
  ]);
  const strips = columns.map(([name, { vector }]) => {
    const range = largestOf(vector);
    const drawn = strip(vector, range, l10n.t('The row of ‘{0}’ in Q, {1}', word, name));
    const full = l10n.t('full colour at ±{0}', Number(range.toPrecision(2)));
    return element('p', { className: 'q-row' }, element('span', {}, l10n.t('{0}, {1}', name, full)), drawn);
  });
  const caption = l10n.t('Words nearest to ‘{0}’, with their cosines', word);
  const heads = [l10n.t('Rank'), ...columns.map(([name]) => name)];
  return element('div', {}, ...strips, table(caption, heads, rows));
}
