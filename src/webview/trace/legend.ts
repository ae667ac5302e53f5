import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { notInTheSet } from './describe.ts';
import { strip } from './strip.ts';
import { h, math, x } from './symbols.ts';

const SHADES = 101;

/** What the colours and the marks of the grid mean. */
export class Legend {
  readonly root: HTMLElement;
  private readonly unknown = entry('hatched', `${notInTheSet()}:`, math(x('t'), ' = 0'));
  private readonly before = entry('dashed', math(h('t−1')), l10n.t('of the selected cell'));

  constructor() {
    const ramp = Float32Array.from({ length: SHADES }, (_, i) => (2 * i) / (SHADES - 1) - 1);
    const ticks = element('span', { className: 'ticks', attributes: { 'aria-hidden': 'true' } });
    ticks.append(...['−1', '0', '1'].map((tick) => element('span', {}, tick)));
    const scale = element(
      'span',
      { className: 'scale' },
      strip(ramp, 1, l10n.t('colours from −1, blue, over 0, white, to 1, red')),
      ticks,
    );
    const values = element('li', {}, math(h('t')), scale);
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
