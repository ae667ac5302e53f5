import type { Metric } from '../../protocol/queries.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { dot } from '../kernels/plainKernels.ts';
import { CHUNK_ROWS } from '../kernels/matrixMemory.ts';
import { seededRandom } from '../random.ts';
import { BestList } from './bestList.ts';
import { offer, type NeighbourLists } from './neighbourLists.ts';
import type { Searched } from './tasks.ts';
import type { Terms } from './terms.ts';

/** Dot products are no distances, by which a neighbour's neighbour would be near. */
export type ApproximateMetric = Exclude<Metric, 'dot'>;

/** The steps of an approximate graph of neighbours. All arrays lie in shared memory. */
export type GraphTask =
  /** Puts rows in order by random trees, a tree each [rows]: near rows come to stand near each other. */
  | { kind: 'trees'; orders: Int32Array[]; leaf: number; terms: Terms; seed: number }
  /** Compares all rows of each leaf of one tree with those of them that may be found: [rows] 1 for those, or all. */
  | {
      kind: 'leaves';
      order: Int32Array;
      leaf: number;
      terms: Terms;
      lists: NeighbourLists;
      allowed?: Uint8Array | undefined;
    }
  /** Compares each row with the neighbours of its neighbours, as they were before; `back`: whose neighbours a row is. */
  | { kind: 'refine'; before: NeighbourLists; back: BackLists; terms: Terms; lists: NeighbourLists }
  /** Makes of lists the neighbours of each row with their true distances, itself first: both [rows × (count + 1)]. */
  | {
      kind: 'distances';
      lists: NeighbourLists;
      metric: ApproximateMetric;
      rows: Int32Array;
      distances: Float32Array;
    };

/** The lists that hold a row: entries[offsets[row] … offsets[row + 1]] are places in the lists. */
export interface BackLists {
  offsets: Int32Array;
  entries: Int32Array;
}

/** So many rows are refined at a time. */
const ROWS = 256;

export function runGraphTask(searched: Searched, task: GraphTask, next: Int32Array): undefined {
  switch (task.kind) {
    case 'trees':
      return eachPart(task.orders.length, next, (tree) =>
        divide(searched, task.orders[tree], task, task.seed + tree),
      );
    case 'leaves': {
      const starts = leafStarts(task.order.length, task.leaf);
      return eachPart(starts.length - 1, next, (i) =>
        compareAll(searched.kernels, searched, task.order.subarray(starts[i], starts[i + 1]), task),
      );
    }
    case 'refine':
      return refine(searched, task, next);
    case 'distances':
      return measure(searched, task, next);
  }
}

function eachPart(parts: number, next: Int32Array, act: (part: number) => void): undefined {
  for (let part = Atomics.add(next, 0, 1); part < parts; part = Atomics.add(next, 0, 1)) act(part);
}

/** Where the halves of halves of … `rows` begin that have no more than `leaf` rows; at last `rows` itself. */
function leafStarts(rows: number, leaf: number): number[] {
  const starts: number[] = [];
  const split = (from: number, to: number) => {
    if (to - from <= leaf) return void starts.push(from);
    const middle = (from + to) >> 1;
    split(from, middle);
    split(middle, to);
  };
  split(0, rows);
  return [...starts, rows];
}

/**
 * Divides rows by planes across the way between two of them, chosen at random, into halves, and those again (Dasgupta and
 * Freund 2008).
 */
function divide(
  searched: Searched,
  order: Int32Array,
  { leaf, terms }: { leaf: number; terms: Terms },
  seed: number,
): void {
  const random = seededRandom(seed);
  const places = new Float32Array(order.length);
  const split = (from: number, to: number) => {
    if (to - from <= leaf) return;
    const pick = () => order[from + Math.floor(random() * (to - from))];
    placeAlong(searched, terms, pick(), pick(), order.subarray(from, to), places.subarray(from, to));
    const middle = (from + to) >> 1;
    partition(order, places, from, to, middle);
    split(from, middle);
    split(middle, to);
  };
  split(0, order.length);
}

/** Where rows stand on the way from one to another. */
function placeAlong(
  { kernels, vectors, dims }: Searched,
  { factors }: Terms,
  a: number,
  b: number,
  rows: Int32Array,
  places: Float32Array,
): void {
  const way = new Float32Array(dims);
  for (let i = 0; i < dims; i++)
    way[i] = vectors[a * dims + i] * factors[a] - vectors[b * dims + i] * factors[b];
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const chunk = rows.subarray(from, from + CHUNK_ROWS);
    const products = kernels.productsAt(way, chunk);
    for (let i = 0; i < chunk.length; i++) places[from + i] = products[i] * factors[chunk[i]];
  }
}

/** Brings the lower ones before `middle`, the others behind it (Hoare's selection). */
function partition(order: Int32Array, places: Float32Array, from: number, to: number, middle: number): void {
  let [low, high] = [from, to - 1];
  while (low < high) {
    const pivot = places[(low + high) >> 1];
    let [i, j] = [low, high];
    while (i <= j) {
      while (places[i] < pivot) i++;
      while (places[j] > pivot) j--;
      if (i > j) break;
      [places[i], places[j]] = [places[j], places[i]];
      [order[i], order[j]] = [order[j], order[i]];
      i++;
      j--;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

function compareAll(
  kernels: Kernels,
  { vectors, dims }: Searched,
  rows: Int32Array,
  { terms, lists, allowed }: Extract<GraphTask, { kind: 'leaves' }>,
): void {
  const { block } = kernels;
  const { count } = lists;
  const found = allowed ? rows.filter((row) => allowed[row] === 1) : rows;
  for (let asked = 0; asked < rows.length; asked += block) {
    const some = rows.subarray(asked, asked + block);
    const queries = new Float32Array(some.length * dims);
    some.forEach((row, i) => queries.set(vectors.subarray(row * dims, (row + 1) * dims), i * dims));
    kernels.setQueries(queries);
    for (let from = 0; from < found.length; from += block) {
      const others = found.subarray(from, from + block);
      const scores = kernels.blockProductsAt(terms.factors, others, terms.offsets);
      for (let i = 0; i < some.length; i++) {
        const start = some[i] * count;
        const end = i * block + others.length;
        let at = i * block;
        while ((at = kernels.firstAtLeast(lists.scores[start + count - 1], at, end)) < end) {
          const other = others[at - i * block];
          if (other !== some[i]) offer(lists, start, other, scores[at]);
          at++;
        }
      }
    }
  }
}

/** Nearest-neighbour descent (Dong, Moses, Li 2011): a neighbour of a neighbour is likely a neighbour. */
function refine(
  { kernels, vectors, dims, inverseNorms }: Searched,
  { before, back, terms, lists }: Extract<GraphTask, { kind: 'refine' }>,
  next: Int32Array,
): undefined {
  const rows = inverseNorms.length;
  const { count } = lists;
  const seenBy = new Int32Array(rows).fill(-1);
  const candidates = new Int32Array(CHUNK_ROWS);
  return eachPart(Math.ceil(before.rows.length / count / ROWS), next, (part) => {
    const end = Math.min(before.rows.length / count, (part + 1) * ROWS);
    for (let row = part * ROWS; row < end; row++) {
      const length = gather(before, back, row, seenBy, candidates);
      const some = candidates.subarray(0, length);
      const products = kernels.productsAt(vectors.subarray(row * dims, (row + 1) * dims), some);
      for (let i = 0; i < length; i++) {
        const score = products[i] * terms.factors[some[i]] + (terms.offsets ? terms.offsets[some[i]] : 0);
        if (score >= lists.scores[(row + 1) * count - 1]) offer(lists, row * count, some[i], score);
      }
    }
  });
}

/** The neighbours of a row's neighbours, both ways, where one of the steps to them is new. Returns how many there are. */
function gather(
  { count, rows, isNew }: NeighbourLists,
  { offsets, entries }: BackLists,
  row: number,
  seenBy: Int32Array,
  out: Int32Array,
): number {
  let length = 0;
  const start = row * count;
  seenBy[row] = row;
  for (let at = start; at < start + count; at++) if (rows[at] >= 0) seenBy[rows[at]] = row;
  const follow = (through: number, isNewStep: boolean) => {
    for (let at = through * count; at < (through + 1) * count && length < out.length; at++) {
      const candidate = rows[at];
      if (candidate < 0 || seenBy[candidate] === row || !(isNewStep || isNew[at])) continue;
      seenBy[candidate] = row;
      out[length++] = candidate;
    }
  };
  for (let at = start; at < start + count; at++) if (rows[at] >= 0) follow(rows[at], isNew[at] === 1);
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    const source = Math.floor(entries[i] / count);
    if (seenBy[source] !== row && length < out.length) {
      seenBy[source] = row;
      out[length++] = source;
    }
    follow(source, isNew[entries[i]] === 1);
  }
  return length;
}

function measure(
  searched: Searched,
  { lists, metric, rows, distances }: Extract<GraphTask, { kind: 'distances' }>,
  next: Int32Array,
): undefined {
  const { count } = lists;
  const total = lists.rows.length / count;
  return eachPart(Math.ceil(total / ROWS), next, (part) => {
    for (let row = part * ROWS; row < Math.min(total, (part + 1) * ROWS); row++) {
      const found = lists.rows.subarray(row * count, (row + 1) * count).filter((other) => other >= 0);
      const list = new BestList(found.length);
      for (const other of found) list.add(other, -distanceOf(searched, metric, row, other));
      const { best } = list;
      const start = row * (count + 1);
      rows.fill(-1, start, start + count + 1);
      rows[start] = row;
      rows.set(best.rows, start + 1);
      // Where there is none, none is nearer.
      distances.fill(-(best.scores.at(-1) ?? 0), start, start + count + 1);
      distances[start] = 0;
      best.scores.forEach((score, i) => (distances[start + 1 + i] = -score));
    }
  });
}

/** 1 − cosine, or ‖a − b‖. */
function distanceOf(
  { vectors, dims, inverseNorms }: Searched,
  metric: ApproximateMetric,
  a: number,
  b: number,
): number {
  if (metric === 'cosine')
    return Math.max(
      0,
      1 - dot(vectors, a * dims, vectors, b * dims, dims) * inverseNorms[a] * inverseNorms[b],
    );
  let sum = 0;
  for (let i = 0; i < dims; i++) sum += (vectors[a * dims + i] - vectors[b * dims + i]) ** 2;
  return Math.sqrt(sum);
}
