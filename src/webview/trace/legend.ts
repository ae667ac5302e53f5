import * as l10n from '@vscode/l10n';
import { colourScale } from '../colourScale.ts';
import { element } from '../dom.ts';
import type { States } from './states.ts';
import { h, math } from './symbols.ts';

export interface LegendOptions {
  states: States;
  /** What x_t is of an unknown token, where there is one. */
  unknown: HTMLElement | undefined;
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
    if (unknown) entries.push(entry('hatched', unknown));
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
