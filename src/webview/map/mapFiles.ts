import { csv } from '../../common/csv.ts';
import type { LayoutChoice, ToMap } from '../../protocol/map.ts';
import { hasRow, isRowOfSet } from './rowSets.ts';
import { allRows, groupsOf, type TableFacts } from './tableRows.ts';

/** All that is written of a map. */
export interface MapContent {
  name: string;
  facts: TableFacts;
  choice: LayoutChoice | undefined;
  /** Where a word lies; undefined where it has no place. */
  placeOf: (row: number) => [number, number] | undefined;
  /** The nearest words of every word, where they are wanted. */
  graph: Extract<ToMap, { type: 'graph' }> | undefined;
}

/** A line a word: its place, cluster and groups, and its nearest words with their cosines. */
export function mapCsv(content: MapContent): string {
  const { facts, graph, placeOf } = content;
  const neighbourHeads = Array.from({ length: graph?.count ?? 0 }, (_, i) => [
    `neighbour_${i + 1}`,
    `cosine_${i + 1}`,
  ]).flat();
  const rows: (string | number)[][] = [['rank', 'word', 'x', 'y', 'cluster', 'groups', ...neighbourHeads]];
  for (const row of allRows(facts)) {
    const [x, y] = placeOf(row) ?? ['', ''];
    const neighbours = neighboursOf(content, row).flatMap(({ word, cosine }) => [word, cosine]);
    rows.push([
      isRowOfSet(row) ? row + 1 : '',
      facts.wordAt(row),
      x,
      y,
      facts.clusterOf(row),
      groupsOf(facts, row),
      ...neighbours,
    ]);
  }
  return csv(rows);
}

/** The same as JSON, with how it was laid out. */
export function mapJson(content: MapContent): string {
  const { name, facts, choice, graph, placeOf } = content;
  const words = Array.from(allRows(facts), (row) => {
    const [x, y] = placeOf(row) ?? [null, null];
    const groups = facts.groups.filter(({ rows }) => hasRow(rows, row)).map((group) => group.name);
    const neighbours = graph && { neighbours: neighboursOf(content, row) };
    const added = facts.added.includes(row) && { isAdded: true };
    const cluster = facts.clusterOf(row) || null;
    return { word: facts.wordAt(row), x, y, cluster, groups, ...added, ...neighbours };
  });
  return JSON.stringify({ set: name, layout: choice?.params, words });
}

function neighboursOf({ facts, graph }: MapContent, row: number): { word: string; cosine: number }[] {
  if (!graph) return [];
  const { count, rows, cosines } = graph;
  const found: { word: string; cosine: number }[] = [];
  for (let i = row * count; i < (row + 1) * count; i++)
    if (rows[i] >= 0 && i < rows.length)
      found.push({ word: facts.wordAt(rows[i]), cosine: Number(cosines[i].toFixed(6)) });
  return found;
}
