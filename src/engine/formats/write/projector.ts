import { basename, dirname, join } from 'node:path';
import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { decimal } from '../text/decimal.ts';
import { encodedRows, encodedWords, type OutputFile } from './output.ts';

/** The Embedding Projector's two files, as https://projector.tensorflow.org loads them: tensors, and their words. */
export function projectorFiles(set: EmbeddingSet, path: string): OutputFile[] {
  const encode = (row: number) => Buffer.from(`${Array.from(set.vector(row), decimal).join('\t')}\n`);
  return [
    { path, chunks: encodedRows(set, '', encode) },
    { path: metadataPath(path), chunks: encodedWords(set, 'Embedding Projector TSV') },
  ];
}

/** tensors.tsv → metadata.tsv, king_vectors.tsv → king_metadata.tsv, king.tsv → king_metadata.tsv */
function metadataPath(path: string): string {
  const stem = basename(path).replace(/\.\w+$/, '');
  const renamed = stem.replace(/(?:tensors?|vectors?)$/i, 'metadata');
  return join(dirname(path), `${renamed === stem ? `${stem}_metadata` : renamed}.tsv`);
}
