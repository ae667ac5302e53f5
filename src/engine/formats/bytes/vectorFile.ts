import * as l10n from '@vscode/l10n';
import { closeSync, existsSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { UserFault } from '../../faults.ts';
import { headOf, HEAD_BYTES, type Head } from './head.ts';

/** Where a file lies: an open descriptor, and which part of it the file is. Threads may share it. */
export interface FilePart {
  /** Where its siblings are looked for; what is unpacked has the path of what it was packed in. */
  path: string;
  /** For sentences. */
  name: string;
  descriptor: number;
  /** Its first byte, and how many there are. */
  offset: number;
  size: number;
}

/** Bytes read at a time by whoever reads from front to back. */
const CHUNK = 1 << 20;

/** A file that is open for reading, at any place. */
export class VectorFile implements FilePart {
  readonly path: string;
  readonly name: string;
  readonly descriptor: number;
  readonly offset: number;
  /** Length of the file when it was opened, in bytes; what is added to it later is not read. */
  readonly size: number;
  /** How many bytes are read at a time. */
  readonly chunk: number;
  private readonly stamp: string;
  /** Files that are open as long as this one; those of its parts, too. */
  private readonly companions: VectorFile[];
  private first: Head | undefined;

  private constructor(
    { path, name, descriptor, offset, size }: FilePart,
    chunk = CHUNK,
    companions: VectorFile[] = [],
  ) {
    this.path = path;
    this.name = name;
    this.descriptor = descriptor;
    this.offset = offset;
    this.size = size;
    this.chunk = chunk;
    this.companions = companions;
    this.stamp = stampOf(descriptor);
  }

  /** @throws UserFault where there is no such file, it is no regular file, or may not be read */
  static open(path: string, chunk?: number): VectorFile {
    const name = basename(path);
    const descriptor = open(path, name);
    const { size } = fstatSync(descriptor);
    return new VectorFile({ path, name, descriptor, offset: 0, size }, chunk);
  }

  /** The first bytes, by which the format is found. */
  get head(): Head {
    return (this.first ??= headOf(this.bytes(0, Math.min(HEAD_BYTES, this.size)), this.size));
  }

  /** The part of the file that another one is, such as an entry of an archive. */
  part(name: string, offset: number, size: number): VectorFile {
    const { path, descriptor, chunk, companions } = this;
    return new VectorFile({ path, name, descriptor, offset: this.offset + offset, size }, chunk, companions);
  }

  /** What was unpacked from the file: it is closed when this one is. */
  unpacked(name: string, descriptor: number, size: number): VectorFile {
    const { path, chunk } = this;
    return this.keep(new VectorFile({ path, name, descriptor, offset: 0, size }, chunk));
  }

  /**
   * Opens another file of the same folder, which is closed when this one is.
   *
   * @param relative its path from that folder, as this file names it
   * @throws UserFault where it is missing, or lies elsewhere: no file can make us read what it pleases
   */
  beside(relative: string): VectorFile {
    const folder = resolve(dirname(this.path));
    const path = resolve(folder, relative);
    if (!path.startsWith(folder.endsWith(sep) ? folder : folder + sep))
      throw new UserFault(l10n.t('{0} names a file outside of its folder: {1}.', this.name, relative));
    if (!existsSync(path))
      throw new UserFault(
        l10n.t('{0} needs {1}, which is missing: both belong into the same folder.', this.name, relative),
      );
    return this.keep(VectorFile.open(path, this.chunk));
  }

  /**
   * Bytes of the file in memory of their own.
   *
   * @throws RangeError where the file is shorter: whoever asks must have looked
   */
  bytes(position: number, length: number): Buffer {
    if (position < 0 || length < 0 || position + length > this.size)
      throw new RangeError(`${this.name} has no bytes ${position} … ${position + length}.`);
    const bytes = Buffer.allocUnsafeSlow(length);
    this.read(bytes, position);
    return bytes;
  }

  /** Fills `into` with the bytes from `position` on. */
  read(into: Uint8Array, position: number): void {
    for (let done = 0; done < into.length;) {
      const count = this.readSome(into, done, position + done);
      if (count === 0) throw this.changed();
      done += count;
    }
  }

  /** @throws UserFault where the file is not what it was when it was opened: what was read may be half of each. */
  checkUnchanged(): void {
    if (stampOf(this.descriptor) !== this.stamp) throw this.changed();
    for (const companion of this.companions) companion.checkUnchanged();
  }

  close(): void {
    for (const companion of this.companions) companion.close();
    closeSync(this.descriptor);
  }

  private keep(companion: VectorFile): VectorFile {
    this.companions.push(companion);
    return companion;
  }

  private readSome(into: Uint8Array, at: number, position: number): number {
    try {
      return readSync(this.descriptor, into, at, into.length - at, this.offset + position);
    } catch (error) {
      throw new UserFault(whyNot(this.name, error as NodeJS.ErrnoException));
    }
  }

  private changed(): UserFault {
    return new UserFault(
      l10n.t('{0} changed while it was read; open it again when it is complete.', this.name),
    );
  }
}

function stampOf(descriptor: number): string {
  const { size, mtimeMs } = fstatSync(descriptor);
  return `${size} ${mtimeMs}`;
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
