import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import type { Desk } from './desk.ts';
import type { ToolPanel } from './drawer.ts';
import { hasRow, type Rows } from './rowSets.ts';
import { filterRows, groupsOf, sortRows, type Column, type TableFacts } from './tableRows.ts';

/** Pixels of a line. */
const LINE = 24;
/** Lines above and below those in sight that are there, too. */
const SPARE = 8;
const COLUMNS: readonly Column[] = ['rank', 'word', 'cluster', 'group', 'cosine', 'norm'];

export interface TableSource {
  facts(): TableFacts;
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
  readonly root = element('div', { className: 'table' });
  private readonly desk: Desk;
  private readonly source: TableSource;
  private readonly filter = element('input', {
    type: 'text',
    placeholder: l10n.t('Filter by word, cluster or group'),
  });
  private readonly onlyPicked = element('input', { type: 'checkbox' });
  private readonly count = element('p', { className: 'count-line', attributes: { 'aria-live': 'polite' } });
  private readonly heads = new Map<Column, HTMLElement>();
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
    this.grid.setAttribute('aria-colcount', String(COLUMNS.length));
    this.grid.append(this.head(), this.body);
    this.grid.addEventListener('scroll', () => this.draw());
    this.grid.addEventListener('keydown', (event) => this.onKey(event));
    const only = element('label', { className: 'check' }, this.onlyPicked, l10n.t('Only the selected words'));
    this.root.append(this.filter, only, this.count, this.grid);
  }

  show(): void {
    this.source.ask();
    this.update();
    // Its height is known once it is in the page.
    requestAnimationFrame(() => this.draw());
  }

  /** What it shows has changed. */
  update(): void {
    if (!this.root.isConnected) return;
    const facts = this.source.facts();
    const text = this.filter.value.trim();
    const all = Int32Array.from({ length: facts.count }, (_, row) => row);
    const found = text ? filterRows(text, this.source.find(text), facts) : all;
    const picked = this.source.picked();
    const wanted = this.onlyPicked.checked ? found.filter((row) => hasRow(picked, row)) : found;
    this.rows = sortRows(wanted, this.by, this.isDescending, facts);
    this.active = Math.min(this.active, Math.max(0, this.rows.length - 1));
    this.count.textContent = l10n.t(
      '{0} of {1} words',
      this.rows.length.toLocaleString(),
      facts.count.toLocaleString(),
    );
    this.grid.setAttribute('aria-rowcount', String(this.rows.length + 1));
    this.draw();
  }

  private head(): HTMLElement {
    const cells = COLUMNS.map((column) => {
      const button = element('button', { className: 'plain', textContent: titleOf(column) });
      button.addEventListener('click', () => this.sortBy(column));
      const cell = element('div', { className: column, attributes: { role: 'columnheader' } }, button);
      this.heads.set(column, cell);
      return cell;
    });
    const row = element(
      'div',
      { className: 'grid-row', attributes: { role: 'row', 'aria-rowindex': '1' } },
      ...cells,
    );
    this.markSorted();
    return element('div', { className: 'grid-head', attributes: { role: 'rowgroup' } }, row);
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
    const texts = COLUMNS.map((column) => cellText(column, row, facts));
    const cells = texts.map((textContent, at) =>
      element('div', {
        className: COLUMNS[at],
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

function titleOf(column: Column): string {
  return {
    rank: l10n.t('Rank'),
    word: l10n.t('Word'),
    cluster: l10n.t('Cluster'),
    group: l10n.t('Group'),
    cosine: l10n.t('Cosine'),
    norm: l10n.t('Length'),
  }[column];
}

function cellText(column: Column, row: number, facts: TableFacts): string {
  switch (column) {
    case 'rank':
      return (row + 1).toLocaleString();
    case 'word':
      return facts.wordAt(row);
    case 'cluster':
      return facts.clusterOf(row);
    case 'group':
      return groupsOf(facts, row);
    case 'cosine':
      return facts.cosines ? format(facts.cosines[row]) : '';
    case 'norm':
      return facts.norms ? format(facts.norms[row], 2) : '';
  }
}
