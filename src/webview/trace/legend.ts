import * as l10n from '@vscode/l10n';
import { colourScale } from '../colourScale.ts';
import { element } from '../dom.ts';
import { notInTheSet } from './describe.ts';
import type { States } from './states.ts';
import { h, math, x } from './symbols.ts';

export interface LegendOptions {
  states: States;
  unknown: 'none' | 'zeros' | 'random';
  hasBefore: boolean;
  isReverse: boolean;
}

/** What the colours and the marks of the grid mean. */
export class Legend {
  readonly root = element('ul', { className: 'legend', attributes: { 'aria-label': l10n.t('Legend') } });

  /** Names the marks that are in the grid, and no others. */
  show({ states, unknown, hasBefore, isReverse }: LegendOptions): void {
    const { symbol, range, values, isSaturated } = states;
    const name = symbol.length > 1 ? math(symbol) : math(element('var', {}, symbol), element('sub', {}, 't'));
    const entries = [element('li', {}, name, colourScale(range))];
    if (unknown === 'zeros') entries.push(entry('hatched', `${notInTheSet()}:`, math(x('t'), ' = 0')));
    if (unknown === 'random')
      entries.push(entry('hatched', `${notInTheSet()}: ${l10n.t('a random vector')}`));
    if (values.some(isSaturated)) entries.push(saturated());
    if (hasBefore)
      entries.push(entry('dashed', math(h(isReverse ? 't+1' : 't−1')), l10n.t('of the selected cell')));
    this.root.replaceChildren(...entries);
  }
}

function saturated(): HTMLLIElement {
  const made = entry('dot', l10n.t('saturated'));
  made.title = l10n.t(
    'The function that gives this number is so near to its bound that its slope is below a tenth of its steepest: changes hardly come through.',
  );
  return made;
}

function entry(mark: string, ...text: (Node | string)[]): HTMLLIElement {
  return element('li', {}, element('span', { className: `mark ${mark}` }), ...text);
}
