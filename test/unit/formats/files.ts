import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddingSet, type SetBuffers } from '../../../src/engine/embeddings/embeddingSet.ts';
import { readVectors, type ReadOptions } from '../../../src/engine/formats/read.ts';

/** A folder of its own, removed when the process ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'embedding-explorer-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return folder;
}

/** A Python that has a module, or undefined. */
export function pythonWith(module: string): string | undefined {
  const candidates = ['python3', '/usr/bin/python3'];
  return candidates.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);
}

/** Writes a file and reads it as vectors. */
export async function readContent(
  path: string,
  content: string | Uint8Array,
  chunk?: number,
): Promise<EmbeddingSet> {
  await writeFile(path, content);
  return readSet(path, { chunk });
}

/** Reads a file about which nothing has to be asked. */
export async function readSet(path: string, options?: ReadOptions): Promise<EmbeddingSet> {
  return new EmbeddingSet(await readBuffers(path, options));
}

export async function readBuffers(path: string, options?: ReadOptions): Promise<SetBuffers> {
  const read = await readVectors(path, options);
  if ('question' in read) throw new Error(`It asks: ${read.question.prompt}`);
  return read;
}

/** Each word with its vector, in the set's order. */
export function rowsOf(set: EmbeddingSet): [string, number[]][] {
  return Array.from({ length: set.size }, (_, row) => [set.vocabulary.word(row), [...set.vector(row)]]);
}

/** A word2vec binary file as word2vec.c writes it; gensim writes no line ends. */
export function word2vecBinary(
  rows: [word: string | Uint8Array, vector: number[]][],
  end = '\n',
  header?: string,
): Buffer {
  const first = header ?? `${rows.length} ${rows[0][1].length}\n`;
  const parts = rows.flatMap(([word, vector]) => [
    word,
    ' ',
    Buffer.from(Float32Array.from(vector).buffer),
    end,
  ]);
  return Buffer.concat([first, ...parts].map((part) => Buffer.from(part as string)));
}
