import * as l10n from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import { VocabularyBuilder } from '../embeddings/vocabulary.ts';
import { UserFault } from '../faults.ts';

/** How much the matrix grows at a time, in bytes: small beside a big file, few steps for it. */
const GROWTH = 16 << 20;

/**
 * Where a reader puts its rows: the vocabulary and the matrix, both growing with what is read. A reader writes the
 * vector of the next row into `vectors` at `at` (room for it is there), then calls {@link take} with its word.
 */
export class RowStore {
  readonly dims: number;
  vectors: Float32Array;
  /** Where in `vectors` the next row goes. */
  at = 0;
  private readonly words = new VocabularyBuilder();
  private readonly buffer: SharedArrayBuffer;
  private readonly duplicates = new Tally();
  private readonly notFinite = new Tally();
  private readonly notUtf8 = new Tally();

  /** @param mostRows no more rows than this can come, by the size of the file */
  constructor(dims: number, mostRows: number) {
    this.dims = dims;
    const most = Math.max(1, mostRows) * dims * 4;
    this.buffer = new SharedArrayBuffer(Math.min(most, Math.max(GROWTH, dims * 4)), { maxByteLength: most });
    this.vectors = new Float32Array(this.buffer, 0, Math.floor(this.buffer.byteLength / 4));
  }

  get rows(): number {
    return this.words.size;
  }

  /**
   * Takes the row that stands at `at`, under the word source[start … end]; leaves it out where the word stands already
   * or a number is not finite.
   *
   * @param place names the row in a note, such as 'line 7'
   */
  take(source: Buffer, start: number, end: number, place: () => string): void {
    if (this.at + this.dims > this.vectors.length) {
      throw new UserFault(l10n.t('The file grew while it was read; open it again when it is complete.'));
    }
    if (!this.isFinite()) return this.notFinite.add(place);
    if (!isUtf8(source.subarray(start, end))) {
      this.notUtf8.add(place);
      return this.take(...replaceInvalid(source, start, end), place);
    }
    if (!this.words.add(source, start, end)) return this.duplicates.add(place);
    this.at += this.dims;
    if (this.at + this.dims > this.vectors.length) this.grow();
  }

  finish(format: string): SetBuffers {
    const { dims } = this;
    const notes = [
      this.duplicates.note((count, first) =>
        l10n.t('Duplicate words: {0}; the first vector of each was kept (first: {1}).', count, first),
      ),
      this.notFinite.note((count, first) =>
        l10n.t('Rows that hold NaN or infinity, and were left out: {0} (first: {1}).', count, first),
      ),
      this.notUtf8.note((count, first) =>
        l10n.t(
          'Words that are not UTF-8: {0}; what could not be read of them shows as � (first: {1}).',
          count,
          first,
        ),
      ),
    ].filter((note) => note !== undefined);
    const vectors = new Float32Array(this.buffer, 0, this.rows * dims);
    return { words: this.words.finish().buffers, vectors, dims, format, notes };
  }

  private isFinite(): boolean {
    // A sum is finite only where each of its parts is (no float32 are enough to overflow a double).
    let sum = 0;
    for (let i = this.at; i < this.at + this.dims; i++) sum += this.vectors[i];
    return Number.isFinite(sum);
  }

  private grow(): void {
    const { byteLength, maxByteLength } = this.buffer;
    if (byteLength === maxByteLength) return;
    this.buffer.grow(Math.min(maxByteLength, byteLength + Math.max(GROWTH, this.dims * 4)));
    this.vectors = new Float32Array(this.buffer, 0, Math.floor(this.buffer.byteLength / 4));
  }
}

function replaceInvalid(source: Buffer, start: number, end: number): [Buffer, number, number] {
  const replaced = Buffer.from(source.toString('utf8', start, end));
  return [replaced, 0, replaced.length];
}

/** Counts what was read in another way than a reader may expect, and remembers the first place. */
class Tally {
  private count = 0;
  private first = '';

  add(place: () => string): void {
    if (this.count++ === 0) this.first = place();
  }

  note(sentence: (count: number, first: string) => string): string | undefined {
    return this.count > 0 ? sentence(this.count, this.first) : undefined;
  }
}
