import type { LanguageShape } from './model.ts';

/** Tokens of several streams of a text, and those that follow each: what one step of training learns from. */
export interface LanguageBatch {
  steps: number;
  streams: number;
  /** [steps × streams] Rows of the vocabulary. */
  inputs: Int32Array;
  targets: Int32Array;
  /**
   * By what the inputs of each layer and, last, the outputs of the last are multiplied, [steps·streams × size]: 0 where
   * dropout leaves them out, else 1 / (1 − dropout). Absent: nothing is left out.
   */
  masks?: Float32Array[];
}

/** The states of each layer at the border between two batches: [streams × hidden]. */
export interface StreamStates {
  h: Float32Array[];
  c: Float32Array[];
}

/** Computes the loss of a language model and its gradients. */
export interface Differentiator {
  /**
   * @param values all parameters
   * @param states those before the batch; they become those behind it
   * @param gradients gets the gradients of the mean loss by all parameters; absent: they are not wanted
   * @returns the sum of −ln p of the targets, in nats
   */
  loss(values: Float32Array, batch: LanguageBatch, states: StreamStates, gradients?: Float32Array): number;
}

/** States that lie one behind the other: h of each layer, then c. */
export function streamsIn(
  numbers: Float32Array,
  { layers, hiddenSize }: LanguageShape,
  streams: number,
): StreamStates {
  const size = streams * hiddenSize;
  const part = (from: number) =>
    Array.from({ length: layers }, (_, layer) =>
      numbers.subarray((from + layer) * size, (from + layer + 1) * size),
    );
  return { h: part(0), c: part(layers) };
}

/** States of zeros. */
export function zeroStreams(shape: LanguageShape, streams: number): StreamStates {
  return streamsIn(new Float32Array(2 * shape.layers * streams * shape.hiddenSize), shape, streams);
}
