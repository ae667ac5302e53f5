import * as l10n from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import type { SetBuffers } from '../../embeddings/embeddingSet.ts';
import { VocabularyBuilder } from '../../embeddings/vocabulary.ts';
import { MatrixMemory } from '../../kernels/matrixMemory.ts';
import { excerpt } from '../bytes/excerpt.ts';

/** How much the matrix grows at a time, in bytes: small beside a big file, few steps for it. */
const GROWTH = 16 << 20;

/**
 * Where a reader puts its rows: the vocabulary and the matrix, both growing with what is read. A reader writes vectors
 * into `vectors` at `at` or behind it (room for one row is always there, for more after {@link reserve}), then calls
 * {@link take} with the word of each.
 */
export class RowStore {
  readonly dims: number;
  vectors: Float32Array;
  /** The same memory, byte by byte. */
  bytes: Uint8Array;
  /** Where in `vectors` the next row goes. */
  at = 0;
  private readonly place: (row: number) => string;
  private readonly words = new VocabularyBuilder();
  private readonly memory: MatrixMemory;
  private readonly duplicates = new Tally();
  private readonly wordless = new Tally();
  private readonly notFinite = new Tally();
  private readonly notUtf8 = new Tally();

  /**
   * @param mostRows no more rows than this can come, by the size of the file: address space is set aside for them, and
   *   memory taken as they come
   * @param place names a row in a note, such as 'line 7'
   */
  constructor(dims: number, mostRows: number, place: (row: number) => string) {
    this.dims = dims;
    this.place = place;
    // One more: a row that will be left out needs a place to be read to, too.
    const most = (mostRows + 1) * dims * 4;
    this.memory = new MatrixMemory(dims, Math.min(most, Math.max(GROWTH, dims * 4)), most);
    [this.vectors, this.bytes] = this.views();
  }

  /** Rows taken so far. */
  get size(): number {
    return this.words.size;
  }

  /** Sees to it that `vectors` has room for so many rows from `at` on. */
  reserve(rows: number): void {
    const end = this.at + rows * this.dims;
    if (end <= this.vectors.length) return;
    this.memory.grow(end * 4, GROWTH);
    [this.vectors, this.bytes] = this.views();
  }

  /**
   * Takes a vector under the word source[start … end]; leaves it out where a number of it is not finite, or the word is
   * empty or stands already.
   *
   * @param row as `place` understands it
   * @param from where in `vectors` it stands, at or behind `at`
   * @returns whether it was taken
   */
  take(source: Buffer, start: number, end: number, row: number, from = this.at): boolean {
    if (start === end) return this.wordless.add(() => this.place(row));
    if (!this.isFinite(from)) return this.notFinite.add(this.named(source, start, end, row));
    if (!isAscii(source, start, end) && !isUtf8(source.subarray(start, end))) {
      source = Buffer.from(escaped(source.subarray(start, end)));
      start = 0;
      end = source.length;
      this.notUtf8.add(this.named(source, start, end, row));
    }
    if (!this.words.add(source, start, end)) return this.duplicates.add(this.named(source, start, end, row));
    if (from !== this.at) this.vectors.copyWithin(this.at, from, from + this.dims);
    this.at += this.dims;
    this.reserve(1);
    return true;
  }

  /** What was taken, and notes on what was not. */
  finish(format: string): SetBuffers {
    const words = this.words.finish().buffers;
    return { words, ...this.memory.matrix(this.at), format, notes: this.notes() };
  }

  private notes(): string[] {
    return [
      this.duplicates.note((count, first) =>
        l10n.t('Duplicate words, of which the first vector was kept: {0} (first: {1}).', count, first),
      ),
      this.wordless.note((count, first) =>
        l10n.t('Rows without a word, which were left out: {0} (first: {1}).', count, first),
      ),
      this.notFinite.note((count, first) =>
        l10n.t('Rows that hold NaN or infinity, which were left out: {0} (first: {1}).', count, first),
      ),
      this.notUtf8.note((count, first) =>
        l10n.t(
          'Words that are not UTF-8, whose other bytes are written as \\xNN: {0} (first: {1}).',
          count,
          first,
        ),
      ),
    ].filter((note) => note !== undefined);
  }

  private isFinite(from: number): boolean {
    const { vectors } = this;
    // A sum is finite only where each of its parts is (no float32 are enough to overflow a double).
    let sum = 0;
    for (let i = from; i < from + this.dims; i++) sum += vectors[i];
    return Number.isFinite(sum);
  }

  private named(source: Buffer, start: number, end: number, row: number): () => string {
    return () => l10n.t('‘{0}’, {1}', excerpt(source, start, end), this.place(row));
  }

  private views(): [Float32Array, Uint8Array] {
    const { buffer, byteLength } = this.memory;
    return [new Float32Array(buffer, 0, Math.floor(byteLength / 4)), new Uint8Array(buffer, 0, byteLength)];
  }
}

/** Text with the bytes that are no UTF-8 as \xNN, so that different words stay different. */
function escaped(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((count) => isUtf8(bytes.subarray(at, at + count)));
    text += length
      ? bytes.toString('utf8', at, at + length)
      : `\\x${bytes[at].toString(16).padStart(2, '0')}`;
    at += length ?? 1;
  }
  return text;
}

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] > 127) return false;
  return true;
}

/** Counts what was read in another way than a reader may expect, and remembers the first. */
class Tally {
  private count = 0;
  private first = '';

  /** Always false: what is counted here is not taken. */
  add(first: () => string): false {
    if (this.count++ === 0) this.first = first();
    return false;
  }

  note(sentence: (count: number, first: string) => string): string | undefined {
    return this.count > 0 ? sentence(this.count, this.first) : undefined;
  }
}
