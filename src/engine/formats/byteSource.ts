import * as l10n from '@vscode/l10n';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import type { ByteProgress } from '../../protocol/engine.ts';
import { UserFault } from '../faults.ts';

/** Bytes read at a time. */
const CHUNK = 1 << 20;
/** No line or word of a vector file is longer; a file that has one is something else. */
const LONGEST_RECORD = 64 << 20;
/** Bytes between two reports of progress. */
const REPORT_EVERY = 4 << 20;

/**
 * A file read from front to back, a chunk at a time. What is unread lies in `bytes[start … end]`; a reader looks at it
 * there, asks for more behind it with {@link fill}, and moves `start` when it is done with a record.
 */
export class ByteSource {
  /** The file's name without its folder, for sentences. */
  readonly name: string;
  /** Length of the file when it was opened, in bytes. */
  readonly size: number;
  bytes: Buffer;
  start = 0;
  end = 0;
  private readonly file: number;
  private readonly report: (progress: ByteProgress) => void;
  private readBytes = 0;
  private reported = 0;

  /** @throws UserFault where there is no such file, it is a folder, or may not be read */
  constructor(path: string, report: (progress: ByteProgress) => void, chunk = CHUNK) {
    this.name = basename(path);
    this.report = report;
    this.file = open(path, this.name);
    const { size } = fstatSync(this.file);
    this.size = size;
    this.bytes = Buffer.allocUnsafe(Math.min(chunk, size + 1));
  }

  /** Where in the file `start` is, in bytes. */
  get position(): number {
    return this.readBytes - (this.end - this.start);
  }

  /** Bytes of the file from `start` on, by its length when it was opened. */
  get remaining(): number {
    return this.size - this.position;
  }

  /** Reads more bytes behind the unread ones, which may move to the front. False at the end of the file. */
  fill(): boolean {
    if (this.start > 0) {
      this.bytes.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.start = 0;
    }
    if (this.end === this.bytes.length) this.grow();
    const count = readSync(this.file, this.bytes, this.end, this.bytes.length - this.end, null);
    this.end += count;
    this.readBytes += count;
    if (this.readBytes - this.reported >= REPORT_EVERY || count === 0) this.reportProgress();
    return count > 0;
  }

  /** Sees to it that `count` bytes are unread in `bytes`. False where the file has no more that many. */
  need(count: number): boolean {
    while (this.end - this.start < count) if (!this.fill()) return false;
    return true;
  }

  /** The index in `bytes` of the next `byte` at or after `start`, reading on as needed; −1 where there is none. */
  find(byte: number): number {
    let from = 0;
    for (;;) {
      const at = this.bytes.subarray(0, this.end).indexOf(byte, this.start + from);
      if (at >= 0) return at;
      from = this.end - this.start;
      if (!this.fill()) return -1;
    }
  }

  close(): void {
    closeSync(this.file);
  }

  private grow(): void {
    if (this.bytes.length >= LONGEST_RECORD) {
      throw new UserFault(
        l10n.t(
          '{0}, byte {1}: expected a line end within {2} MiB, found none.',
          this.name,
          this.position,
          LONGEST_RECORD >> 20,
        ),
      );
    }
    const grown = Buffer.allocUnsafe(this.bytes.length * 2);
    this.bytes.copy(grown, 0, 0, this.end);
    this.bytes = grown;
  }

  private reportProgress(): void {
    this.reported = this.readBytes;
    this.report({ done: this.readBytes, total: Math.max(this.size, this.readBytes) });
  }
}

function open(path: string, name: string): number {
  try {
    const file = openSync(path, 'r');
    if (!fstatSync(file).isDirectory()) return file;
    closeSync(file);
  } catch (error) {
    throw new UserFault(whyNot(name, error as NodeJS.ErrnoException));
  }
  throw new UserFault(l10n.t('{0} is a folder; expected a vector file.', name));
}

function whyNot(name: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return l10n.t('{0} does not exist (any more).', name);
  if (error.code === 'EACCES' || error.code === 'EPERM') return l10n.t('{0} may not be read by you.', name);
  return l10n.t('{0} cannot be read: {1}', name, error.message);
}
