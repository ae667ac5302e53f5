import type { ByteProgress } from '../../../protocol/engine.ts';

/** Bytes between two reports. */
const REPORT_EVERY = 4 << 20;

/** Counts the bytes that are done with, of all there are, and tells of them every few MiB and at the end. */
export class Meter {
  private readonly report: (progress: ByteProgress) => void;
  private readonly phase: ByteProgress['phase'];
  private readonly total: number;
  private done = 0;
  private reported = 0;

  constructor(report: (progress: ByteProgress) => void, phase: ByteProgress['phase'], total: number) {
    this.report = report;
    this.phase = phase;
    this.total = total;
  }

  add(bytes: number): void {
    this.moveTo(this.done + bytes);
  }

  moveTo(done: number): void {
    this.done = Math.min(done, this.total);
    if (this.done - this.reported < REPORT_EVERY && this.done < this.total) return;
    if (this.done === this.reported) return;
    this.reported = this.done;
    this.report({ phase: this.phase, done: this.done, total: this.total });
  }

  /** What is left is not needed. */
  finish(): void {
    this.moveTo(this.total);
  }
}

/** Counts for nobody: of small parts of a file that are read on the way. */
export function unmetered(): Meter {
  return new Meter(() => undefined, 'reading', 0);
}
