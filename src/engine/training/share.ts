import { trainingKernelsFor, type TrainingKernels } from '../kernels/trainingKernels.ts';
import type { TrainingMemory } from '../kernels/trainingMemory.ts';
import { ChunkReader, chunksOf, type ChunkedText } from './chunks.ts';
import { TrainingControl } from './control.ts';
import { rateAt } from './rate.ts';

/** What a thread needs to train its share; all of it is shared memory. */
export interface Share {
  memory: TrainingMemory;
  text: ChunkedText;
  algorithm: 'skip-gram' | 'cbow';
  epochs: number;
  /** The learning rate at the beginning. */
  rate: number;
  seed: number;
  control: Int32Array;
  /** [threads × 2] The sum of the losses and the number of pairs so far; each thread writes its own. */
  sums: Float64Array;
  /** Which of the memory's places and of the sums is this thread's own. */
  thread: number;
}

/** Chunks that all threads together have to train. */
export function stepsOf({ text, epochs }: Pick<Share, 'text' | 'epochs'>): number {
  return epochs * chunksOf(text);
}

/**
 * Trains one chunk after another, until nobody has one to begin. What happens in a chunk depends on the tables, on the seed and
 * on its number alone, so that one thread repeats itself bit for bit, and a training goes on where it was left.
 */
export function trainShare(
  share: Share,
  kernels: TrainingKernels = trainingKernelsFor(share.memory, share.thread),
  control = new TrainingControl(share.control),
  afterChunk: () => void = () => undefined,
): void {
  const { text, algorithm, rate, seed, sums, thread } = share;
  const reader = new ChunkReader(text);
  const steps = stepsOf(share);
  for (let step = control.take(steps); step !== undefined; step = control.take(steps)) {
    const count = reader.read(step % chunksOf(text), kernels.ids);
    const { loss, pairs } = kernels.train(count, {
      algorithm,
      seed: seedOf(seed, step),
      rate: rateAt(rate, step / steps),
      learns: true,
    });
    sums[2 * thread] += loss;
    sums[2 * thread + 1] += pairs;
    control.done();
    afterChunk();
  }
}

/** A seed of its own for every chunk of every epoch. */
export function seedOf(seed: number, step: number): number {
  return (Math.imul(seed ^ 0x2545f491, 0x9e3779b1) + Math.imul(step + 1, 0x85ebca6b)) >>> 0;
}
