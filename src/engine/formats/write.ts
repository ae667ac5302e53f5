import * as l10n from '@vscode/l10n';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteProgress } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../faults.ts';
import type { Following } from '../jobs.ts';

export type WritableFormat = 'word2vec-text' | 'word2vec-binary';

/** Rows encoded between two chances for other requests. */
const ROWS_AT_A_TIME = 1000;

const encoders: Record<WritableFormat, (set: EmbeddingSet, row: number) => Buffer> = {
  'word2vec-text': (set, row) => Buffer.from(`${set.vocabulary.word(row)} ${decimals(set.vector(row))}\n`),
  'word2vec-binary': (set, row) => {
    const vector = Buffer.from(set.vector(row).slice().buffer);
    return Buffer.concat([Buffer.from(`${set.vocabulary.word(row)} `), vector, Buffer.from('\n')]);
  },
};

/**
 * Writes an embedding set to a file, beside it first: a file that was there is replaced only by a whole one.
 *
 * @throws UserFault where a word cannot stand in this format, or the file cannot be written; Cancelled
 */
export async function writeVectors(
  set: EmbeddingSet,
  path: string,
  format: WritableFormat,
  { signal, report }: Following<ByteProgress>,
): Promise<void> {
  checkWords(set, format);
  const partial = `${path}.partial-${process.pid}`;
  try {
    const file = await open(partial, 'w');
    try {
      await writeRows(file, set, encoders[format], signal, report);
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    if (error instanceof Cancelled) throw error;
    throw new UserFault(l10n.t('{0} cannot be written: {1}', basename(path), (error as Error).message));
  }
}

async function writeRows(
  file: FileHandle,
  set: EmbeddingSet,
  encode: (set: EmbeddingSet, row: number) => Buffer,
  signal: AbortSignal,
  report: (progress: ByteProgress) => void,
): Promise<void> {
  await file.write(`${set.size} ${set.dims}\n`);
  for (let row = 0, done = 0; row < set.size; row += ROWS_AT_A_TIME) {
    if (signal.aborted) throw new Cancelled();
    const count = Math.min(ROWS_AT_A_TIME, set.size - row);
    const block = Buffer.concat(Array.from({ length: count }, (_, i) => encode(set, row + i)));
    await file.write(block);
    done += block.length;
    report({ done, total: Math.round((done / (row + count)) * set.size) });
  }
}

/** A word that these formats could not tell from what stands around it would be read back as another. */
function checkWords({ vocabulary }: EmbeddingSet, format: WritableFormat): void {
  const forbidden = format === 'word2vec-binary' ? /^$|^\n| / : /^$|^[ \t]|[\r\n]|[ \t]$/;
  for (let row = 0; row < vocabulary.size; row++) {
    const word = vocabulary.word(row);
    if (!forbidden.test(word)) continue;
    throw new UserFault(
      l10n.t(
        '{0} cannot hold the word {1} (row {2}).',
        format.replace('-', ' '),
        JSON.stringify(word),
        row + 1,
      ),
    );
  }
}

/** The shortest decimals that read back as the same float32. */
function decimals(vector: Float32Array): string {
  return Array.from(vector, shortest).join(' ');
}

function shortest(value: number): string {
  // Nine significant digits always suffice for a float32; often fewer do.
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}
