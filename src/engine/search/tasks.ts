import type { Kernels } from '../kernels/kernels.ts';
import { CHUNK_ROWS } from '../kernels/matrixMemory.ts';
import { BestList, type Scored } from './bestList.ts';
import type { Metric } from '../../protocol/queries.ts';
import { runGraphTask, type GraphTask } from './graphTasks.ts';
import { scoreRows, type Scorer } from './scores.ts';
import { termsOf } from './terms.ts';

/** What is searched: a matrix's kernels, and 1 / ‖row‖ of every row (0 for a row of zeros), [rows]. */
export interface Searched {
  kernels: Kernels;
  vectors: Float32Array;
  dims: number;
  inverseNorms: Float32Array;
}

/** Which rows may be found. */
export interface Restriction {
  /** The first so many rows. */
  first: number;
  /** [rows] 1 for a row that may be found, in shared memory; without it every one may. */
  allowed?: Uint8Array | undefined;
}

/** Work on all rows that several threads share. */
export type Task =
  /** Computes the searched set's own `inverseNorms`. */
  | { kind: 'norms' }
  /** The scores of all rows, into shared memory: [rows]. */
  | { kind: 'scores'; scorer: Scorer; out: Float32Array }
  /** The rows of highest score. */
  | { kind: 'nearest'; scorer: Scorer; count: number; restriction: Restriction }
  /**
   * The rows nearest to each of many queries, [queries × dims], for 'cosine' of length 1 each: into shared memory,
   * [queries × count]; −1 where there are no more. Scores are as those of a {@link Scorer}.
   */
  | {
      kind: 'nearestOfMany';
      metric: Metric;
      queries: Float32Array;
      count: number;
      restriction: Restriction;
      rows: Int32Array;
      scores: Float32Array;
    }
  | GraphTask;

/** What a thread has found; nothing where a task's result lies in shared memory. */
export type Found = Scored | undefined;

/**
 * Does a thread's share of a task.
 *
 * @param next [1], shared: which part of the task is to be begun next, whoever does it
 */
export function runTask(searched: Searched, task: Task, next: Int32Array): Found {
  switch (task.kind) {
    case 'norms':
      return eachChunk(searched.inverseNorms.length, next, (from, to) => computeNorms(searched, from, to));
    case 'scores':
      return eachChunk(task.out.length, next, (from, to) =>
        task.out.set(scoreRows(searched.kernels, searched.inverseNorms, task.scorer, from, to), from),
      );
    case 'nearest':
      return nearest(searched, task, next);
    case 'nearestOfMany':
      return nearestOfMany(searched, task, next);
    default:
      return runGraphTask(searched, task, next);
  }
}

/** Goes through rows chunk by chunk, until nobody has one to begin. */
function eachChunk(rows: number, next: Int32Array, act: (from: number, to: number) => void): undefined {
  for (;;) {
    const from = Atomics.add(next, 0, 1) * CHUNK_ROWS;
    if (from >= rows) return;
    act(from, Math.min(rows, from + CHUNK_ROWS));
  }
}

function computeNorms({ vectors, dims, inverseNorms }: Searched, from: number, to: number): void {
  for (let row = from, at = from * dims; row < to; row++) {
    let sum = 0;
    for (const end = at + dims; at < end; at++) sum += vectors[at] * vectors[at];
    inverseNorms[row] = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  }
}

function nearest(
  { kernels, inverseNorms }: Searched,
  { scorer, count, restriction }: Extract<Task, { kind: 'nearest' }>,
  next: Int32Array,
): Found {
  const { first, allowed } = restriction;
  const best = new BestList(count);
  eachChunk(first, next, (from, to) => {
    const scores = scoreRows(kernels, inverseNorms, scorer, from, to);
    for (let i = 0; i < scores.length; i++) {
      if (scores[i] >= best.worst && (!allowed || allowed[from + i])) best.add(from + i, scores[i]);
    }
  });
  return best.best;
}

function nearestOfMany(
  searched: Searched,
  { metric, queries, count, restriction, rows, scores }: Extract<Task, { kind: 'nearestOfMany' }>,
  next: Int32Array,
): undefined {
  const { kernels, dims } = searched;
  const { block } = kernels;
  const { first, allowed } = restriction;
  const { factors, offsets } = termsOf(searched.inverseNorms, metric);
  const total = queries.length / dims;
  for (;;) {
    const begin = Atomics.add(next, 0, 1) * block;
    if (begin >= total) return;
    const end = Math.min(total, begin + block);
    const lists = Array.from({ length: end - begin }, () => new BestList(count));
    kernels.setQueries(queries.subarray(begin * dims, end * dims));
    for (let from = 0; from < first; from += block) {
      const to = Math.min(first, from + block);
      const products = kernels.blockProducts(factors, from, to, offsets);
      lists.forEach((list, i) => take(kernels, list, products, i * block, from, to, allowed));
    }
    lists.forEach((list, i) => {
      const query = queries.subarray((begin + i) * dims, (begin + i + 1) * dims);
      const best = metric === 'euclidean' ? byDistance(searched, query, list.best) : list.best;
      write(best, (begin + i) * count, count, rows, scores);
    });
  }
}

/** Rows that were found, by their true distances, which products of near vectors do not give. */
function byDistance({ vectors, dims }: Searched, query: Float32Array, { rows }: Scored): Scored {
  const list = new BestList(rows.length);
  for (const row of rows) list.add(row, -distance(vectors, row * dims, query));
  return list.best;
}

function distance(vectors: Float32Array, at: number, query: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < query.length; i++) sum += (vectors[at + i] - query[i]) ** 2;
  return Math.sqrt(sum);
}

/** Offers the rows from … to, whose scores begin at `start`, to the list of their query. */
function take(
  kernels: Kernels,
  list: BestList,
  scores: Float32Array,
  start: number,
  from: number,
  to: number,
  allowed: Uint8Array | undefined,
): void {
  const end = start + to - from;
  for (let at = start; (at = kernels.firstAtLeast(list.worst, at, end)) < end; at++) {
    const row = from + at - start;
    if (!allowed || allowed[row]) list.add(row, scores[at]);
  }
}

function write(best: Scored, at: number, count: number, rows: Int32Array, scores: Float32Array): void {
  rows.fill(-1, at, at + count);
  rows.set(best.rows, at);
  scores.set(best.scores, at);
}
