import type { PackedWords } from '../../protocol/engine.ts';
import { growableBytes, growableUint32, grown, sharedInt32 } from '../shared.ts';

/** The buffers of a vocabulary; all shared, so that it crosses to another thread without a copy. */
export interface VocabularyBuffers extends PackedWords {
  /** Open-addressing hash table: row + 1 of a word, 0 where the slot is free. Length: a power of two. */
  slots: Int32Array;
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a over bytes[start … end], finished with a mix, for a table whose size is a power of two. */
function hash(bytes: Uint8Array, start: number, end: number): number {
  let h = FNV_OFFSET;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i], FNV_PRIME);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return (h ^ (h >>> 13)) >>> 0;
}

function sameBytes(a: Uint8Array, aStart: number, b: Uint8Array, bStart: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[aStart + i] !== b[bStart + i]) return false;
  return true;
}

/** The slot that holds the word, or the free slot where it belongs. */
function slotOf({ bytes, offsets, slots }: VocabularyBuffers, word: Uint8Array, start: number, end: number) {
  const mask = slots.length - 1;
  for (let slot = hash(word, start, end) & mask; ; slot = (slot + 1) & mask) {
    const row = slots[slot] - 1;
    if (row < 0) return slot;
    const length = offsets[row + 1] - offsets[row];
    if (length === end - start && sameBytes(bytes, offsets[row], word, start, length)) return slot;
  }
}

/** Text `row` of a block in shared memory. */
export function textAt({ bytes, offsets }: PackedWords, row: number): string {
  const [start, end] = [offsets[row], offsets[row + 1]];
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString();
}

/** The words of an embedding set, row by row, and the way back from a word to its row. Holds no JavaScript string. */
export class Vocabulary {
  readonly buffers: VocabularyBuffers;

  constructor(buffers: VocabularyBuffers) {
    this.buffers = buffers;
  }

  /** @throws RangeError where a word stands twice. */
  static of(words: Iterable<string>): Vocabulary {
    const builder = new VocabularyBuilder();
    for (const word of words) {
      const bytes = Buffer.from(word);
      if (!builder.add(bytes, 0, bytes.length)) throw new RangeError(`The word stands twice: ${word}`);
    }
    return builder.finish();
  }

  get size(): number {
    return this.buffers.offsets.length - 1;
  }

  word(row: number): string {
    return textAt(this.buffers, row);
  }

  /** The words of rows 0 … rows − 1 as one block. */
  first(rows: number): PackedWords {
    const { bytes, offsets } = this.buffers;
    const count = Math.min(rows, this.size);
    return { bytes: bytes.subarray(0, offsets[count]), offsets: offsets.subarray(0, count + 1) };
  }

  /** The row of exactly this word, or −1. */
  indexOf(word: string): number {
    const bytes = Buffer.from(word);
    return this.buffers.slots[slotOf(this.buffers, bytes, 0, bytes.length)] - 1;
  }

  /** The row of the word as written, then of it in lower case; −1 where neither is known. */
  find(word: string): number {
    const row = this.indexOf(word);
    return row >= 0 ? row : this.indexOf(word.toLowerCase());
  }
}

const MAX_LOAD = 0.6;

/** Builds a vocabulary word by word; its memory grows with what was added, not with what a file promises. */
export class VocabularyBuilder {
  private count = 0;
  private used = 0;
  private bytes = growableBytes(1 << 12);
  private offsets = growableUint32(1 << 10);
  private slots = sharedInt32(1 << 11);

  get size(): number {
    return this.count;
  }

  /** Adds the UTF-8 word source[start … end]. Returns false, and adds nothing, where it is known already. */
  add(source: Uint8Array, start: number, end: number): boolean {
    const before = this.count;
    this.rowOf(source, start, end);
    return this.count > before;
  }

  /** The row of the UTF-8 word source[start … end], which is added where it is not known. */
  rowOf(source: Uint8Array, start: number, end: number): number {
    const slot = slotOf(this.current(), source, start, end);
    if (this.slots[slot] !== 0) return this.slots[slot] - 1;
    this.append(source, start, end);
    this.slots[slot] = this.count;
    if (this.count > this.slots.length * MAX_LOAD) this.rehash();
    return this.count - 1;
  }

  /** The row of a word that was added, or −1. */
  indexOf(source: Uint8Array, start: number, end: number): number {
    return this.slots[slotOf(this.current(), source, start, end)] - 1;
  }

  finish(): Vocabulary {
    const bytes = this.bytes.subarray(0, this.used);
    const offsets = this.offsets.subarray(0, this.count + 1);
    return new Vocabulary({ bytes, offsets, slots: this.slots });
  }

  private current(): VocabularyBuffers {
    return { bytes: this.bytes, offsets: this.offsets, slots: this.slots };
  }

  private append(source: Uint8Array, start: number, end: number): void {
    const after = this.used + end - start;
    if (after > this.bytes.length) this.bytes = grown(this.bytes, Math.max(after, this.bytes.length * 2));
    if (this.count + 2 > this.offsets.length) this.offsets = grown(this.offsets, this.offsets.length * 2);
    this.bytes.set(source.subarray(start, end), this.used);
    this.used = after;
    this.offsets[++this.count] = after;
  }

  private rehash(): void {
    this.slots = sharedInt32(this.slots.length * 2);
    const buffers = this.current();
    for (let row = 0; row < this.count; row++) {
      const slot = slotOf(buffers, this.bytes, this.offsets[row], this.offsets[row + 1]);
      this.slots[slot] = row + 1;
    }
  }
}
