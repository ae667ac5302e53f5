import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { kernelsFor } from '../kernels/kernels.ts';
import { MOST_THREADS, type Matrix } from '../kernels/matrixMemory.ts';
import { runTask, type Found, type Searched, type Task } from './tasks.ts';

/** A matrix that threads search, under a number of its own. */
export interface SearchedMatrix extends Matrix {
  key: number;
  inverseNorms: Float32Array;
}

/** To a thread: its share of a task (with the matrix, where it does not know that yet), or that a matrix is gone. */
export type ToThread =
  | { request: number; key: number; matrix: SearchedMatrix | undefined; task: Task; next: Int32Array }
  | { forget: number };

export interface FromThread {
  request: number;
  found: Found;
}

export interface TaskFollowing {
  /** Ends a task early, with what is found by then. */
  signal?: AbortSignal;
  /** Gets how many parts of the task are begun, now and then. */
  report?: (parts: number) => void;
}

// As in jobs.ts: the thread's entry lies beside the sources, and beside the bundle.
const THREAD = new URL(`./thread${extname(import.meta.url)}`, import.meta.url);

/** Tasks that go through the rows but once. */
const SINGLE: ReadonlySet<Task['kind']> = new Set(['norms', 'scores', 'nearest']);

/** So many products are computed sooner than a thread is woken. */
const WORTHWHILE = 1 << 18;
/** A part that no task has. */
const STOPPED = 1 << 30;
const REPORT_MS = 100;

/** Threads that stay, so that a search begins at once. They keep the process alive only while they search. */
export class SearchPool {
  private readonly threads: Thread[] = [];
  /** What this thread knows of matrices. */
  private readonly known = new Map<number, Searched>();
  /** Tasks of many queries that the threads are at. */
  private longTasks = 0;

  /**
   * Does a task by all threads; a small one by this thread alone. Behind a task of many queries, as a layout's search for all
   * neighbours, a single one would wait for seconds: this thread does it, too.
   */
  async run(matrix: SearchedMatrix, task: Task, { signal, report }: TaskFollowing = {}): Promise<Found[]> {
    const next = new Int32Array(new SharedArrayBuffer(4));
    const isLong = !SINGLE.has(task.kind);
    if (productsOf(matrix, task) < WORTHWHILE || (this.longTasks > 0 && !isLong))
      return [runTask(this.searched(matrix), task, next)];
    const stop = () => Atomics.store(next, 0, STOPPED);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
    const reporting = report && setInterval(() => report(Atomics.load(next, 0)), REPORT_MS);
    if (isLong) this.longTasks++;
    try {
      return await Promise.all(this.allThreads().map((thread) => thread.run(matrix, task, next)));
    } finally {
      if (isLong) this.longTasks--;
      clearInterval(reporting);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** A matrix will not be searched any more. */
  forget(key: number): void {
    this.known.delete(key);
    for (const thread of this.threads) thread.forget(key);
  }

  private allThreads(): Thread[] {
    const count = Math.min(MOST_THREADS - 1, availableParallelism());
    for (let i = 0; i < count; i++) {
      // One that died is replaced; what it knew, the next one learns again.
      if (!this.threads[i]?.isAlive) this.threads[i] = new Thread(i + 1);
    }
    return this.threads;
  }

  private searched(matrix: SearchedMatrix): Searched {
    let searched = this.known.get(matrix.key);
    if (!searched) this.known.set(matrix.key, (searched = { ...matrix, kernels: kernelsFor(matrix, 0) }));
    return searched;
  }
}

/** One thread, and what it was asked. */
class Thread {
  isAlive = true;
  private readonly worker: Worker;
  private readonly pending = new Map<
    number,
    { resolve: (found: Found) => void; reject: (error: Error) => void }
  >();
  private readonly known = new Set<number>();
  private requests = 0;

  /** @param place which of every matrix's places for intermediate results is its own */
  constructor(place: number) {
    this.worker = new Worker(THREAD, { workerData: place });
    this.worker.unref();
    this.worker.on('message', ({ request, found }: FromThread) => this.settle(request, found));
    this.worker.on('error', (error: Error) => this.die(error));
    this.worker.on('exit', (code) => this.die(new Error(`A search thread ended with code ${code}.`)));
  }

  run(matrix: SearchedMatrix, task: Task, next: Int32Array): Promise<Found> {
    return new Promise((resolve, reject) => {
      const request = this.requests++;
      this.pending.set(request, { resolve, reject });
      this.worker.ref();
      const { key } = matrix;
      this.post({ request, key, matrix: this.known.has(key) ? undefined : matrix, task, next });
      this.known.add(key);
    });
  }

  forget(key: number): void {
    if (this.known.delete(key)) this.post({ forget: key });
  }

  private post(message: ToThread): void {
    this.worker.postMessage(message);
  }

  private settle(request: number, found: Found): void {
    this.pending.get(request)?.resolve(found);
    this.pending.delete(request);
    if (this.pending.size === 0) this.worker.unref();
  }

  private die(error: Error): void {
    this.isAlive = false;
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}

function productsOf({ vectors, dims }: SearchedMatrix, task: Task): number {
  return task.kind === 'nearestOfMany' ? vectors.length * (task.queries.length / dims) : vectors.length;
}
