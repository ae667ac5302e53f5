import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteProgress } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../faults.ts';
import type { Following } from '../jobs.ts';
import { decimal } from './text/decimal.ts';
import { excerpt } from './bytes/excerpt.ts';
import { isNumber } from './text/number.ts';

export type WritableFormat = 'word2vec-text' | 'word2vec-binary';

/** How a format writes one row, and which words it cannot hold: they would be read back as something else. */
interface Encoder {
  encode: (word: Buffer, vector: Float32Array) => Buffer;
  canHold: (word: string) => boolean;
}

/** Bytes encoded between two chances for other requests: a few milliseconds of work. */
const BLOCK = 1 << 16;
/** Bytes between two reports of progress. */
const REPORT_EVERY = 4 << 20;

const encoders: Record<WritableFormat, Encoder> = {
  'word2vec-text': {
    encode: (word, vector) =>
      Buffer.concat([word, Buffer.from(` ${Array.from(vector, decimal).join(' ')}\n`)]),
    canHold: (word) => word !== '' && !/\n|^[ \t\r]|[ \t\r]$/.test(word) && !endsInNumbersOnly(word),
  },
  'word2vec-binary': {
    // As word2vec.c does, with a line end.
    encode: (word, vector) => Buffer.concat([word, Buffer.from(' '), bytesOf(vector), Buffer.from('\n')]),
    canHold: (word) => word !== '' && !/[ \0]|^\n/.test(word),
  },
};

/**
 * Writes an embedding set to a file, beside it first: a file that was there is replaced only by a whole one.
 *
 * @param path of the file; a partial one never stays
 * @throws UserFault where a word cannot stand in this format, or the file cannot be written; Cancelled
 */
export async function writeVectors(
  set: EmbeddingSet,
  path: string,
  format: WritableFormat,
  following: Following<ByteProgress>,
): Promise<void> {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    const file = await open(partial, 'wx');
    try {
      await writeRows(file, set, format, following);
      await file.sync();
    } finally {
      await file.close();
    }
    if (following.signal.aborted) throw new Cancelled();
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof Cancelled || error instanceof UserFault) throw error;
    throw new UserFault(l10n.t('{0} cannot be written: {1}', basename(path), (error as Error).message));
  }
}

async function writeRows(
  file: FileHandle,
  set: EmbeddingSet,
  format: WritableFormat,
  { signal, report }: Following<ByteProgress>,
): Promise<void> {
  await file.appendFile(`${set.size} ${set.dims}\n`);
  let done = 0;
  let reported = 0;
  for (let row = 0; row < set.size;) {
    if (signal.aborted) throw new Cancelled();
    const block = encodeBlock(set, row, format);
    await file.appendFile(block.bytes);
    row = block.next;
    done += block.bytes.length;
    if (done - reported < REPORT_EVERY && row < set.size) continue;
    reported = done;
    report({ phase: 'writing', done, total: Math.round((done / row) * set.size) });
  }
}

/** Some rows, from one on; `next` is the first one behind them. */
function encodeBlock(
  set: EmbeddingSet,
  first: number,
  format: WritableFormat,
): { bytes: Buffer; next: number } {
  const { encode } = encoders[format];
  const rows: Buffer[] = [];
  let next = first;
  for (let size = 0; size < BLOCK && next < set.size; next++) {
    const row = encode(wordFor(set, next, format), set.vector(next));
    rows.push(row);
    size += row.length;
  }
  return { bytes: Buffer.concat(rows), next };
}

function wordFor({ vocabulary }: EmbeddingSet, row: number, format: WritableFormat): Buffer {
  const word = vocabulary.word(row);
  const bytes = Buffer.from(word);
  if (encoders[format].canHold(word)) return bytes;
  const shown = JSON.stringify(excerpt(bytes, 0, bytes.length));
  throw new UserFault(
    l10n.t('{0} cannot hold the word {1} (row {2}).', format.replace('-', ' '), shown, row + 1),
  );
}

/** A line of 'chapter 7' and its vector could not be told from one of a number too many. */
function endsInNumbersOnly(word: string): boolean {
  const [, ...more] = word.split(/[ \t\r]+/);
  return more.length > 0 && more.every(isNumber);
}

/** A copy in memory that is not shared, as a file's write wants it. */
function bytesOf(vector: Float32Array): Buffer {
  return Buffer.from(vector.slice().buffer);
}
