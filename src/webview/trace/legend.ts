import * as l10n from '@vscode/l10n';
import { colourScale } from '../colourScale.ts';
import { element } from '../dom.ts';
import { notInTheSet } from './describe.ts';
import { h, math, x } from './symbols.ts';

/** What the colours and the marks of the grid mean. */
export class Legend {
  readonly root: HTMLElement;
  private readonly unknown = entry('hatched', `${notInTheSet()}:`, math(x('t'), ' = 0'));
  private readonly before = entry('dashed', math(h('t−1')), l10n.t('of the selected cell'));

  constructor() {
    const values = element('li', {}, math(h('t')), colourScale());
    this.root = element('ul', { className: 'legend', attributes: { 'aria-label': l10n.t('Legend') } });
    this.root.append(values, this.unknown, this.before);
  }

  /** Names the marks that are in the grid, and no others. */
  show({ hasUnknown, hasBefore }: { hasUnknown: boolean; hasBefore: boolean }): void {
    this.unknown.hidden = !hasUnknown;
    this.before.hidden = !hasBefore;
  }
}

function entry(mark: string, ...text: (Node | string)[]): HTMLLIElement {
  return element('li', { hidden: true }, element('span', { className: `mark ${mark}` }), ...text);
}
