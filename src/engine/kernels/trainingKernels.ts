import { compiledKernels } from './compile.ts';
import { PlainTraining } from './plainTraining.ts';
import type { TrainingMemory } from './trainingMemory.ts';
import { WasmTraining } from './wasmTraining.ts';

/** What is done with a text. */
export interface TextStep {
  algorithm: 'skip-gram' | 'cbow';
  /** Of the random numbers that subsampling, windows and negative samples are drawn by: 32 bits. */
  seed: number;
  rate: number;
  /** False where only the loss is asked for. */
  learns: boolean;
}

export interface TextLoss {
  /** Sum over the pairs of −log σ(h·c⁺) − Σ log σ(−h·c⁻), in nats, each before its own step. */
  loss: number;
  /** Skip-gram: pairs of a word and one in its window; CBOW: windows. */
  pairs: number;
}

/** Trains word2vec with negative sampling on a memory that several threads share. */
export interface TrainingKernels {
  /** [CHUNK_WORDS] Where the text is written to: rows of the vocabulary, SENTENCE_END between sentences. */
  readonly ids: Int32Array;
  /** Goes once through the first `count` of `ids`. */
  train(count: number, step: TextStep): TextLoss;
}

/**
 * A thread's kernels: WebAssembly's where its memory allows that, else their plain twins.
 *
 * @param thread which of the memory's places is this thread's own
 */
export function trainingKernelsFor(memory: TrainingMemory, thread: number): TrainingKernels {
  const module = memory.memory && compiledKernels();
  return module ? new WasmTraining(module, memory, thread) : new PlainTraining(memory);
}
