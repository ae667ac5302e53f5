import { setTimeout } from 'node:timers/promises';
import { Cancelled } from '../faults.ts';
import { sharedInt32 } from '../shared.ts';

/** Places of the shared numbers. */
const [STATE, NEXT, BUSY] = [0, 1, 2];
const [RUNNING, PAUSED, STOPPED] = [0, 1, 2];
const LOOK_MS = 2;

/**
 * Where a training stands, and whether it may go on: shared numbers that every thread of it reads, and that anyone who holds
 * them may change. A training is so many steps, which its threads take one by one.
 */
export class TrainingControl {
  /** Crosses to other threads. */
  readonly shared: Int32Array;
  private paused = 0;

  constructor(shared: Int32Array = sharedInt32(4)) {
    this.shared = shared;
  }

  /** Steps that were begun. */
  get position(): number {
    return Atomics.load(this.shared, NEXT);
  }

  /** Before the first step: where to begin. */
  set position(step: number) {
    Atomics.store(this.shared, NEXT, step);
  }

  get isStopped(): boolean {
    return Atomics.load(this.shared, STATE) === STOPPED;
  }

  get isPaused(): boolean {
    return Atomics.load(this.shared, STATE) === PAUSED;
  }

  /** Threads end the steps that they are in, and begin no other. */
  pause(): void {
    Atomics.compareExchange(this.shared, STATE, RUNNING, PAUSED);
  }

  resume(): void {
    Atomics.compareExchange(this.shared, STATE, PAUSED, RUNNING);
    Atomics.notify(this.shared, STATE);
  }

  /** As {@link pause}, for good. */
  stop(): void {
    Atomics.store(this.shared, STATE, STOPPED);
    Atomics.notify(this.shared, STATE);
  }

  /**
   * Does what needs a training that stands still; it goes on behind that, unless it was paused before.
   *
   * @param isOver whether its threads are gone, which do not say that they are done
   */
  async whileStill(work: () => Promise<void>, isOver = false): Promise<void> {
    const wasPaused = this.isPaused;
    this.pause();
    try {
      while (!isOver && Atomics.load(this.shared, BUSY) > 0) await setTimeout(LOOK_MS);
      await work();
    } finally {
      if (!wasPaused) this.resume();
    }
  }

  /**
   * The next step of `steps`, for a thread that asks to take it and says {@link done} behind it; a pause is waited out.
   * Undefined where there is none, or the training is stopped.
   */
  take(steps: number): number | undefined {
    for (;;) {
      this.waitOutPause();
      Atomics.add(this.shared, BUSY, 1);
      const isRunning = !this.isPaused && !this.isStopped;
      if (isRunning && this.position < steps) {
        const step = Atomics.add(this.shared, NEXT, 1);
        if (step < steps) return step;
        this.position = steps;
      }
      this.done();
      if (!this.isPaused) return undefined;
    }
  }

  /** Milliseconds that this thread has stood still because of {@link pause}, since this was asked last. */
  takePaused(): number {
    const { paused } = this;
    this.paused = 0;
    return paused;
  }

  done(): void {
    Atomics.sub(this.shared, BUSY, 1);
  }

  private waitOutPause(): void {
    if (!this.isPaused) return;
    const start = performance.now();
    while (this.isPaused) Atomics.wait(this.shared, STATE, PAUSED);
    this.paused += performance.now() - start;
  }
}

/**
 * Does the work of a training until its end, or until a signal stops it: a thread that reads is ended at once; one that trains
 * ends its step.
 *
 * @param running what has begun to train; undefined before that
 * @param work gets the signal that ends its thread
 * @throws Cancelled where it is stopped before it begins
 */
export async function untilStopped(
  signal: AbortSignal,
  running: () => { stop(): void } | undefined,
  work: (ending: AbortSignal) => Promise<unknown>,
): Promise<void> {
  if (signal.aborted) throw new Cancelled();
  const ending = new AbortController();
  const stop = () => {
    const training = running();
    if (training) training.stop();
    else ending.abort();
  };
  signal.addEventListener('abort', stop);
  try {
    await work(ending.signal);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
