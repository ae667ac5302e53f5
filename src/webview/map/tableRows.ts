import type { Group } from './picks.ts';
import { hasRow, rowsOf, union, type Rows } from './rowSets.ts';

/** A column that every table has. */
export type OwnColumn = 'rank' | 'word' | 'cluster' | 'group' | 'cosine' | 'norm';
/** A column of the table: one that every table has, or one of the file's metadata, behind a colon. */
export type Column = OwnColumn | `:${string}`;

/** What is known of the words beside their places. */
export interface TableFacts {
  /** Words that were laid out, or could have been. */
  count: number;
  /** Rows of words that were added to the map. */
  added: readonly number[];
  wordAt(row: number): string;
  /** '' where it has none. */
  clusterOf(row: number): string;
  groups: readonly Group[];
  /** [words] to the selected word; undefined where none is selected, or before they are there. */
  cosines: Float32Array | undefined;
  /** [words] lengths of the vectors; undefined before they are there. */
  norms: Float32Array | undefined;
  /** What a metadata column says of a word: '' or NaN where it says nothing. */
  metadataOf(column: string, row: number): string | number;
}

/** The name of the metadata column that a column is; undefined where it is none. */
export function metadataName(column: Column): string | undefined {
  return column.startsWith(':') ? column.slice(1) : undefined;
}

/** All rows of the table: words that were laid out, then those that were added. */
export function allRows({ count, added }: TableFacts): Rows {
  const laidOut = Int32Array.from({ length: count }, (_, row) => row);
  return added.length === 0 ? laidOut : union(laidOut, rowsOf(added));
}

/** The names of the groups that a word belongs to. */
export function groupsOf({ groups }: TableFacts, row: number): string {
  return groups
    .filter(({ rows }) => hasRow(rows, row))
    .map(({ name }) => name)
    .join(', ');
}

/** What stands in a column, to be sorted by: '' or NaN for nothing. */
export function valueOf(column: Column, row: number, facts: TableFacts): string | number {
  switch (column) {
    case 'rank':
      return row;
    case 'word':
      return facts.wordAt(row);
    case 'cluster':
      return facts.clusterOf(row);
    case 'group':
      return groupsOf(facts, row);
    case 'cosine':
      return facts.cosines?.[row] ?? NaN;
    case 'norm':
      return facts.norms?.[row] ?? NaN;
    default:
      return facts.metadataOf(metadataName(column) ?? '', row);
  }
}

/**
 * The rows of the table in their order. Those that have nothing in the column come last, whatever the direction.
 *
 * @param isDescending from the highest to the lowest
 */
export function sortRows(rows: Rows, by: Column, isDescending: boolean, facts: TableFacts): Rows {
  const sorted = rows.slice();
  if (by === 'rank') return isDescending ? sorted.sort().reverse() : sorted.sort();
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const values = new Map<number, string | number>();
  for (const row of rows) values.set(row, valueOf(by, row, facts));
  const sign = isDescending ? -1 : 1;
  return sorted.sort((a, b) => {
    const [first, second] = [values.get(a) ?? '', values.get(b) ?? ''];
    const [isFirstNone, isSecondNone] = [isNone(first), isNone(second)];
    if (isFirstNone || isSecondNone) return Number(isFirstNone) - Number(isSecondNone) || a - b;
    const isBefore =
      typeof first === 'number' && typeof second === 'number'
        ? first - second
        : compare(String(first), String(second));
    return sign * isBefore || a - b;
  });
}

function isNone(value: string | number): boolean {
  return value === '' || Number.isNaN(value);
}

/**
 * The rows of which something in the table holds a text: the word, its cluster, a group, an added word.
 *
 * @param found the rows of the words and the metadata that hold it
 */
export function filterRows(text: string, found: Rows, facts: TableFacts): Rows {
  const wanted = text.toLowerCase();
  const holds = (name: string) => name.toLowerCase().includes(wanted);
  const inGroups = facts.groups.filter(({ name }) => holds(name)).map(({ rows }) => rows);
  const all = Array.from({ length: facts.count }, (_, row) => row);
  const inClusters = rowsOf(all.filter((row) => holds(facts.clusterOf(row))));
  const inAdded = rowsOf(facts.added.filter((row) => holds(facts.wordAt(row))));
  return [...inGroups, inClusters, inAdded].reduce(union, found);
}
