import { readFile } from 'node:fs/promises';
import { EmbeddingSet } from '../src/engine/embeddings/embeddingSet.ts';
import { Vocabulary } from '../src/engine/embeddings/vocabulary.ts';
import { newMatrix } from '../src/engine/kernels/matrixMemory.ts';

/** `POINTS.f32`, raw float32 numbers [n × d], as a set. */
export async function readPoints(path: string, n: number, d: number): Promise<EmbeddingSet> {
  const bytes = await readFile(path);
  if (bytes.length !== n * d * 4)
    throw new Error(`${path} holds ${bytes.length / 4} numbers, not ${n} × ${d}.`);
  const matrix = newMatrix(n, d);
  matrix.vectors.set(new Float32Array(bytes.buffer, bytes.byteOffset, n * d));
  const { buffers } = Vocabulary.of(Array.from({ length: n }, (_, i) => `w${i}`));
  return new EmbeddingSet({ words: buffers, ...matrix, format: 'float32', notes: [] });
}
