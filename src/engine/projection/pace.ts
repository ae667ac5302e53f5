import type { LayoutFrame } from '../../protocol/engine.ts';

/** Milliseconds between two frames that are shown: 20 a second look fluid, and cost little beside an epoch. */
const FRAME_MS = 50;
/** Above so many points a millisecond, frames come more rarely: each is copied and sent. */
const POINTS_A_MS = 4000;

/** When the frames of a layout are shown, and whether it goes on. */
export class Pace {
  private readonly report: (frame: LayoutFrame) => void;
  /** [1] in shared memory: 1 while the layout is to wait. */
  private readonly pause: Int32Array | undefined;
  private shown = -Infinity;

  constructor(report: (frame: LayoutFrame) => void, pause?: Int32Array) {
    this.report = report;
    this.pause = pause;
  }

  /**
   * Shows a frame where one is due; then stands still as long as the layout is paused.
   *
   * @param copy gives the positions, which are sent away
   */
  show(points: number, epoch: number, epochs: number, copy: () => Float32Array): void {
    const now = performance.now();
    const isPaused = this.pause !== undefined && Atomics.load(this.pause, 0) === 1;
    if (isPaused || now - this.shown >= Math.max(FRAME_MS, points / POINTS_A_MS)) {
      this.shown = now;
      this.report({ positions: copy(), epoch, epochs });
    }
    // Waking up for nothing is possible: only the value counts.
    while (this.pause && Atomics.load(this.pause, 0) === 1) Atomics.wait(this.pause, 0, 1);
  }
}
