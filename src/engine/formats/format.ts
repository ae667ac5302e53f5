import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import type { ByteSource } from './byteSource.ts';
import type { Head } from './head.ts';

/** One file format: how it is known, and how it is read. */
export interface Format {
  /** To be shown. */
  name: string;
  /** Whether a file that begins with `head` is of this format. */
  recognises(head: Head): boolean;
  /**
   * Reads the whole file; `source` stands where `head` begins.
   *
   * @throws UserFault with one sentence that names file, place and what was expected
   */
  read(source: ByteSource, head: Head): SetBuffers;
}
