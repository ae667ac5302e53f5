import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import type { VocabularyBuffers } from '../embeddings/vocabulary.ts';

/**
 * What word2vec learns, in shared memory: whoever holds it sees the vectors form, and keeps what is learned when the
 * training is stopped.
 */
export interface TrainingTables {
  words: VocabularyBuffers;
  /** How often each word occurs in the corpus: [vocabulary]. */
  counts: Uint32Array;
  /** The embedding table (the tutorial's matrix Q): [vocabulary × dims], row-major. */
  embedding: Float32Array;
  /** The context table: [vocabulary × dims], row-major. */
  context: Float32Array;
  dims: number;
}

/** The embedding table as a set like any other. */
export function asSetBuffers({ words, embedding, dims }: TrainingTables, format: string): SetBuffers {
  return { words, vectors: embedding, dims, format, notes: [] };
}
