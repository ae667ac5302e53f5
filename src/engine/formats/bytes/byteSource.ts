import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { Meter } from './meter.ts';
import type { VectorFile } from './vectorFile.ts';

/** No word with its numbers is longer; a file that has one is something else. */
const LONGEST_RECORD = 64 << 20;
const NEWLINE = 10;

/**
 * A file read from front to back, a chunk at a time. What is unread lies in `bytes[start … end]`; a reader looks at it
 * there, asks for more behind it ({@link need}, {@link find}, {@link wholeLines}), and moves `start` when it is done
 * with a record. `bytes[end]` is always a line end, so that a loop over a line needs no other border.
 */
export class ByteSource {
  readonly name: string;
  readonly size: number;
  bytes: Buffer;
  start = 0;
  end = 0;
  private readonly file: VectorFile;
  private readonly meter: Meter;
  private readBytes: number;

  /** @param from where in the file the reading begins */
  constructor(file: VectorFile, from: number, meter: Meter) {
    this.file = file;
    this.name = file.name;
    this.size = file.size;
    this.readBytes = from;
    this.meter = meter;
    this.bytes = Buffer.allocUnsafeSlow(Math.min(file.chunk, file.size - from) + 1);
    this.bytes[0] = NEWLINE;
  }

  /** Where in the file `start` is, in bytes. */
  get position(): number {
    return this.readBytes - (this.end - this.start);
  }

  /** Bytes of the file from `start` on. */
  get remaining(): number {
    return this.size - this.position;
  }

  /** Sees to it that `count` bytes are unread in `bytes`. False where the file has no more that many. */
  need(count: number): boolean {
    while (this.end - this.start < count) if (!this.fill()) return false;
    return true;
  }

  /** Passes over bytes, of which the file must have so many. */
  skip(count: number): void {
    const here = Math.min(count, this.end - this.start);
    this.start += here;
    if (here === count) return;
    this.readBytes += count - here;
    [this.start, this.end] = [0, 0];
    this.bytes[0] = NEWLINE;
  }

  /** The index in `bytes` of the next `byte` at or after `start`, reading on as needed; −1 where there is none. */
  find(byte: number): number {
    for (let from = 0; ;) {
      const at = this.bytes.subarray(0, this.end).indexOf(byte, this.start + from);
      if (at >= 0) return at;
      from = this.end - this.start;
      if (!this.fill()) return -1;
    }
  }

  /**
   * Where in `bytes` the last line ends that is unread and there in full (the index of its line end), reading on as
   * needed; −1 behind the last line of the file, which needs no line end.
   */
  wholeLines(): number {
    for (;;) {
      const newline = this.bytes.subarray(this.start, this.end).lastIndexOf(NEWLINE);
      if (newline >= 0) return this.start + newline;
      if (!this.fill()) return this.end > this.start ? this.end : -1;
    }
  }

  /** Reads more bytes behind the unread ones, which may move to the front. False at the end of the file. */
  private fill(): boolean {
    if (this.readBytes === this.size) return false;
    this.meter.moveTo(this.position);
    if (this.end === this.bytes.length - 1) this.makeRoom();
    const count = Math.min(this.bytes.length - 1 - this.end, this.size - this.readBytes);
    this.file.read(this.bytes.subarray(this.end, this.end + count), this.readBytes);
    this.end += count;
    this.readBytes += count;
    this.bytes[this.end] = NEWLINE;
    return true;
  }

  private makeRoom(): void {
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    if (this.end < this.bytes.length - 1) return;
    if (this.end >= LONGEST_RECORD) throw this.tooLong();
    const grown = Buffer.allocUnsafe(Math.min(this.end * 2, LONGEST_RECORD) + 1);
    this.bytes.copy(grown, 0, 0, this.end);
    this.bytes = grown;
  }

  private tooLong(): UserFault {
    const { name, position } = this;
    return new UserFault(
      l10n.t(
        '{0}, byte {1}: expected a word and its numbers, found more than {2} MiB without an end.',
        name,
        position,
        LONGEST_RECORD >> 20,
      ),
    );
  }
}
