import * as l10n from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteProgress, WritableFormat } from '../../../protocol/engine.ts';
import type { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../../faults.ts';
import type { Following } from '../../jobs.ts';
import { npyFiles } from './npy.ts';
import type { OutputFile } from './output.ts';
import { projectorFiles } from './projector.ts';
import { safetensorsFiles } from './safetensors.ts';
import { word2vecBinaryFiles, word2vecTextFiles } from './word2vec.ts';

/** Bytes between two reports of progress. */
const REPORT_EVERY = 4 << 20;

const FILES: Record<WritableFormat, (set: EmbeddingSet, path: string) => OutputFile[]> = {
  'word2vec-text': word2vecTextFiles,
  'word2vec-binary': word2vecBinaryFiles,
  projector: projectorFiles,
  npy: npyFiles,
  safetensors: safetensorsFiles,
};

/**
 * The files that a set is written to, the one that was named first.
 *
 * @param path as the user named it
 */
export function outputPaths(set: EmbeddingSet, path: string, format: WritableFormat): string[] {
  return FILES[format](set, path).map((file) => file.path);
}

/**
 * Writes an embedding set, beside its files first: what was there is replaced only by whole ones.
 *
 * @returns how many words are written otherwise than the set has them
 * @throws UserFault where a word cannot stand in this format, or a file cannot be written; Cancelled
 */
export async function writeVectors(
  set: EmbeddingSet,
  path: string,
  format: WritableFormat,
  following: Following<ByteProgress>,
): Promise<{ changedWords: number }> {
  const files = FILES[format](set, path).map((file) => ({
    ...file,
    partial: `${file.path}.${randomUUID()}.partial`,
  }));
  try {
    for (const file of files) await writeFile(file, following);
    if (following.signal.aborted) throw new Cancelled();
    for (const { partial, path: whole } of files) await rename(partial, whole);
    return { changedWords: files.reduce((sum, { changedWords = 0 }) => sum + changedWords, 0) };
  } catch (error) {
    for (const { partial } of files) await rm(partial, { force: true });
    if (error instanceof Cancelled || error instanceof UserFault) throw error;
    throw new UserFault(l10n.t('{0} cannot be written: {1}', basename(path), (error as Error).message));
  }
}

async function writeFile(
  file: OutputFile & { partial: string },
  following: Following<ByteProgress>,
): Promise<void> {
  const handle = await open(file.partial, 'wx');
  try {
    await writeChunks(handle, file, following);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function writeChunks(
  handle: FileHandle,
  { chunks }: OutputFile,
  { signal, report }: Following<ByteProgress>,
): Promise<void> {
  let done = 0;
  let reported = 0;
  for (const { bytes, share } of chunks) {
    if (signal.aborted) throw new Cancelled();
    await handle.appendFile(bytes);
    done += bytes.length;
    if (done - reported < REPORT_EVERY && share < 1) continue;
    reported = done;
    report({ phase: 'writing', done, total: share > 0 ? Math.round(done / share) : done });
  }
}
