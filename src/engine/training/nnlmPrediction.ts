import type { TrainingTables } from './tables.ts';

/** What NNLM learns beside its two tables. */
export interface NnlmHead {
  /** Words before that it reads. */
  window: number;
  /** H, transposed: [window·dims × dims] */
  hidden: Float32Array;
  /** d: [dims] */
  hiddenBias: Float32Array;
  /** b: [vocabulary] */
  outputBias: Float32Array;
}

/** @param state of an Nnlm, in its order: each part with the sums of its rates */
export function headOf(state: readonly Float32Array[], window: number): NnlmHead {
  const [, , outputBias, , hidden, , hiddenBias] = state;
  return { window, hidden, hiddenBias, outputBias };
}

export type NnlmModel = Pick<TrainingTables, 'embedding' | 'context'> & { head: NnlmHead };

/**
 * How likely each word is to come next: softmax(U tanh(H x + d) + b), [vocabulary].
 *
 * @param before rows of the words before; those nearest to the end count, and where there are fewer, zeros stand
 */
export function nextWordOdds(
  { embedding, context, head }: NnlmModel,
  before: readonly number[],
): Float64Array {
  const { dims } = embedding;
  const { window, hidden, hiddenBias, outputBias } = head;
  const sums = Float64Array.from(hiddenBias);
  before.slice(-window).forEach((row, i, read) => {
    const place = window - read.length + i;
    for (let j = 0; j < dims; j++) {
      const value = embedding.vectors[row * dims + j];
      for (let unit = 0; unit < dims; unit++) sums[unit] += value * hidden[(place * dims + j) * dims + unit];
    }
  });
  const state = sums.map(Math.tanh);
  const logits = Float64Array.from(outputBias, (bias, word) =>
    state.reduce((sum, value, unit) => sum + value * context.vectors[word * dims + unit], bias),
  );
  const highest = logits.reduce((most, logit) => Math.max(most, logit), -Infinity);
  const odds = logits.map((logit) => Math.exp(logit - highest));
  const total = odds.reduce((sum, value) => sum + value, 0);
  return odds.map((value) => value / total);
}
