import { readSync } from 'node:fs';
import type { FilePart } from '../bytes/vectorFile.ts';
import { endOfField } from './number.ts';
import { parsePlainLine } from './textRows.ts';

/** Lines of a file that several threads parse, chunk by chunk; a chunk is the lines that begin in it. */
export interface LineWork {
  part: FilePart;
  /** Where in the file the first line begins. */
  from: number;
  /** Bytes a chunk, and how many of them there are. */
  chunk: number;
  chunks: number;
  dims: number;
  /** Shared: chunks that were begun, and chunks whose rows were taken. */
  progress: Int32Array;
  /** Shared: chunk i is parsed into slot i % slots. */
  slots: Slot[];
}

/** Indices of `progress` and of a slot's `state`. */
export const PROGRESS = { begun: 0, taken: 1 } as const;
export const STATE = { done: 0, rows: 1, end: 2 } as const;

/** Where a chunk is parsed to; all of it shared. */
export interface Slot {
  text: Uint8Array;
  /** [rows × dims] */
  floats: Float32Array;
  /** [rows × 2]: where each word begins and ends in `text`. */
  words: Int32Array;
  /**
   * The number of the chunk that is done, counted from 1; how many rows it has, −1 where a line is not a plain one; and
   * where the line behind its last one begins, from the chunk's border on.
   */
  state: Int32Array;
}

const NEWLINE = 10;

/** @param chunk its bytes, and how far beyond them its last line may reach */
export function newSlot(dims: number, chunk: number, overhang: number): Slot {
  const length = chunk + overhang + 2;
  const rows = Math.ceil(length / (2 * dims + 2));
  const shared = (bytes: number) => new SharedArrayBuffer(bytes);
  return {
    text: new Uint8Array(shared(length)),
    floats: new Float32Array(shared(rows * dims * 4)),
    words: new Int32Array(shared(rows * 8)),
    state: new Int32Array(shared(12)),
  };
}

/** A helping thread: parses chunks until there are no more. */
export async function parseLines(work: LineWork): Promise<void> {
  const { progress, chunks } = work;
  for (;;) {
    const taken = Atomics.load(progress, PROGRESS.taken);
    if (parseNextChunk(work)) continue;
    if (Atomics.load(progress, PROGRESS.begun) >= chunks) return;
    Atomics.wait(progress, PROGRESS.taken, taken);
  }
}

/** Parses the next chunk that nobody has begun. False where there is none, or no slot is free. */
export function parseNextChunk(work: LineWork): boolean {
  const { progress, chunks, slots } = work;
  const chunk = Atomics.load(progress, PROGRESS.begun);
  if (chunk >= chunks || chunk - Atomics.load(progress, PROGRESS.taken) >= slots.length) return false;
  if (Atomics.compareExchange(progress, PROGRESS.begun, chunk, chunk + 1) !== chunk) return true;
  const slot = slots[chunk % slots.length];
  slot.state[STATE.rows] = parseChunk(work, chunk, slot);
  Atomics.store(slot.state, STATE.done, chunk + 1);
  Atomics.notify(slot.state, STATE.done);
  return true;
}

/** @returns how many rows the chunk has; −1 where a line is not a plain one */
function parseChunk(work: LineWork, chunk: number, { text, floats, words, state }: Slot): number {
  const { dims } = work;
  // One byte more in front: a line begins behind a line end.
  const lead = chunk === 0 ? 0 : 1;
  const border = work.chunk + lead;
  const end = readChunk(work, chunk, lead, text);
  let at = chunk === 0 ? 0 : text.indexOf(NEWLINE) + 1;
  if (chunk > 0 && at === 0) return -1;
  let rows = 0;
  while (at < Math.min(border, end)) {
    const next = parsePlainLine(text, at, floats, rows * dims, dims);
    if (next === 0 || next > end) return -1;
    words[2 * rows] = at;
    words[2 * rows + 1] = endOfField(text, at);
    rows++;
    at = next;
  }
  state[STATE.end] = at - lead;
  return rows;
}

/**
 * Reads the text of a chunk, and what its last line may reach beyond it; a line end follows, as the parser needs one.
 *
 * @returns where the text ends: behind the file's last line end, also where the file has none there
 */
function readChunk(
  { part, from, chunk: size }: LineWork,
  chunk: number,
  lead: number,
  text: Uint8Array,
): number {
  const start = from + chunk * size - lead;
  const most = Math.min(text.length - 1, part.size - start);
  let length = 0;
  while (length < most) {
    const count = readSync(part.descriptor, text, length, most - length, part.offset + start + length);
    if (count === 0) break;
    length += count;
  }
  text[length] = NEWLINE;
  const lacksLineEnd = start + length === part.size && text[length - 1] !== NEWLINE;
  return lacksLineEnd ? length + 1 : length;
}
