import { setTimeout } from 'node:timers/promises';
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

  /** Comes when no thread is in a step any more, for who has paused or stopped them. */
  async stillness(): Promise<void> {
    while (Atomics.load(this.shared, BUSY) > 0) await setTimeout(LOOK_MS);
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
