import * as l10n from '@vscode/l10n';
import type { Colouring, LegendEntry } from '../../protocol/engine.ts';
import { element } from '../dom.ts';

export interface LegendActions {
  /** The points are to be coloured by a column, or all alike. */
  colourBy(column: string | undefined): void;
  /** Other entries are switched off than before. */
  filter(off: ReadonlySet<number>): void;
}

/** By what the points are coloured; each colour with its meaning, and a box that switches its points off. */
export class Legend {
  readonly root = element('section', { className: 'legend', hidden: true });
  private readonly actions: LegendActions;
  private readonly select = element('select');
  private readonly list = element('ul', { hidden: true });
  private readonly all = element('button', { className: 'link', hidden: true });
  private columns: readonly string[] = [];
  private boxes: HTMLInputElement[] = [];

  constructor(actions: LegendActions) {
    this.actions = actions;
    this.all.textContent = l10n.t('Show All');
    this.root.setAttribute('aria-label', l10n.t('Colours'));
    this.list.setAttribute('aria-label', l10n.t('Legend: what is switched off turns grey'));
    const label = element('label', {}, element('span', { textContent: l10n.t('Colour by') }), this.select);
    this.root.append(label, this.list, this.all);
    this.select.addEventListener('change', () =>
      actions.colourBy(this.columns[this.select.selectedIndex - 1]),
    );
    this.all.addEventListener('click', () => {
      this.select.focus();
      this.set(new Set());
    });
  }

  /** The columns that can be chosen; without any there is no legend. */
  offer(columns: readonly string[]): void {
    const options = [l10n.t('One colour'), ...columns].map((textContent) =>
      element('option', { textContent }),
    );
    this.columns = columns;
    this.select.replaceChildren(...options);
    this.root.hidden = columns.length === 0;
    this.hideEntries();
  }

  /** Names a column before its colours are there. */
  choose(column: string | undefined): void {
    this.select.selectedIndex = column === undefined ? 0 : this.columns.indexOf(column) + 1;
    if (column === undefined) this.hideEntries();
    else this.root.setAttribute('aria-busy', 'true');
  }

  /** @param css the colour of an entry */
  show({ entries }: Colouring, off: ReadonlySet<number>, css: (entry: number) => string): void {
    this.root.removeAttribute('aria-busy');
    const items = entries.map((entry, i) => this.item(entry, css(i)));
    this.boxes = items.map(({ box }) => box);
    this.list.replaceChildren(...items.map(({ item }) => item));
    this.list.hidden = false;
    this.tick(off);
  }

  private item(entry: LegendEntry, css: string): { item: HTMLElement; box: HTMLInputElement } {
    const box = element('input', { type: 'checkbox' });
    const dot = element('span', { className: 'dot' });
    dot.style.backgroundColor = css;
    const text = describe(entry);
    const name = element('span', { className: 'name', textContent: text, title: text });
    const count = element('span', { className: 'count', textContent: entry.count.toLocaleString() });
    box.addEventListener('change', () => {
      this.set(new Set(this.boxes.flatMap(({ checked }, i) => (checked ? [] : [i]))));
    });
    return {
      item: element('li', {}, element('label', {}, box, dot, name, count), this.only(box, text)),
      box,
    };
  }

  /** Switches all others off. */
  private only(box: HTMLInputElement, text: string): HTMLElement {
    const attributes = { 'aria-label': l10n.t('Only {0}', text) };
    const button = element('button', { className: 'link', textContent: l10n.t('Only'), attributes });
    button.addEventListener('click', () => {
      this.set(new Set(this.boxes.flatMap((other, i) => (other === box ? [] : [i]))));
    });
    return button;
  }

  private set(off: ReadonlySet<number>): void {
    this.tick(off);
    this.actions.filter(off);
  }

  private tick(off: ReadonlySet<number>): void {
    this.boxes.forEach((box, i) => (box.checked = !off.has(i)));
    this.all.hidden = off.size === 0;
  }

  private hideEntries(): void {
    this.root.removeAttribute('aria-busy');
    this.list.hidden = this.all.hidden = true;
    this.list.replaceChildren();
    this.boxes = [];
  }
}

function describe(entry: LegendEntry): string {
  switch (entry.kind) {
    case 'value':
      return typeof entry.value === 'number' ? number(entry.value) : entry.value;
    case 'range':
      return l10n.t('{0} to {1}', number(entry.low), number(entry.high));
    case 'other':
      return entry.values === 1
        ? l10n.t('1 other value')
        : l10n.t('{0} other values', entry.values.toLocaleString());
    case 'none':
      return l10n.t('No value');
  }
}

function number(value: number): string {
  const digits = Math.abs(value) < 1 ? { maximumSignificantDigits: 4 } : { maximumFractionDigits: 3 };
  // Years and the like are read without separators.
  return value
    .toLocaleString(undefined, { ...digits, useGrouping: Math.abs(value) >= 10_000 })
    .replace('-', '−');
}
