import type { TrainingParams } from '../../protocol/engine.ts';
import type { TrainingRun } from '../../protocol/watch.ts';
import type { SetBuffers } from '../embeddings/embeddingSet.ts';
import type { VocabularyBuffers } from '../embeddings/vocabulary.ts';
import type { Matrix } from '../kernels/matrixMemory.ts';
import type { Random } from '../random.ts';
import { sharedFloat64 } from '../shared.ts';
import type { TextSample } from './watch/sample.ts';

/**
 * What a training learns, in shared memory: whoever holds it sees the vectors form, and keeps what is learned when the
 * training is stopped.
 */
export interface TrainingTables {
  words: VocabularyBuffers;
  /** How often each word occurs in the corpus: [vocabulary]. */
  counts: Uint32Array;
  /** The embedding table (the tutorial's matrix Q): [vocabulary × dims]. */
  embedding: Matrix;
  /** The context table; NNLM's output weights: [vocabulary × dims]. */
  context: Matrix;
  /** What else the model has learned: NNLM's other weights, and the sums that its rates fall by. */
  state: Float32Array[];
}

/** The text of a training, to be shown. */
export type TextName = Required<Pick<TrainingRun, 'corpus' | 'files' | 'fileCount'>>;

/** A training that has begun, as whoever follows it knows it. */
export interface StartedTraining {
  tables: TrainingTables;
  /** As asked for, the epochs decided on. */
  params: TrainingParams;
  /** SHA-256 of the corpus. */
  corpus: string;
  /** Of a TrainingControl. */
  control: Int32Array;
  text: TextName;
  /** The trainings that it goes on from. */
  before: TrainingRun[];
  /** For whoever watches. */
  sample: TextSample;
}

/** As word2vec.c begins: uniform in ±0.5 / dims. */
export function fillAtRandom({ vectors, dims }: Matrix, random: Random): void {
  for (let i = 0; i < vectors.length; i++) vectors[i] = (random() - 0.5) / dims;
}

/** The embedding table as a set like any other. */
export function asSetBuffers({ words, counts, embedding }: TrainingTables, format: string): SetBuffers {
  const values = sharedFloat64(counts.length);
  values.set(counts);
  return { words, ...embedding, format, notes: [], metadata: [{ name: 'count', kind: 'number', values }] };
}
