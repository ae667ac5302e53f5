import type { Metric } from '../../protocol/queries.ts';
import { Cancelled } from '../faults.ts';
import { reserveScratch, type Matrix } from '../kernels/matrixMemory.ts';
import { sharedFloat32, sharedInt32 } from '../shared.ts';
import { mergeBest, type Scored } from './bestList.ts';
import { SearchPool, type SearchedMatrix, type TaskFollowing } from './pool.ts';
import type { Scorer } from './scores.ts';
import type { Restriction, Task } from './tasks.ts';

/** So many rows are kept in order while they are found; of more, all scores are sorted. */
const MOST_KEPT = 1000;

const pool = new SearchPool();
let keys = 0;

/** Searches the rows of one matrix, exactly, by all threads. */
export class Searcher {
  readonly rows: number;
  private readonly matrix: SearchedMatrix;
  private norms: Promise<unknown> | undefined;

  /** @param matrix whole: its memory grows by what the threads need */
  constructor(matrix: Matrix) {
    this.rows = matrix.vectors.length / matrix.dims;
    reserveScratch(matrix);
    this.matrix = { ...matrix, key: keys++, inverseNorms: sharedFloat32(this.rows) };
  }

  /** 1 / ‖row‖ of every row, 0 for a row of zeros: [rows], in shared memory. */
  async inverseNorms(): Promise<Float32Array> {
    this.norms ??= pool.run(this.matrix, { kind: 'norms' });
    try {
      await this.norms;
    } catch (error) {
      this.norms = undefined;
      throw error;
    }
    return this.matrix.inverseNorms;
  }

  /** The `count` rows of highest score, the best first; among equals the lower row first. */
  async nearest(scorer: Scorer, count: number, restriction: Restriction = this.everything): Promise<Scored> {
    if (count > MOST_KEPT) return best(await this.scores(scorer), count, restriction);
    await this.inverseNorms();
    const found = await pool.run(this.matrix, { kind: 'nearest', scorer, count, restriction });
    return mergeBest(
      found.filter((part) => part !== undefined),
      count,
    );
  }

  /** The scores of all rows: [rows], in shared memory. */
  async scores(scorer: Scorer): Promise<Float32Array> {
    await this.inverseNorms();
    const out = sharedFloat32(this.rows);
    await pool.run(this.matrix, { kind: 'scores', scorer, out });
    return out;
  }

  /**
   * The `count` rows nearest to each of many queries, by cosine where no other metric is named.
   *
   * @param queries [queries × dims], in shared memory; for cosines of length 1 each
   * @returns both [queries × count]; row −1 where there are no more; scores as those of a {@link Scorer}
   * @throws Cancelled
   */
  async nearestOfMany(
    queries: Float32Array,
    count: number,
    restriction: Restriction = this.everything,
    { metric = 'cosine', ...following }: TaskFollowing & { metric?: Metric } = {},
  ): Promise<Scored> {
    await this.inverseNorms();
    const length = (queries.length / this.matrix.dims) * count;
    const [rows, scores] = [sharedInt32(length), sharedFloat32(length)];
    const task = { kind: 'nearestOfMany', metric, queries, count, restriction, rows, scores } as const;
    await pool.run(this.matrix, task, following);
    if (following.signal?.aborted) throw new Cancelled();
    return { rows, scores };
  }

  /** Lets all threads do a task; stopped early, it is done in part. */
  async share(task: Task, following: TaskFollowing): Promise<void> {
    await this.inverseNorms();
    await pool.run(this.matrix, task, following);
  }

  /** It will not be asked any more. */
  dispose(): void {
    pool.forget(this.matrix.key);
  }

  private get everything(): Restriction {
    return { first: this.rows };
  }
}

function best(scores: Float32Array, count: number, { first, allowed }: Restriction): Scored {
  const rows = new Int32Array(first).map((_, row) => row).filter((row) => !allowed || allowed[row] === 1);
  rows.sort((a, b) => scores[b] - scores[a] || a - b);
  const found = rows.slice(0, count);
  return { rows: found, scores: Float32Array.from(found, (row) => scores[row]) };
}
