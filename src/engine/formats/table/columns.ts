import { isNumber } from '../text/number.ts';
import type { Cell, Table } from './table.ts';
import { vectorOf } from './vectorText.ts';

/** What the column of words is called, in any case. */
const WORD = /^(?:words?|tokens?|labels?|names?|terms?|keys?|text|title|sentence|content|document|id)$/i;
/** x1, dim_2, 300: a column a dimension. */
const NUMBERED = /^(.*?)(\d+)$/;

export type ColumnKind = 'vector' | 'number' | 'text' | 'empty';

/** Where in a table vectors may be: one column of lists, or several of numbers. */
export interface VectorPlace {
  columns: number[];
  isList: boolean;
}

/** word, 0, 1, 2, …: names of a column of words, and of one a dimension that is called after its number, as pandas has it. */
export function areCounted([first, ...rest]: readonly string[]): boolean {
  return rest.length > 1 && (first === '' || WORD.test(first)) && rest.every((name, i) => name === String(i));
}

export function kindsOf({ columns, sample }: Table): ColumnKind[] {
  return columns.map((_, i) => kindOf(sample.map((row) => row[i])));
}

function kindOf(cells: Cell[]): ColumnKind {
  const filled = cells.filter((cell) => cell !== null && cell !== undefined && cell !== '');
  if (filled.length === 0) return 'empty';
  if (filled.every((cell) => typeof cell === 'object')) return 'vector';
  if (filled.every((cell) => isNumeric(cell))) return 'number';
  return filled.every((cell) => typeof cell === 'string' && vectorOf(cell)) ? 'vector' : 'text';
}

export function isNumeric(cell: Cell): boolean {
  return (
    typeof cell === 'number' ||
    typeof cell === 'bigint' ||
    (typeof cell === 'string' && isNumber(cell.trim()))
  );
}

/** Where the vectors may be, the likeliest first; what else is numbers can be chosen, too. */
export function vectorPlaces({ columns }: Table, kinds: ColumnKind[]): VectorPlace[] {
  const lists = indices(kinds, 'vector').map((i) => ({ columns: [i], isList: true }));
  const numbers = indices(kinds, 'number');
  const numbered = numberedGroups(columns, numbers);
  const groups = [...numbered, numbers].filter((group) => group.length > 1);
  const unique = groups.filter((group, i) => groups.findIndex((other) => same(other, group)) === i);
  // A lone number beside lists is what is said of a word, and no vector.
  const places = unique.map((group) => ({ columns: group, isList: false }));
  return [...lists, ...places];
}

/**
 * Whether the first place is clearly the right one: the only column of lists; or, where there is none, the only columns
 * that are named alike and counted up without a gap, and most of those that hold numbers.
 */
export function isClearPlace({ columns }: Table, kinds: ColumnKind[], [first]: VectorPlace[]): boolean {
  if (first.isList) return indices(kinds, 'vector').length === 1;
  const numbers = indices(kinds, 'number');
  const groups = numberedGroups(columns, numbers).filter((group) => group.length > 1);
  const places = first.columns.map((i) => Number(NUMBERED.exec(columns[i])?.[2]));
  const isRow = places.every((place, i) => i === 0 || place === places[i - 1] + 1);
  return groups.length === 1 && isRow && first.columns.length * 2 > numbers.length;
}

/** The columns that may hold the words, the likeliest first; `isClear` where there is no doubt. */
export function wordColumns(
  { columns }: Table,
  kinds: ColumnKind[],
  vectors: VectorPlace,
): { candidates: number[]; isClear: boolean } {
  const free = columns.map((_, i) => i).filter((i) => !vectors.columns.includes(i));
  const named = free.filter((i) => WORD.test(columns[i]) && (kinds[i] === 'text' || kinds[i] === 'number'));
  const texts = free.filter((i) => kinds[i] === 'text');
  const namedTexts = named.filter((i) => kinds[i] === 'text');
  const candidates = [...namedTexts, ...texts.filter((i) => !namedTexts.includes(i))];
  if (candidates.length === 0) return { candidates: named.slice(0, 1), isClear: true };
  return { candidates, isClear: namedTexts.length === 1 };
}

/** Columns whose names are the same but for a number that counts up. */
function numberedGroups(columns: string[], among: number[]): number[][] {
  const groups = new Map<string, number[]>();
  for (const i of among) {
    const [, stem] = NUMBERED.exec(columns[i]) ?? [];
    if (stem !== undefined) groups.set(stem, [...(groups.get(stem) ?? []), i]);
  }
  return [...groups.values()].toSorted((a, b) => b.length - a.length);
}

function indices(kinds: ColumnKind[], wanted: ColumnKind): number[] {
  return kinds.flatMap((kind, i) => (kind === wanted ? [i] : []));
}

function same(a: number[], b: number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
