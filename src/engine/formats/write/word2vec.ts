import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { decimal } from '../text/decimal.ts';
import { bytesOf, encodedRows, type OutputFile } from './output.ts';
import { plainWords } from './plainWords.ts';

/** As word2vec.c writes them: words and dimensions, then a line a word. */
export function word2vecTextFiles(set: EmbeddingSet, path: string): OutputFile[] {
  const { wordAt, changed } = plainWords(set, 'word2vec text');
  const encode = (row: number) =>
    Buffer.from(`${wordAt(row)} ${Array.from(set.vector(row), decimal).join(' ')}\n`);
  return [{ path, chunks: encodedRows(set, headerOf(set), encode), changedWords: changed }];
}

/** As word2vec.c writes them, a line end behind each vector. */
export function word2vecBinaryFiles(set: EmbeddingSet, path: string): OutputFile[] {
  const { wordAt, changed } = plainWords(set, 'word2vec binary');
  const encode = (row: number) =>
    Buffer.concat([Buffer.from(`${wordAt(row)} `), bytesOf(set.vector(row)), Buffer.from('\n')]);
  return [{ path, chunks: encodedRows(set, headerOf(set), encode), changedWords: changed }];
}

function headerOf({ size, dims }: EmbeddingSet): string {
  return `${size} ${dims}\n`;
}
