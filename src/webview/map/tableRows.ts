import type { Group } from './picks.ts';
import { hasRow, rowsOf, union, type Rows } from './rowSets.ts';

export type Column = 'rank' | 'word' | 'cluster' | 'group' | 'cosine' | 'norm';

/** What is known of the words beside their places. */
export interface TableFacts {
  count: number;
  wordAt(row: number): string;
  /** '' where it has none. */
  clusterOf(row: number): string;
  groups: readonly Group[];
  /** [words] to the selected word; undefined where none is selected, or before they are there. */
  cosines: Float32Array | undefined;
  /** [words] lengths of the vectors; undefined before they are there. */
  norms: Float32Array | undefined;
}

/** The names of the groups that a word belongs to. */
export function groupsOf({ groups }: TableFacts, row: number): string {
  return groups
    .filter(({ rows }) => hasRow(rows, row))
    .map(({ name }) => name)
    .join(', ');
}

/**
 * The rows of the table in their order.
 *
 * @param isDescending from the highest to the lowest
 */
export function sortRows(rows: Rows, by: Column, isDescending: boolean, facts: TableFacts): Rows {
  const sorted = rows.slice();
  const numbers = by === 'cosine' ? facts.cosines : facts.norms;
  if (by === 'rank') sorted.sort();
  else if (by === 'word' || by === 'cluster' || by === 'group') sortByText(sorted, textOf(by, facts));
  else if (numbers) sorted.sort((a, b) => numbers[a] - numbers[b] || a - b);
  return isDescending ? sorted.reverse() : sorted;
}

function textOf(by: 'word' | 'cluster' | 'group', facts: TableFacts): (row: number) => string {
  if (by === 'word') return (row) => facts.wordAt(row);
  return by === 'cluster' ? (row) => facts.clusterOf(row) : (row) => groupsOf(facts, row);
}

/** Those without a text come last. */
function sortByText(rows: Rows, textOf: (row: number) => string): void {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const texts = new Map<number, string>();
  for (const row of rows) texts.set(row, textOf(row));
  rows.sort((a, b) => {
    const [first, second] = [texts.get(a) ?? '', texts.get(b) ?? ''];
    if (first === '' || second === '') return Number(first === '') - Number(second === '') || a - b;
    return compare(first, second) || a - b;
  });
}

/**
 * The rows whose word, cluster or group holds a text.
 *
 * @param inWords the rows of the words that hold it
 */
export function filterRows(text: string, inWords: Rows, facts: TableFacts): Rows {
  const wanted = text.toLowerCase();
  const holds = (name: string) => name.toLowerCase().includes(wanted);
  const inGroups = facts.groups.filter(({ name }) => holds(name)).map(({ rows }) => rows);
  const all = Array.from({ length: facts.count }, (_, row) => row);
  const inClusters = rowsOf(all.filter((row) => holds(facts.clusterOf(row))));
  return [...inGroups, inClusters].reduce(union, inWords);
}
