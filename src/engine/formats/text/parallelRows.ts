import { availableParallelism } from 'node:os';
import { runJob } from '../../jobs.ts';
import { newSlot, parseNextChunk, PROGRESS, STATE, type LineWork, type Slot } from './lineParser.ts';
import { TextRows, type TextReading } from './textRows.ts';

/** Bytes of text that are parsed at a time, and how far beyond them the last of their lines may reach. */
const CHUNK = 1 << 20;
const OVERHANG = 1 << 18;
/** A shorter text is read sooner than another thread starts. */
const WORTHWHILE = 16 << 20;
/** More threads only wait for the one that takes the rows. */
const MOST_HELPERS = 3;
/** A helper that takes longer for a chunk is dead. */
const PATIENCE_MS = 10_000;

/**
 * Reads lines of a word and its numbers to the end of the file, by several threads where that is faster. Every thread
 * parses chunks; this one also takes their rows, in the order of the file. A chunk that holds anything but plain lines
 * is read once more by {@link TextRows}, which knows all that may stand in a line and what is wrong with it.
 *
 * @param from where in the file the lines begin
 * @param line the number of the first, counted from 1
 * @returns how many lines held something, and the number of the line behind them
 */
export function readTextRows(
  reading: TextReading,
  from: number,
  line: number,
): { rows: number; line: number } {
  const { file, choice, store } = reading;
  const helpers = Math.min(MOST_HELPERS, availableParallelism() - 1);
  const isWorthwhile = file.size - from >= WORTHWHILE && store.dims * 2 < OVERHANG;
  if (choice.isAll && helpers > 0 && isWorthwhile)
    return new ParallelRows(reading, from, line, helpers).read();
  const rows = new TextRows(reading, from, line);
  rows.read();
  return { rows: rows.rows, line: rows.place.line };
}

class ParallelRows {
  private readonly reading: TextReading;
  private readonly work: LineWork;
  private rows = 0;
  /** Where the next line begins, and its number. */
  private place: { position: number; line: number };

  constructor(reading: TextReading, from: number, line: number, helpers: number) {
    const { file, store } = reading;
    this.reading = reading;
    this.place = { position: from, line };
    const { path, name, descriptor, offset, size } = file;
    const slots = Array.from({ length: 2 * (helpers + 1) }, () => newSlot(store.dims, CHUNK, OVERHANG));
    this.work = {
      part: { path, name, descriptor, offset, size },
      from,
      chunk: CHUNK,
      chunks: Math.ceil((size - from) / CHUNK),
      dims: store.dims,
      progress: new Int32Array(new SharedArrayBuffer(8)),
      slots,
    };
    const following = { signal: new AbortController().signal, report: () => undefined };
    for (let i = 0; i < helpers; i++) {
      // One that fails is not missed: its chunk is read by this thread in the end.
      runJob('parseLines', this.work, following).catch(() => undefined);
    }
  }

  /** @returns how many lines held something, and the number of the line behind them */
  read(): { rows: number; line: number } {
    const { work } = this;
    try {
      for (let chunk = 0; chunk < work.chunks; chunk++) {
        const slot = work.slots[chunk % work.slots.length];
        if (!this.waitFor(slot, chunk)) {
          this.readAlone(Infinity);
          break;
        }
        const rows = slot.state[STATE.rows];
        if (rows < 0) this.readAlone(work.from + (chunk + 1) * work.chunk);
        else this.take(slot, rows, work.from + chunk * work.chunk + slot.state[STATE.end]);
        this.advance();
      }
      return { rows: this.rows, line: this.place.line };
    } finally {
      // Whatever happened: the others are to stop.
      Atomics.store(work.progress, PROGRESS.begun, work.chunks);
      this.advance();
    }
  }

  /** Frees a slot, and wakes those who wait for one. */
  private advance(): void {
    const { progress } = this.work;
    Atomics.add(progress, PROGRESS.taken, 1);
    Atomics.notify(progress, PROGRESS.taken);
  }

  /** Parses chunks itself until the one that is wanted is done. False where that does not come. */
  private waitFor({ state }: Slot, chunk: number): boolean {
    for (;;) {
      const done = Atomics.load(state, STATE.done);
      if (done === chunk + 1) return true;
      if (parseNextChunk(this.work)) continue;
      if (Atomics.wait(state, STATE.done, done, PATIENCE_MS) === 'timed-out') return false;
    }
  }

  /** Takes the plain lines of a chunk. */
  private take({ text, floats, words }: Slot, rows: number, end: number): void {
    const { store, meter } = this.reading;
    const { line } = this.place;
    const { dims } = store;
    const bytes = Buffer.from(text.buffer, text.byteOffset, text.length);
    store.reserve(rows + 1);
    const from = store.at;
    store.vectors.set(floats.subarray(0, rows * dims), from);
    for (let row = 0; row < rows; row++)
      store.take(bytes, words[2 * row], words[2 * row + 1], line + row, from + row * dims);
    this.rows += rows;
    this.place = { position: end, line: line + rows };
    meter.moveTo(end);
  }

  /** Reads on by this thread alone. */
  private readAlone(border: number): void {
    const lines = new TextRows(this.reading, this.place.position, this.place.line);
    lines.read(border);
    this.place = lines.place;
    this.rows += lines.rows;
  }
}
