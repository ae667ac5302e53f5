import { shortNumber } from '../../common/numbers.ts';
import * as l10n from '@vscode/l10n';
import type { RangeAnswer } from '../../protocol/recurrentLessons.ts';
import { element } from '../dom.ts';
import { table } from '../table.ts';

/** The names of the networks, in the order in which the engine has them. */
export const NETWORKS = ['RNN', 'LSTM', 'GRU'];

/** A row of bars for each network, a bar for each word, and the words below; in a table as well. */
export function influenceRows({ tokens, clues, networks }: RangeAnswer): HTMLElement {
  const rows = networks.map(({ kind, influence }, i) => {
    const most = influence.reduce((largest, value) => Math.max(largest, value), 0);
    const bars = Array.from(influence, (value, t) => {
      const bar = element('span', { className: clues.includes(t) ? 'bar clue' : 'bar' });
      bar.style.height = `${(100 * value) / most}%`;
      bar.title = `${tokens[t]}: ${shortNumber(value)}`;
      return element('span', { className: 'place' }, bar);
    });
    const name = element('span', { className: 'name' }, NETWORKS[i]);
    return element('div', { className: `bars ${kind}` }, name, ...bars);
  });
  const words = tokens.map((token, t) =>
    element('span', { className: clues.includes(t) ? 'word clue' : 'word' }, token),
  );
  const below = element('div', { className: 'bars words' }, element('span', { className: 'name' }), ...words);
  const attributes = {
    role: 'img',
    'aria-label': l10n.t(
      'Influence of each of {0} words on the last state; the table below has the numbers.',
      tokens.length,
    ),
  };
  const made = element('div', { className: 'influence', attributes }, ...rows, below);
  // The end, which knows most of what is near to it, is to be seen first.
  requestAnimationFrame(() => (made.scrollLeft = made.scrollWidth));
  return made;
}

/** The same in numbers. */
export function influenceTable({ tokens, networks }: RangeAnswer): HTMLElement {
  const lines = tokens.map((token, t) => [
    token,
    ...networks.map(({ influence }) => shortNumber(influence[t])),
  ]);
  const made = table(
    l10n.t('Influence of each word on the last state'),
    [l10n.t('Word'), ...NETWORKS],
    lines,
  );
  return element('details', {}, element('summary', {}, l10n.t('In numbers')), made);
}
