import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import type { Desk } from './desk.ts';
import type { ToolPanel } from './drawer.ts';
import { hasRow, isRowOfSet, type Rows } from './rowSets.ts';
import type { MetadataColumns } from './metadataColumns.ts';
import {
  allRows,
  filterRows,
  metadataName,
  sortRows,
  valueOf,
  type Column,
  type OwnColumn,
  type TableFacts,
} from './tableRows.ts';

/** Pixels of a line. */
const LINE = 24;
/** Lines above and below those in sight that are there, too. */
const SPARE = 8;
/** The columns that every table has, and how wide each is. */
const WIDTHS: Record<OwnColumn, string> = {
  rank: '64px',
  word: 'minmax(80px, 1.2fr)',
  cluster: 'minmax(80px, 1.4fr)',
  group: 'minmax(60px, 1fr)',
  cosine: '68px',
  norm: '72px',
};
const OWN = Object.keys(WIDTHS) as OwnColumn[];
const WIDTH_OF_METADATA = 'minmax(80px, 1fr)';

export interface TableSource {
  facts(): TableFacts;
  /** What the file says of the words. */
  readonly metadata: MetadataColumns;
  /** The rows of the words that hold a text, in order. */
  find(text: string): Rows;
  picked(): Rows;
  /** Picks a word beside others, or no longer. */
  toggle(row: number): void;
  /** Asks for the numbers that are not there yet. */
  ask(): void;
}

/** All that the map shows as a table: sorted, filtered, and only the lines in sight are there. */
export class TablePanel implements ToolPanel {
  readonly name = 'table';
  readonly title = l10n.t('Table');
  readonly isBelow = true;
  readonly root = element('div', { className: 'table' });
  private readonly desk: Desk;
  private readonly source: TableSource;
  private readonly filter = element('input', {
    type: 'text',
    placeholder: l10n.t('Filter by word, cluster, group or metadata'),
  });
  private readonly onlyPicked = element('input', { type: 'checkbox' });
  private readonly count = element('p', { className: 'count-line', attributes: { 'aria-live': 'polite' } });
  private readonly heads = new Map<Column, HTMLElement>();
  private readonly head = element('div', { className: 'grid-head', attributes: { role: 'rowgroup' } });
  private readonly choice = element('details', { className: 'columns', hidden: true });
  private columns: readonly Column[] = OWN;
  private readonly grid = element('div', { className: 'grid', tabIndex: 0 });
  private readonly body = element('div', { className: 'grid-body', attributes: { role: 'rowgroup' } });
  private rows: Rows = new Int32Array(0);
  private by: Column = 'rank';
  private isDescending = false;
  /** The place of the line that the keys are on. */
  private active = 0;

  constructor(desk: Desk, source: TableSource) {
    this.desk = desk;
    this.source = source;
    this.filter.setAttribute('aria-label', this.filter.placeholder);
    this.filter.addEventListener('input', () => this.update());
    this.onlyPicked.addEventListener('change', () => this.update());
    this.grid.setAttribute('role', 'grid');
    this.grid.setAttribute('aria-label', l10n.t('Words on the map. Enter selects a word, Space picks it.'));
    this.grid.append(this.head, this.body);
    this.showColumns();
    this.grid.addEventListener('scroll', () => this.draw());
    this.grid.addEventListener('keydown', (event) => this.onKey(event));
    const only = element('label', { className: 'check' }, this.onlyPicked, l10n.t('Only the selected words'));
    this.root.append(this.filter, only, this.choice, this.count, this.grid);
  }

  /** Another set: its metadata can be shown. */
  begin(): void {
    const { names, shown } = this.source.metadata;
    const boxes = names.map((name) => {
      const box = element('input', { type: 'checkbox', checked: shown.includes(name) });
      box.addEventListener('change', () => {
        this.source.metadata.show(name, box.checked);
        this.showColumns();
        this.update();
      });
      return element('label', { className: 'check' }, box, name);
    });
    this.choice.hidden = names.length === 0;
    this.choice.replaceChildren(element('summary', { textContent: l10n.t('Metadata columns') }), ...boxes);
    this.by = 'rank';
    this.isDescending = false;
    this.showColumns();
  }

  show(): void {
    this.source.ask();
    this.source.metadata.ask();
    this.update();
    // Its height is known once it is in the page.
    requestAnimationFrame(() => this.draw());
  }

  /** What it shows has changed. */
  update(): void {
    if (!this.root.isConnected) return;
    const facts = this.source.facts();
    const text = this.filter.value.trim();
    const all = allRows(facts);
    const found = text ? filterRows(text, this.source.find(text), facts) : all;
    const picked = this.source.picked();
    const wanted = this.onlyPicked.checked ? found.filter((row) => hasRow(picked, row)) : found;
    this.rows = sortRows(wanted, this.by, this.isDescending, facts);
    this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
    this.count.textContent = l10n.t(
      '{0} of {1} words',
      this.rows.length.toLocaleString(),
      all.length.toLocaleString(),
    );
    this.grid.setAttribute('aria-rowcount', String(this.rows.length + 1));
    this.draw();
  }

  private showColumns(): void {
    this.columns = [...OWN, ...this.source.metadata.shown.map((name): Column => `:${name}`)];
    if (!this.columns.includes(this.by)) this.by = 'rank';
    const widths = this.columns.map((column) => WIDTHS[column as OwnColumn] ?? WIDTH_OF_METADATA);
    this.grid.style.setProperty('--columns', widths.join(' '));
    this.grid.style.setProperty('--least-width', `${this.columns.length * 80}px`);
    this.grid.setAttribute('aria-colcount', String(this.columns.length));
    this.heads.clear();
    const cells = this.columns.map((column) => {
      const button = element('button', { className: 'plain', textContent: titleOf(column) });
      button.addEventListener('click', () => this.sortBy(column));
      const cell = element(
        'div',
        { className: classOf(column), attributes: { role: 'columnheader' } },
        button,
      );
      this.heads.set(column, cell);
      return cell;
    });
    const row = element(
      'div',
      { className: 'grid-row', attributes: { role: 'row', 'aria-rowindex': '1' } },
      ...cells,
    );
    this.markSorted();
    this.head.replaceChildren(row);
  }

  /** A second time the other way round; numbers of likeness begin with the highest. */
  private sortBy(column: Column): void {
    const isHighFirst = column === 'cosine' || column === 'norm';
    this.isDescending = this.by === column ? !this.isDescending : isHighFirst;
    this.by = column;
    this.markSorted();
    this.update();
  }

  private markSorted(): void {
    const order = this.isDescending ? 'descending' : 'ascending';
    for (const [column, cell] of this.heads)
      cell.setAttribute('aria-sort', column === this.by ? order : 'none');
  }

  private draw(): void {
    const { grid, rows } = this;
    const first = Math.max(0, Math.floor(grid.scrollTop / LINE) - SPARE);
    const last = Math.min(rows.length, Math.ceil((grid.scrollTop + grid.clientHeight) / LINE) + SPARE);
    const facts = this.source.facts();
    const picked = this.source.picked();
    const lines: HTMLElement[] = [];
    for (let i = first; i < last; i++) lines.push(this.line(i, facts, picked));
    this.body.style.height = `${rows.length * LINE}px`;
    this.body.replaceChildren(...lines);
    if (lines.length > 0) grid.setAttribute('aria-activedescendant', lineId(this.active));
    else grid.removeAttribute('aria-activedescendant');
  }

  private line(i: number, facts: TableFacts, picked: Rows): HTMLElement {
    const row = this.rows[i];
    const texts = this.columns.map((column) => cellText(column, row, facts));
    const cells = texts.map((textContent, at) =>
      element('div', {
        className: classOf(this.columns[at]),
        textContent,
        title: textContent,
        attributes: { role: 'gridcell' },
      }),
    );
    const line = element(
      'div',
      { className: 'grid-row', id: lineId(i), attributes: { role: 'row' } },
      ...cells,
    );
    line.setAttribute('aria-rowindex', String(i + 2));
    line.setAttribute('aria-selected', String(hasRow(picked, row)));
    line.classList.toggle('active', i === this.active);
    line.style.top = `${i * LINE}px`;
    line.addEventListener('click', () => {
      this.active = i;
      this.desk.flyTo(row);
      this.draw();
    });
    return line;
  }

  private onKey(event: KeyboardEvent): void {
    if (event.target !== this.grid) return;
    const page = Math.max(1, Math.floor(this.grid.clientHeight / LINE) - 2);
    const steps: Partial<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    const row = this.rows[this.active] as number | undefined;
    if (step !== undefined) this.go(step);
    else if (event.key === 'Enter' && row !== undefined) this.desk.flyTo(row);
    else if (event.key === ' ' && row !== undefined) this.source.toggle(row);
    else return;
    event.preventDefault();
  }

  private go(step: number): void {
    this.active = Math.min(this.rows.length - 1, Math.max(0, this.active + step));
    const top = this.active * LINE;
    const { grid } = this;
    // One line of its height is the head's.
    if (top < grid.scrollTop) grid.scrollTop = top;
    if (top + 2 * LINE > grid.scrollTop + grid.clientHeight)
      grid.scrollTop = top + 2 * LINE - grid.clientHeight;
    this.draw();
  }
}

function lineId(i: number): string {
  return `line-${i}`;
}

function classOf(column: Column): string {
  return metadataName(column) === undefined ? column : 'metadata';
}

function titleOf(column: Column): string {
  const name = metadataName(column);
  if (name !== undefined) return name;
  return {
    rank: l10n.t('Rank'),
    word: l10n.t('Word'),
    cluster: l10n.t('Cluster'),
    group: l10n.t('Group'),
    cosine: l10n.t('Cosine'),
    norm: l10n.t('Length'),
  }[column as OwnColumn];
}

function cellText(column: Column, row: number, facts: TableFacts): string {
  if (column === 'rank') return isRowOfSet(row) ? (row + 1).toLocaleString() : '';
  const value = valueOf(column, row, facts);
  if (typeof value === 'string') return value;
  if (Number.isNaN(value)) return '';
  if (column === 'cosine' || column === 'norm') return format(value, column === 'norm' ? 2 : 4);
  return value.toLocaleString(undefined, { maximumFractionDigits: 6 });
}
