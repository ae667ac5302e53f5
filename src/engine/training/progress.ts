import type { TrainingProgress } from '../../protocol/engine.ts';

/** So much time is between two reports in the long run; at first less, so that a short training has a curve as well. */
const REPORT_MS = 250;
const FIRST_REPORT_MS = 4;
const REPORTS_SO_FAR = 12;

/** What is known of a training before it starts. */
export interface Course {
  epochs: number;
  /** Words of the text, all of them. */
  words: number;
  vocabulary: number;
  /** The part that was done before, 0 … 1. */
  done: number;
}

/** What is known at a report. */
export interface Standing {
  /** 0 … 1 */
  fraction: number;
  rate: number;
  /** Sum of all losses since the start, and the number of pairs. */
  loss: number;
  pairs: number;
  heldOutLoss: number | undefined;
}

/** Turns how a training stands into reports, some a second. */
export class ProgressMeter {
  private readonly course: Course;
  private readonly report: (progress: TrainingProgress) => void;
  private start = performance.now();
  /** The first step is reported at once. */
  private last = -Infinity;
  private lastLoss = 0;
  private lastPairs = 0;
  private mean = 0;

  constructor(course: Course, report: (progress: TrainingProgress) => void) {
    this.course = course;
    this.report = report;
  }

  /** Time that does not count. */
  leaveOut(milliseconds: number): void {
    this.start += milliseconds;
  }

  get isDue(): boolean {
    const now = performance.now();
    const sooner = Math.max(FIRST_REPORT_MS, (now - this.start) / REPORTS_SO_FAR);
    return now - this.last >= Math.min(REPORT_MS, sooner);
  }

  send({ fraction, rate, loss, pairs, heldOutLoss }: Standing): void {
    const { epochs, words, vocabulary, done } = this.course;
    const now = performance.now();
    const seconds = Math.max(1e-6, (now - this.start) / 1000);
    this.report({
      epoch: Math.min(epochs, Math.floor(fraction * epochs) + 1),
      epochs,
      loss: this.meanLoss(loss, pairs),
      heldOutLoss,
      rate,
      seconds,
      wordsPerSecond: ((fraction - done) * epochs * words) / seconds,
      fraction,
      vocabulary,
    });
    this.last = now;
  }

  /** Of the pairs since the last report; the last report's, where there are none. */
  private meanLoss(loss: number, pairs: number): number {
    if (pairs > this.lastPairs) {
      this.mean = (loss - this.lastLoss) / (pairs - this.lastPairs);
      this.lastLoss = loss;
      this.lastPairs = pairs;
    }
    return this.mean;
  }
}
