import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { decimal } from '../text/decimal.ts';
import { isNumber } from '../text/number.ts';
import { bytesOf, cannotHold, encodedRows, type OutputFile } from './output.ts';

/** As word2vec.c writes them: words and dimensions, then a line a word. */
export function word2vecTextFiles(set: EmbeddingSet, path: string): OutputFile[] {
  const encode = (row: number) => {
    const word = wordFor(set, row, 'word2vec text', fitsText);
    return Buffer.from(`${word} ${Array.from(set.vector(row), decimal).join(' ')}\n`);
  };
  return [{ path, chunks: encodedRows(set, headerOf(set), encode) }];
}

/** As word2vec.c writes them, a line end behind each vector. */
export function word2vecBinaryFiles(set: EmbeddingSet, path: string): OutputFile[] {
  const encode = (row: number) => {
    const word = wordFor(set, row, 'word2vec binary', fitsBinary);
    return Buffer.concat([Buffer.from(`${word} `), bytesOf(set.vector(row)), Buffer.from('\n')]);
  };
  return [{ path, chunks: encodedRows(set, headerOf(set), encode) }];
}

function headerOf({ size, dims }: EmbeddingSet): string {
  return `${size} ${dims}\n`;
}

/** A word, unless it would be read back as something else. */
function wordFor(set: EmbeddingSet, row: number, format: string, fits: (word: string) => boolean): string {
  const word = set.vocabulary.word(row);
  if (!fits(word)) throw cannotHold(set, row, format);
  return word;
}

function fitsText(word: string): boolean {
  return word !== '' && !/\n|^[ \t\r]|[ \t\r]$/.test(word) && !endsInNumbersOnly(word);
}

function fitsBinary(word: string): boolean {
  return word !== '' && !/[ \0]|^\n/.test(word);
}

/** A line of 'chapter 7' and its vector could not be told from one of a number too many. */
function endsInNumbersOnly(word: string): boolean {
  const [, ...more] = word.split(/[ \t\r]+/);
  return more.length > 0 && more.every(isNumber);
}
