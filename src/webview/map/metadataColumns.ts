import { wordAtRow, wordCount } from '../../common/words.ts';
import type { ColumnValues } from '../../protocol/engine.ts';
import type { ToMap } from '../../protocol/map.ts';
import type { Desk } from './desk.ts';
import { NO_ROWS, rowsOf, union, type Rows } from './rowSets.ts';
import { WordSearch } from './wordSearch.ts';

/** So many columns the table shows where nobody has chosen. */
const FIRST_SHOWN = 4;

/** What a file says of its words beside their vectors, as far as the table shows it: asked for when it is first needed. */
export class MetadataColumns {
  /** All that there are. */
  names: readonly string[] = [];
  private readonly desk: Desk;
  private chosen: readonly string[] = [];
  private readonly values = new Map<string, ColumnValues>();
  private readonly finders = new Map<string, WordSearch>();
  private readonly asked = new Set<string>();

  constructor(desk: Desk) {
    this.desk = desk;
  }

  /** Another set, with the columns that an earlier life of the page showed. */
  begin(names: readonly string[], kept: readonly string[] | undefined): void {
    this.names = names;
    this.chosen = kept?.filter((name) => names.includes(name)) ?? names.slice(0, FIRST_SHOWN);
    for (const held of [this.values, this.finders, this.asked]) held.clear();
  }

  /** Those that the table shows, in their order. */
  get shown(): string[] {
    return this.names.filter((name) => this.chosen.includes(name));
  }

  show(name: string, isShown: boolean): void {
    this.chosen = isShown ? [...this.chosen, name] : this.chosen.filter((each) => each !== name);
    this.ask();
    this.desk.store();
  }

  /** Asks for what is shown and not there yet. */
  ask(): void {
    for (const column of this.shown) {
      if (this.asked.has(column)) continue;
      this.asked.add(column);
      this.desk.post({ type: 'column', column });
    }
  }

  receive({ column, values }: Extract<ToMap, { type: 'column' }>): void {
    this.values.set(column, values);
    if (values.kind === 'text') this.finders.set(column, new WordSearch(values.values));
  }

  /** What a column says of a word: '' or NaN where it says nothing, or is not there yet. */
  valueOf(column: string, row: number): string | number {
    const values = this.values.get(column);
    if (!values) return '';
    if (values.kind === 'number') return values.values[row] ?? NaN;
    return row < wordCount(values.values) ? wordAtRow(values.values, row) : '';
  }

  /** The rows of which a column that is shown says a text. */
  find(text: string): Rows {
    return this.shown.map((column) => this.findIn(column, text)).reduce(union, NO_ROWS);
  }

  private findIn(column: string, text: string): Rows {
    const values = this.values.get(column);
    if (values?.kind !== 'number') return this.finders.get(column)?.all(text) ?? NO_ROWS;
    const wanted = Number(text);
    if (text === '' || Number.isNaN(wanted)) return NO_ROWS;
    return rowsOf([...values.values.keys()].filter((row) => values.values[row] === wanted));
  }
}
