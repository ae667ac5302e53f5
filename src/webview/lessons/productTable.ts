import * as l10n from '@vscode/l10n';
import { divergingColour, inkOn } from '../../common/colours.ts';
import { format } from '../../common/numbers.ts';
import type { LookUp } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import { table } from '../table.ts';

/**
 * A one-hot row times Q: each row of Q with the number that it is multiplied by, and below them what they add up to.
 *
 * @param step the row that the product has come to; undefined: it is done
 */
export function productTable(
  { words, dims, q, oneHot, sums, product }: LookUp,
  step: number | undefined,
): HTMLTableElement {
  const rows = words.map((word, i) => [
    word,
    String(oneHot[i]),
    ...Array.from(q.subarray(i * dims, (i + 1) * dims), cell),
  ]);
  const sum = step === undefined ? product : sums.subarray(step * dims, (step + 1) * dims);
  const name = step === undefined ? l10n.t('one-hot × Q') : l10n.t('so far');
  const heads = [l10n.t('Word'), l10n.t('times'), ...Array.from({ length: dims }, (_, j) => `Q, ${j + 1}`)];
  const made = table(l10n.t('The one-hot number of each word, and its row of Q'), heads, rows);
  made.className = 'product';
  made.querySelectorAll('tbody tr').forEach((line, i) => {
    const isHot = oneHot[i] === 1;
    const isReached = step === undefined || i <= step;
    line.classList.toggle('taken', isHot && isReached);
    line.classList.toggle('left-out', !isHot && isReached);
    line.classList.toggle('current', i === step);
  });
  const result = [element('th', { scope: 'row' }, name), element('td', {}, '=')];
  const cells = Array.from(sum, (value) => element('td', {}, cell(value)));
  made.append(element('tfoot', {}, element('tr', {}, ...result, ...cells)));
  return made;
}

/** A number on its colour. */
function cell(value: number): HTMLElement {
  const colour = divergingColour(value * 2);
  const made = element('span', { className: 'cell' }, format(value, 1));
  made.style.background = `rgb(${colour.join(',')})`;
  made.style.color = inkOn(colour);
  return made;
}
