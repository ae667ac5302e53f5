import * as l10n from '@vscode/l10n';
import type { Colouring, LegendEntry } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { Fold } from './fold.ts';
import { RareValues } from './rareValues.ts';

export interface LegendActions {
  /** The points are to be coloured by a column, or all alike. */
  colourBy(column: string | undefined): void;
  /** Other entries are switched off than before. */
  filter(off: ReadonlySet<number>): void;
}

/** A line of the legend: the entries that its box switches on and off. */
interface Line {
  box: HTMLInputElement;
  entries: readonly number[];
}

/** By what the points are coloured; each colour with its meaning, and a box that switches its points off. */
export class Legend {
  readonly root = element('section', { className: 'legend', hidden: true });
  private readonly actions: LegendActions;
  private readonly select = element('select');
  private readonly list = element('ul', { hidden: true });
  private readonly all = element('button', { className: 'link', hidden: true });
  private readonly fold = new Fold(l10n.t('Fold or unfold the legend'), this.list);
  private columns: readonly string[] = [];
  private entries: readonly LegendEntry[] = [];
  private off: ReadonlySet<number> = new Set();
  private lines: Line[] = [];
  /** Those of values that share a colour, as they were searched for. */
  private found: Line[] = [];

  constructor(actions: LegendActions) {
    this.actions = actions;
    this.all.textContent = l10n.t('Show All');
    this.fold.button.hidden = true;
    this.root.setAttribute('aria-label', l10n.t('Colours'));
    this.list.setAttribute('aria-label', l10n.t('Legend: what is switched off turns grey'));
    const label = element('label', {}, element('span', { textContent: l10n.t('Colour by') }), this.select);
    const head = element('div', { className: 'legend-head' }, label, this.fold.button);
    this.root.append(head, this.list, this.all);
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
    this.entries = entries;
    this.off = off;
    this.lines = [];
    const grey = entries.flatMap((entry, i) => (isGrey(entry) ? [i] : []));
    const items = entries.flatMap((entry, i) => {
      if (i === grey[0]) return this.greyItems(grey, css);
      return isGrey(entry) ? [] : [this.item(entry, css(i), [i], this.lines)];
    });
    this.list.replaceChildren(...items);
    this.list.hidden = this.fold.button.hidden = false;
    this.tick();
  }

  private item(entry: LegendEntry, css: string, entries: readonly number[], lines: Line[]): HTMLElement {
    const box = element('input', { type: 'checkbox' });
    const dot = element('span', { className: 'dot' });
    dot.style.backgroundColor = css;
    const text = describe(entry);
    const name = element('span', { className: 'name', textContent: text, title: text });
    const count = element('span', { className: 'count', textContent: entry.count.toLocaleString() });
    box.addEventListener('change', () => this.switch(entries, box.checked));
    lines.push({ box, entries });
    return element('li', {}, element('label', {}, box, dot, name, count), this.only(entries, text));
  }

  /** Those that share the grey: all of them by one box, each behind 'More…'. */
  private greyItems(grey: readonly number[], css: (entry: number) => string): HTMLElement[] {
    const entries = grey.map((i) => this.entries[i]);
    const count = entries.reduce((sum, entry) => sum + entry.count, 0);
    const values = entries.reduce((sum, entry) => sum + (entry.kind === 'other' ? entry.values : 1), 0);
    const item = this.item({ kind: 'other', values, count }, css(grey[0]), grey, this.lines);
    const texts = entries.flatMap((entry) => (entry.kind === 'value' ? [describe(entry)] : []));
    const more = new RareValues(texts, (found) => {
      this.found = [];
      const items = found.map((i) => this.item(entries[i], css(grey[i]), [grey[i]], this.found));
      this.tick();
      return items;
    });
    return [item, element('li', {}, more.root)];
  }

  /** Switches all others off. */
  private only(entries: readonly number[], text: string): HTMLElement {
    const attributes = { 'aria-label': l10n.t('Only {0}', text) };
    const button = element('button', { className: 'link', textContent: l10n.t('Only'), attributes });
    button.addEventListener('click', () => {
      const off = new Set(this.entries.keys());
      for (const entry of entries) off.delete(entry);
      this.set(off);
    });
    return button;
  }

  private switch(entries: readonly number[], isOn: boolean): void {
    const off = new Set(this.off);
    for (const entry of entries) {
      if (isOn) off.delete(entry);
      else off.add(entry);
    }
    this.set(off);
  }

  private set(off: ReadonlySet<number>): void {
    this.off = off;
    this.tick();
    this.actions.filter(off);
  }

  private tick(): void {
    for (const { box, entries } of [...this.lines, ...this.found]) {
      const on = entries.filter((entry) => !this.off.has(entry)).length;
      box.checked = on === entries.length;
      box.indeterminate = on > 0 && on < entries.length;
    }
    this.all.hidden = this.off.size === 0;
  }

  private hideEntries(): void {
    this.root.removeAttribute('aria-busy');
    this.list.hidden = this.all.hidden = this.fold.button.hidden = true;
    this.list.replaceChildren();
    this.lines = this.found = [];
  }
}

function isGrey(entry: LegendEntry): boolean {
  return entry.kind === 'other' || (entry.kind === 'value' && entry.isRare === true);
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
