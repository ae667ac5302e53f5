import * as l10n from '@vscode/l10n';
import { Readable } from 'node:stream';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { UserFault } from '../../faults.ts';
import { byLibrary } from '../library.ts';
import { unmetered } from './meter.ts';
import { isTrap, unpack } from './unpack.ts';
import type { VectorFile } from './vectorFile.ts';

/** An archive of vectors has a handful of files. */
const MOST_ENTRIES = 10_000;
const kind = () => l10n.t('zip archive');
const STORED = 0;
const DEFLATED = 8;

/** A zip archive, of which only what is wanted is read. */
export class Archive {
  private readonly file: VectorFile;
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;

  private constructor(file: VectorFile, zip: ZipFile, entries: ReadonlyMap<string, Entry>) {
    this.file = file;
    this.zip = zip;
    this.entries = entries;
  }

  /** @throws UserFault where the archive is broken, or names a path outside of itself */
  static async open(file: VectorFile): Promise<Archive> {
    return byLibrary(file.name, kind(), async () => {
      const options = { autoClose: false, strictFileNames: false, validateEntrySizes: true };
      const zip = await fromRandomAccessReaderPromise(new Reader(file), file.size, options);
      const entries = new Map<string, Entry>();
      for await (const entry of zip.eachEntry()) {
        if (entries.size === MOST_ENTRIES)
          throw new UserFault(l10n.t('{0} holds more than {1} files.', file.name, MOST_ENTRIES));
        entries.set(entry.fileName, entry);
      }
      return new Archive(file, zip, entries);
    });
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /**
   * One of its files. A stored one is read where it lies; a packed one is unpacked first.
   *
   * @throws UserFault where it cannot be read
   */
  async read(name: string): Promise<VectorFile> {
    const { file, zip } = this;
    const entry = this.entries.get(name);
    const shown = `${file.name}/${name}`;
    if (!entry) throw new UserFault(l10n.t('{0} holds no {1}.', file.name, name));
    if (entry.isEncrypted()) throw new UserFault(l10n.t('{0} is encrypted.', shown));
    const { compressionMethod: method, compressedSize, uncompressedSize } = entry;
    const header = await byLibrary(file.name, kind(), () =>
      zip.readLocalFileHeaderPromise(entry, { minimal: true }),
    );
    const packed = file.part(shown, header.fileDataStart, compressedSize);
    if (method === STORED) return packed;
    if (method !== DEFLATED)
      throw new UserFault(l10n.t('{0} is packed in a way that cannot be unpacked ({1}).', shown, method));
    if (isTrap(compressedSize, uncompressedSize))
      throw new UserFault(
        l10n.t(
          '{0} is said to unpack from {1} to {2} bytes, which vectors cannot.',
          shown,
          compressedSize.toLocaleString('en'),
          uncompressedSize.toLocaleString('en'),
        ),
      );
    return unpack(packed, 'deflate', shown, unmetered(), uncompressedSize);
  }
}

/** Reads an archive where it lies. */
class Reader extends RandomAccessReader {
  private readonly file: VectorFile;

  constructor(file: VectorFile) {
    super();
    this.file = file;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    // What the archive names may lie behind its end: then there is less to be had, and the library says so.
    const from = Math.min(start, this.file.size);
    return Readable.from([this.file.bytes(from, Math.max(0, Math.min(end, this.file.size) - from))]);
  }
}
