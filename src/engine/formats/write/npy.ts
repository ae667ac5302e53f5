import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { encodedMatrix, encodedWords, type OutputFile } from './output.ts';

/** The numbers begin at a multiple of this, as NumPy has it. */
const ALIGNMENT = 64;
const MAGIC = '\x93NUMPY\x01\x00';

/** A matrix as numpy.load reads it, and its words in a text file beside it. */
export function npyFiles(set: EmbeddingSet, path: string): OutputFile[] {
  return [
    { path, chunks: encodedMatrix(set, npyHeader(set.size, set.dims)) },
    { path: wordsPath(set, path, /\.npy$/i), chunks: encodedWords(set, 'NumPy .npy') },
  ];
}

/** king.npy → king.txt; king.tsv where more is said than the words. */
export function wordsPath({ metadata }: EmbeddingSet, path: string, extension: RegExp): string {
  return `${path.replace(extension, '')}.${metadata.length > 0 ? 'tsv' : 'txt'}`;
}

export function npyHeader(rows: number, dims: number): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${dims}), }`;
  const prefix = MAGIC.length + 2;
  // Spaces, and a line end, up to where the numbers begin.
  const length = Math.ceil((prefix + text.length + 1) / ALIGNMENT) * ALIGNMENT - prefix;
  const header = Buffer.alloc(prefix + length, ' ');
  header.write(MAGIC, 'latin1');
  header.writeUInt16LE(length, MAGIC.length);
  header.write(text, prefix);
  header.write('\n', header.length - 1);
  return header;
}
