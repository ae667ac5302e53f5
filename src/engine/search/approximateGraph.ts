import { Cancelled } from '../faults.ts';
import { sharedBytes, sharedFloat32, sharedInt32 } from '../shared.ts';
import type { ApproximateMetric, BackLists, GraphTask } from './graphTasks.ts';
import type { NeighbourGraph, ReportDone } from './neighbourGraph.ts';
import type { NeighbourLists } from './neighbourLists.ts';
import type { Searcher } from './searcher.ts';
import { termsOf, type Terms } from './terms.ts';

/** Trees of which the leaves are compared, and rows of a leaf at most, where lists are short. */
const TREES = 8;
const LEAF = 256;
/** A leaf has at least so many times as many rows as a list. */
const ROOMY = 4;
const ROUNDS = 2;
/** What part of the work is done when the trees stand, and when their leaves are compared. */
const PLANTED = 0.15;
const LISTED = 0.45;
/** The same neighbours every time: the user's seed is for the layout. */
const SEED = 1;
/** Of the lists that hold a row at most so many are followed, in times a list's length: a hub is in thousands. */
const MOST_BACK = 2;

/**
 * Nearly the `count` nearest of the first `rows` rows of a matrix, for each of them, itself included: by the leaves of random
 * trees, and then by the neighbours of neighbours. Whatever the number of threads, the same comes out.
 *
 * @throws Cancelled
 */
export async function approximateGraph(
  searcher: Searcher,
  rows: number,
  count: number,
  metric: ApproximateMetric,
  signal: AbortSignal,
  report?: ReportDone,
): Promise<NeighbourGraph> {
  const trees = await plantTrees(searcher, rows, count - 1, metric, signal);
  report?.(PLANTED);
  let lists = await listsByTrees(searcher, trees, rows, count - 1, signal);
  report?.(LISTED);
  let spare = emptyLists(rows, count - 1);
  for (let round = 0; round < ROUNDS; round++) {
    const before = lists;
    [lists, spare] = [spare, before];
    restart(lists, before);
    const back = backLists(before);
    await run(searcher, { kind: 'refine', before, back, terms: trees.terms, lists }, signal);
    report?.(LISTED + ((1 - LISTED) * (round + 1)) / ROUNDS);
  }
  return measured(searcher, lists, metric, signal);
}

/** Lists with their true distances, each row itself first. */
export async function measured(
  searcher: Searcher,
  lists: NeighbourLists,
  metric: ApproximateMetric,
  signal: AbortSignal,
): Promise<NeighbourGraph> {
  const count = lists.count + 1;
  const length = (lists.rows.length / lists.count) * count;
  const graph = { count, rows: sharedInt32(length), distances: sharedFloat32(length) };
  await run(searcher, { kind: 'distances', lists, metric, ...graph }, signal);
  return graph;
}

/** Random trees, by the order in which each puts the rows: near ones stand in the same leaf. */
export interface Trees {
  orders: Int32Array[];
  /** Rows of a leaf at most. */
  leaf: number;
  terms: Terms;
}

/** @param count of neighbours that will be looked for in the leaves */
export async function plantTrees(
  searcher: Searcher,
  rows: number,
  count: number,
  metric: ApproximateMetric,
  signal: AbortSignal,
): Promise<Trees> {
  const terms = termsOf(await searcher.inverseNorms(), metric);
  const leaf = Math.max(LEAF, ROOMY * count);
  const orders = Array.from({ length: TREES }, () => ascending(rows));
  await run(searcher, { kind: 'trees', orders, leaf, terms, seed: SEED }, signal);
  return { orders, leaf, terms };
}

/**
 * What the leaves of trees hold of the nearest rows, without each row itself.
 *
 * @param allowed [rows] 1 for those that may be found, in shared memory; without it all may
 */
export async function listsByTrees(
  searcher: Searcher,
  { orders, leaf, terms }: Trees,
  rows: number,
  count: number,
  signal: AbortSignal,
  allowed?: Uint8Array,
): Promise<NeighbourLists> {
  const lists = emptyLists(rows, count);
  for (const order of orders)
    await run(searcher, { kind: 'leaves', order, leaf, terms, lists, allowed }, signal);
  return lists;
}

/** 0, 1, 2, … */
function ascending(rows: number): Int32Array {
  const order = sharedInt32(rows);
  order.forEach((_, row) => (order[row] = row));
  return order;
}

async function run(searcher: Searcher, task: GraphTask, signal: AbortSignal): Promise<void> {
  await searcher.share(task, { signal });
  if (signal.aborted) throw new Cancelled();
}

function emptyLists(rows: number, count: number): NeighbourLists {
  const length = rows * count;
  return {
    count,
    rows: sharedInt32(length).fill(-1),
    scores: sharedFloat32(length).fill(-Infinity),
    isNew: sharedBytes(length),
  };
}

/** Makes lists equal to those before; none of it is new. */
function restart(lists: NeighbourLists, before: NeighbourLists): void {
  lists.rows.set(before.rows);
  lists.scores.set(before.scores);
  lists.isNew.fill(0);
}

/** Which lists hold each row. */
function backLists({ count, rows }: NeighbourLists): BackLists {
  const total = rows.length / count;
  const most = MOST_BACK * count;
  const counts = new Int32Array(total);
  for (const row of rows) if (row >= 0 && counts[row] < most) counts[row]++;
  const offsets = sharedInt32(total + 1);
  for (let row = 0; row < total; row++) offsets[row + 1] = offsets[row] + counts[row];
  const entries = sharedInt32(offsets[total]);
  const next = offsets.slice();
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (row >= 0 && next[row] < offsets[row + 1]) entries[next[row]++] = at;
  }
  return { offsets, entries };
}
