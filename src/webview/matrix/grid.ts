import * as l10n from '@vscode/l10n';
import { inkOn } from '../../common/colours.ts';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { moved, type Place } from '../gridKeys.ts';
import { cosineColour, cosineOf, knownSentence, knownShare, short, type Matrix } from './matrix.ts';

/** CSS pixels. */
const NARROWEST = 16;
const WIDEST = 112;
const HIGHEST = 28;
/** A cell so wide has room for its number, and for the minus sign before it. */
const ROOMY = 42;
const MOST_LABEL = 260;

/** Calls back with the numbers of the two texts of a cell. */
type Choose = (a: number, b: number) => void;

/** Texts down and across, and in each cell their cosine as a colour: a table that the arrow keys move over. */
export class Grid {
  readonly root = element('div', { className: 'scroller' });
  private readonly table = element('table', { attributes: { role: 'grid' } });
  private readonly choose: Choose;
  private matrix: Matrix | undefined;
  private order: readonly number[] = [];
  /** By place, not by text. */
  private rows: HTMLTableCellElement[][] = [];
  private heads: HTMLElement[][] = [];
  private pointed: Place | undefined;
  /** The one cell that the Tab key leads to. */
  private cursor: Place = { column: 0, row: 0 };
  private isRoomy = false;

  constructor(choose: Choose) {
    this.choose = choose;
    this.root.append(this.table);
    this.table.addEventListener('click', (event) => this.take(this.placeOf(event.target)));
    this.table.addEventListener('keydown', (event) => this.press(event));
    this.table.addEventListener('focusin', (event) => this.point(this.placeOf(event.target)));
    this.table.addEventListener('pointerover', (event) => this.point(this.placeOf(event.target)));
    this.table.addEventListener('pointerleave', () => this.point(undefined));
    new ResizeObserver(() => this.resize()).observe(this.root);
  }

  /** @param order the texts' numbers, as they shall stand */
  show(matrix: Matrix, order: readonly number[]): void {
    this.matrix = matrix;
    this.order = order;
    if (this.rows.length !== order.length) this.build(order.length);
    this.table.setAttribute('aria-label', l10n.t('Cosine similarities of {0} texts', order.length));
    this.fill(matrix);
    this.resize();
    // The keyboard may stand on a cell that has become another pair's.
    this.point(this.placeOf(document.activeElement));
  }

  /** Marks the cell of two texts. */
  select(a: number, b: number): void {
    for (const cell of this.table.querySelectorAll('[aria-selected]')) cell.removeAttribute('aria-selected');
    const place = { column: this.order.indexOf(b), row: this.order.indexOf(a) };
    this.cellAt(place)?.setAttribute('aria-selected', 'true');
    this.moveCursor(place);
  }

  private build(count: number): void {
    const times = <T>(make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
    const columnHeads = times(() => head('columnheader', element('span', { className: 'text' })));
    const rowHeads = times(() =>
      head('rowheader', element('span', { className: 'text' }), element('span', { className: 'known' })),
    );
    this.heads = [columnHeads, rowHeads];
    this.rows = times(() => times(() => element('td', { tabIndex: -1, attributes: { role: 'gridcell' } })));
    const corner = element('td', { className: 'corner', attributes: { role: 'presentation' } });
    const lines = this.rows.map((cells, i) => line(rowHeads[i], ...cells));
    this.table.replaceChildren(
      element('thead', { attributes: { role: 'rowgroup' } }, line(corner, ...columnHeads)),
      element('tbody', { attributes: { role: 'rowgroup' } }, ...lines),
    );
    this.cursor = { column: 0, row: 0 };
    this.rows[0][0].tabIndex = 0;
  }

  private fill(matrix: Matrix): void {
    const [columnHeads, rowHeads] = this.heads;
    // What was said of cells that were pointed at belongs to the numbers before.
    for (const cell of this.table.querySelectorAll<HTMLElement>('td[aria-label]')) {
      cell.removeAttribute('aria-label');
      cell.title = '';
    }
    this.order.forEach((a, row) => {
      fillHead(columnHeads[row], matrix, a);
      fillHead(rowHeads[row], matrix, a);
      this.order.forEach((b, column) => {
        const cosine = cosineOf(matrix, a, b);
        const colour = cosineColour(cosine);
        const cell = this.rows[row][column];
        cell.style.backgroundColor = `rgb(${colour.join(' ')})`;
        cell.style.color = inkOn(colour);
        cell.textContent = this.isRoomy ? short(cosine) : '';
      });
    });
  }

  /** Makes the cells as wide as there is room, so that the whole is in view where it can be. */
  private resize(): void {
    const { matrix, root, table } = this;
    if (!matrix || root.clientWidth === 0) return;
    const label = Math.min(MOST_LABEL, Math.round(root.clientWidth * 0.34));
    const share = Math.floor((root.clientWidth - label) / this.order.length);
    const width = Math.min(WIDEST, Math.max(NARROWEST, share));
    table.style.setProperty('--label', `${label}px`);
    table.style.setProperty('--cell', `${width}px`);
    table.style.setProperty('--row', `${Math.min(HIGHEST, width)}px`);
    const [columnHeads] = this.heads;
    // A text is written across its column where all of them fit, else upwards.
    table.classList.remove('upright');
    const isTooNarrow = width < ROOMY || columnHeads.some(isCut);
    table.classList.toggle('upright', isTooNarrow);
    const isRoomy = width >= ROOMY;
    if (isRoomy === this.isRoomy) return;
    this.isRoomy = isRoomy;
    this.fill(matrix);
  }

  /** Names the cell that the pointer or the keyboard is on, and marks its texts. */
  private point(place: Place | undefined): void {
    const [columnHeads, rowHeads] = this.heads;
    if (this.pointed) {
      columnHeads[this.pointed.column]?.classList.remove('marked');
      rowHeads[this.pointed.row]?.classList.remove('marked');
    }
    this.pointed = place;
    const { matrix } = this;
    if (!place || !matrix) return;
    columnHeads[place.column].classList.add('marked');
    rowHeads[place.row].classList.add('marked');
    const cell = this.rows[place.row][place.column];
    const [a, b] = this.textsAt(place);
    const name = `${matrix.numbers[a]} · ${matrix.numbers[b]}: ${spoken(cosineOf(matrix, a, b))}`;
    cell.title = `${matrix.texts[a]}\n${matrix.texts[b]}\n${name}`;
    cell.setAttribute('aria-label', name);
  }

  private press(event: KeyboardEvent): void {
    const place = this.placeOf(event.target);
    if (!place || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return this.take(place);
    }
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.rows[0][0].offsetHeight) - 2);
    const to = moved(place, event, page);
    if (!to) return;
    event.preventDefault();
    const within = (value: number) => Math.min(this.order.length - 1, Math.max(0, value));
    this.moveCursor({ column: within(to.column), row: within(to.row) });
    this.cellAt(this.cursor)?.focus();
  }

  private take(place: Place | undefined): void {
    if (place) this.choose(...this.textsAt(place));
  }

  private moveCursor(place: Place): void {
    const before = this.cellAt(this.cursor);
    if (before) before.tabIndex = -1;
    this.cursor = place;
    const cell = this.cellAt(place);
    if (cell) cell.tabIndex = 0;
  }

  private cellAt({ column, row }: Place): HTMLTableCellElement | undefined {
    return this.rows[row]?.[column];
  }

  private placeOf(target: EventTarget | null): Place | undefined {
    const cell = target instanceof Element ? target.closest<HTMLTableCellElement>('tbody td') : null;
    const row = cell?.parentElement as HTMLTableRowElement | null | undefined;
    return cell && row ? { column: cell.cellIndex - 1, row: row.sectionRowIndex } : undefined;
  }

  private textsAt({ column, row }: Place): [number, number] {
    return [this.order[row], this.order[column]];
  }
}

/** The roles are said, as the styles make no table of it: a browser lays thousands of cells out faster without. */
function line(...cells: HTMLElement[]): HTMLElement {
  return element('tr', { attributes: { role: 'row' } }, ...cells);
}

function head(role: 'columnheader' | 'rowheader', ...parts: HTMLElement[]): HTMLElement {
  return element('th', { attributes: { role } }, ...parts);
}

/** The heads of a row and of a column show the same; how many words are known stands in the row's. */
function fillHead(head: HTMLElement, matrix: Matrix, text: number): void {
  const shown = head.querySelector('.text');
  const known = head.querySelector('.known');
  if (shown) shown.textContent = `${matrix.numbers[text]} ${matrix.texts[text].replace(/\s+/g, ' ')}`;
  if (known) known.textContent = knownShare(matrix, text);
  head.classList.toggle('unknown', matrix.words[text].known === 0);
  head.title = `${matrix.texts[text]}\n${knownSentence(matrix, text)}`;
}

function isCut(head: HTMLElement): boolean {
  const shown = head.querySelector('.text');
  return shown !== null && shown.scrollWidth > shown.clientWidth;
}

/** With all its decimals, and in words where there is none. */
export function spoken(cosine: number): string {
  return Number.isNaN(cosine) ? l10n.t('no known words') : format(cosine);
}
