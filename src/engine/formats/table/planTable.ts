import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import type { Ask, Plan } from '../format.ts';
import { MetadataBuilder } from '../rows/metadata.ts';
import type { RowChoice } from '../rows/rowChoice.ts';
import { RowStore } from '../rows/rowStore.ts';
import { wordsFor, type WordList } from '../rows/wordList.ts';
import { isClearPlace, kindsOf, vectorPlaces, wordColumns, type VectorPlace } from './columns.ts';
import { decimal } from '../text/decimal.ts';
import { mostTextRows } from '../text/textRows.ts';
import type { Cell, Table } from './table.ts';
import { vectorOf } from './vectorText.ts';
import { unmetered, type Meter } from '../bytes/meter.ts';
import type { SetBuffers } from '../../embeddings/embeddingSet.ts';

/** Which columns of a table are what. */
interface Roles {
  vectors: VectorPlace;
  /** The column of the words; −1 where they lie in a file beside the table, or nowhere. */
  word: number;
  /** What else is said of the words. */
  others: number[];
}

/** Numbers that a choice shows of a vector, and words of a column. */
const SHOWN = 3;
/** Characters that a choice shows of a cell. */
const SHOWN_CHARACTERS = 30;

/**
 * What there is to be read of a table: the vectors in one of its columns, or in one column a dimension; the words in
 * another; what else it says of them comes along as metadata.
 *
 * @param format to be shown
 * @throws UserFault where no column holds vectors
 */
export async function planTable(file: VectorFile, table: Table, format: string, ask: Ask): Promise<Plan> {
  const { moreBytes, bytes } = table;
  const roles = chooseRoles(file, table, ask);
  const isWordless = roles.word < 0;
  // Words that lie elsewhere must be as many as there are rows.
  const rows = isWordless && !table.isCounted ? await count(table) : table.rows;
  const beside = isWordless ? wordsFor(file, rows, ask, table.lists?.()) : undefined;
  const dims = dimsOf(file, table, roles.vectors);
  return {
    rows,
    dims,
    moreBytes,
    bytes,
    read: async (choice, meter) => {
      const set = await new TableReading(file, table, roles, dims, beside?.list, choice).read(format, meter);
      return { ...set, remarks: beside?.remarks ?? [] };
    },
  };
}

async function count(table: Table): Promise<number> {
  let rows = 0;
  await table.read([], () => ++rows > 0, unmetered());
  return rows;
}

/** Whether a table may be one of vectors at all. */
export function hasVectors(table: Table): boolean {
  return vectorPlaces(table, kindsOf(table)).length > 0;
}

function chooseRoles(file: VectorFile, table: Table, ask: Ask): Roles {
  const { columns } = table;
  const kinds = kindsOf(table);
  const places = vectorPlaces(table, kinds);
  if (places.length === 0) throw noVectors(file, table);
  const answer = ask({
    key: 'vectors',
    prompt: l10n.t('Which columns hold the vectors?'),
    isClear: isClearPlace(table, kinds, places),
    choices: places.map((place) => ({
      value: nameOf(table, place),
      label: nameOf(table, place),
      detail: preview(table, place.columns.slice(0, SHOWN)),
    })),
  });
  const vectors = places.find((place) => nameOf(table, place) === answer) ?? places[0];
  const word = chooseWords(table, wordColumns(table, kinds, vectors), ask);
  const others = columns.map((_, i) => i).filter((i) => i !== word && !vectors.columns.includes(i));
  return { vectors, word, others: others.filter((i) => kinds[i] === 'text' || kinds[i] === 'number') };
}

function chooseWords(
  table: Table,
  { candidates, isClear }: ReturnType<typeof wordColumns>,
  ask: Ask,
): number {
  if (candidates.length === 0) return -1;
  const answer = ask({
    key: 'words',
    prompt: l10n.t('Which column holds the words?'),
    isClear,
    choices: candidates.map((i) => ({
      value: table.columns[i],
      label: table.columns[i],
      detail: preview(table, [i]),
    })),
  });
  return table.columns.indexOf(answer);
}

function nameOf({ columns }: Table, { columns: chosen, isList }: VectorPlace): string {
  const [first, last] = [columns[chosen[0]], columns[chosen[chosen.length - 1]]];
  return isList ? first : l10n.t('{0} … {1} ({2} columns)', first, last, chosen.length);
}

function preview({ sample }: Table, columns: number[]): string {
  const shown = sample.slice(0, SHOWN).map((row) => columns.map((i) => previewText(row[i])).join(' '));
  return shown.join(' · ');
}

/** Numbers a row, as most of the first rows have them. */
function dimsOf(file: VectorFile, table: Table, { columns, isList }: VectorPlace): number {
  if (!isList) return columns.length;
  const counts = new Map<number, number>();
  for (const row of table.sample) {
    const length = listOf(row[columns[0]])?.length ?? 0;
    if (length > 0) counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (!most) throw noVectors(file, table);
  return most[0];
}

/** One reading of a table's rows. */
class TableReading {
  private readonly file: VectorFile;
  private readonly table: Table;
  private readonly roles: Roles;
  private readonly beside: WordList | undefined;
  private readonly choice: RowChoice;
  private readonly store: RowStore;
  private readonly metadata: MetadataBuilder;
  private count = 0;

  constructor(
    file: VectorFile,
    table: Table,
    roles: Roles,
    dims: number,
    beside: WordList | undefined,
    choice: RowChoice,
  ) {
    this.file = file;
    this.table = table;
    this.roles = roles;
    this.beside = beside;
    this.choice = choice;
    const { mostRows = mostTextRows(file.size, dims) } = table;
    this.store = new RowStore(dims, mostRows, (row) => table.place(row));
    this.metadata = new MetadataBuilder([
      ...roles.others.map((i) => table.columns[i]),
      ...(beside?.columns.map(({ name }) => name) ?? []),
    ]);
  }

  async read(format: string, meter: Meter): Promise<SetBuffers> {
    const { vectors, word, others } = this.roles;
    const wanted = [...vectors.columns, ...(word < 0 ? [] : [word]), ...others];
    await this.table.read(wanted, (cells, row) => this.take(cells, row), meter);
    return { ...this.store.finish(format), metadata: this.metadata.finish() };
  }

  /** Takes a row. False where no more are wanted. */
  private take(cells: Cell[], row: number): boolean {
    const { choice, store, roles } = this;
    const index = this.count++;
    if (choice.isBeyond(index)) return false;
    if (!choice.wants(index)) return true;
    const width = roles.vectors.columns.length;
    this.put(cells.slice(0, width), row);
    const word = Buffer.from(this.wordOf(cells[width], index));
    const isTaken = store.take(word, 0, word.length, row);
    if (isTaken) this.metadata.add(this.moreOf(cells.slice(width + (roles.word < 0 ? 0 : 1)), index));
    return true;
  }

  private wordOf(cell: Cell, index: number): string {
    if (!this.beside) return cellText(cell);
    return index < this.beside.words.count ? this.beside.words.at(index) : '';
  }

  private moreOf(cells: Cell[], index: number): string[] {
    const beside =
      this.beside?.columns.map(({ texts }) => (index < texts.count ? texts.at(index) : '')) ?? [];
    return [...cells.map((cell) => cellText(cell)), ...beside];
  }

  /** Writes a vector where the store takes it from. */
  private put(cells: Cell[], row: number): void {
    const { vectors: into, at, dims } = this.store;
    if (!this.roles.vectors.isList) {
      cells.forEach((cell, i) => (into[at + i] = this.numberOf(cell, i, row)));
      return;
    }
    const list = listOf(cells[0]);
    if (list === undefined && cellText(cells[0]) !== '') throw this.notAVector(cells[0], row);
    // A cell without a vector: its row is left out, as one of NaN is.
    if (list === undefined) return void into.fill(NaN, at, at + dims);
    if (list.length !== dims) throw this.wrongLength(list.length, row);
    for (let i = 0; i < dims; i++) into[at + i] = Number(list[i] ?? NaN);
  }

  private numberOf(cell: Cell, column: number, row: number): number {
    const text = typeof cell === 'string' ? cell.trim() : cell;
    if (text === null || text === undefined || text === '') return NaN;
    const value = typeof text === 'object' ? NaN : Number(text);
    if (Number.isNaN(value) && !/^[-+]?nan$/i.test(cellText(cell))) throw this.notANumber(cell, column, row);
    return value;
  }

  private notANumber(cell: Cell, column: number, row: number): UserFault {
    const { file, table, roles } = this;
    const name = table.columns[roles.vectors.columns[column]];
    const found = cellText(cell, SHOWN_CHARACTERS);
    return new UserFault(
      l10n.t(
        '{0}, {1}: expected a number in the column {2}, found ‘{3}’.',
        file.name,
        table.place(row),
        name,
        found,
      ),
    );
  }

  private notAVector(cell: Cell, row: number): UserFault {
    const { file, table } = this;
    const found = cellText(cell, SHOWN_CHARACTERS);
    return new UserFault(
      l10n.t(
        '{0}, {1}: expected a vector in the column {2}, found ‘{3}’.',
        file.name,
        table.place(row),
        this.column,
        found,
      ),
    );
  }

  private wrongLength(found: number, row: number): UserFault {
    const { file, table, store } = this;
    return new UserFault(
      l10n.t(
        '{0}, {1}: expected {2} numbers in the column {3}, found {4}.',
        file.name,
        table.place(row),
        store.dims,
        this.column,
        found,
      ),
    );
  }

  private get column(): string {
    return this.table.columns[this.roles.vectors.columns[0]];
  }
}

function listOf(cell: Cell): ArrayLike<number> | undefined {
  if (typeof cell === 'string') return vectorOf(cell);
  return typeof cell === 'object' && cell !== null ? cell : undefined;
}

function cellText(cell: Cell, most = Infinity): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'object' ? listText(cell) : String(cell);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

function previewText(cell: Cell): string {
  return typeof cell === 'number' ? numberText(cell) : cellText(cell, SHOWN_CHARACTERS);
}

function listText(list: ArrayLike<number>): string {
  const texts = Array.from(list).slice(0, SHOWN).map(numberText);
  return `[${[...texts, ...(list.length > SHOWN ? ['…'] : [])].join(', ')}]`;
}

/** The digits of a float32 end where it does: −0.4024, and not −0.4023999869823456. */
function numberText(value: number): string {
  return Math.fround(value) === value && !Number.isInteger(value) ? decimal(value) : String(value);
}

function noVectors({ name }: VectorFile, { columns }: Table): UserFault {
  const found = columns.slice(0, 8).join(', ');
  return new UserFault(
    l10n.t(
      '{0} has no column of vectors, nor several of numbers; found {1}.',
      name,
      found || l10n.t('nothing'),
    ),
  );
}
