import { EmbeddingSet } from '../../src/engine/embeddings/embeddingSet.ts';
import { Vocabulary } from '../../src/engine/embeddings/vocabulary.ts';
import type { Following } from '../../src/engine/jobs.ts';

/** A set of a few words, in the order in which they are written. */
export function setOf(words: Record<string, number[]>): EmbeddingSet {
  const rows = Object.values(words);
  const dims = rows[0].length;
  const vectors = new Float32Array(new SharedArrayBuffer(rows.length * dims * 4));
  vectors.set(rows.flat());
  const { buffers } = Vocabulary.of(Object.keys(words));
  return new EmbeddingSet({ words: buffers, vectors, dims, format: 'test', notes: [] });
}

/** Follows a piece of work without stopping it. */
export function unstopped<Progress>(
  report: (progress: Progress) => void = () => undefined,
): Following<Progress> {
  return { signal: new AbortController().signal, report };
}
