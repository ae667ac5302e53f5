import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import type { ByteSource } from './byteSource.ts';

/** One file format: how it is known, and how it is read. */
export interface Format {
  /** To be shown. */
  name: string;
  /** Whether a file that begins with `head` is of this format. */
  recognises(head: Buffer): boolean;
  /** Reads the whole file; `source` stands at its first byte (behind a byte-order mark). */
  read(source: ByteSource): SetBuffers;
}
