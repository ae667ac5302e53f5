import * as l10n from '@vscode/l10n';
import { closeSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { basename } from 'node:path';
import type { ByteProgress } from '../../protocol/engine.ts';
import { UserFault } from '../faults.ts';

/** Bytes read at a time. */
const CHUNK = 1 << 20;
/** No word with its numbers is longer; a file that has one is something else. */
const LONGEST_RECORD = 64 << 20;
/** Bytes between two reports of progress. */
const REPORT_EVERY = 4 << 20;

const NEWLINE = 10;

/**
 * A file read from front to back, a chunk at a time. What is unread lies in `bytes[start … end]`; a reader looks at it
 * there, asks for more behind it ({@link need}, {@link find}, {@link wholeLines}), and moves `start` when it is done
 * with a record. `bytes[end]` is always a line end, so that a loop over a line needs no other border.
 */
export class ByteSource {
  /** The file's name without its folder, for sentences. */
  readonly name: string;
  /** Length of the file when it was opened, in bytes; what is added to it later is not read. */
  readonly size: number;
  bytes: Buffer;
  start = 0;
  end = 0;
  private readonly file: number;
  private readonly modified: number;
  private readonly report: (progress: ByteProgress) => void;
  private readBytes = 0;
  private reported = 0;

  /**
   * @param chunk bytes read at a time
   * @throws UserFault where there is no such file, it is no regular file, or may not be read
   */
  constructor(path: string, report: (progress: ByteProgress) => void, chunk = CHUNK) {
    this.name = basename(path);
    this.report = report;
    this.file = open(path, this.name);
    const { size, mtimeMs } = fstatSync(this.file);
    this.size = size;
    this.modified = mtimeMs;
    this.bytes = Buffer.allocUnsafe(Math.min(chunk, size) + 1);
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

  /** The first bytes of the file, at most `count`, wherever the reading is. */
  head(count: number): Buffer {
    const head = Buffer.alloc(Math.min(count, this.size));
    let length = 0;
    for (let got = -1; got !== 0; length += got) {
      got = this.read(head, length, head.length - length, length);
    }
    return head.subarray(0, length);
  }

  /** Sees to it that `count` bytes are unread in `bytes`. False where the file has no more that many. */
  need(count: number): boolean {
    while (this.end - this.start < count) if (!this.fill()) return false;
    return true;
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

  /** @throws UserFault where the file is not what it was when it was opened: what was read may be half of each. */
  checkUnchanged(): void {
    const { size, mtimeMs } = fstatSync(this.file);
    if (size !== this.size || mtimeMs !== this.modified) throw this.changed();
  }

  close(): void {
    closeSync(this.file);
  }

  /** Reads more bytes behind the unread ones, which may move to the front. False at the end of the file. */
  private fill(): boolean {
    if (this.readBytes === this.size) return false;
    this.makeRoom();
    const room = Math.min(this.bytes.length - 1 - this.end, this.size - this.readBytes);
    const count = this.read(this.bytes, this.end, room, this.readBytes);
    if (count === 0) throw this.changed();
    this.end += count;
    this.readBytes += count;
    this.bytes[this.end] = NEWLINE;
    this.reportProgress();
    return true;
  }

  private read(into: Buffer, at: number, count: number, position: number): number {
    try {
      return readSync(this.file, into, at, count, position);
    } catch (error) {
      throw new UserFault(whyNot(this.name, error as NodeJS.ErrnoException));
    }
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

  private reportProgress(): void {
    if (this.readBytes - this.reported < REPORT_EVERY && this.readBytes < this.size) return;
    this.reported = this.readBytes;
    this.report({ done: this.readBytes, total: this.size });
  }

  private changed(): UserFault {
    return new UserFault(
      l10n.t('{0} changed while it was read; open it again when it is complete.', this.name),
    );
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

function open(path: string, name: string): number {
  let stats: Stats;
  try {
    // Asked before it is opened: to open a pipe is to wait for its writer.
    stats = statSync(path);
    if (stats.isFile()) return openSync(path, 'r');
  } catch (error) {
    throw new UserFault(whyNot(name, error as NodeJS.ErrnoException));
  }
  throw new UserFault(
    stats.isDirectory()
      ? l10n.t('{0} is a folder; expected a vector file.', name)
      : l10n.t('{0} is a device or a pipe; expected a vector file.', name),
  );
}

function whyNot(name: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return l10n.t('{0} does not exist (any more).', name);
  if (error.code === 'EACCES' || error.code === 'EPERM') return l10n.t('{0} may not be read by you.', name);
  return l10n.t('{0} cannot be read: {1}', name, error.message);
}
