import type { CellWeights } from '../recurrent/cells.ts';
import { transposed } from '../recurrent/transposed.ts';

/**
 * An RNN's forward pass written by hand, as the tutorial does it, in both forms of its formula; in double precision, apart
 * from everything by which the engine computes, so that one can be held against the other.
 */

export interface HandWritten {
  /** [batch × time × features], row-major */
  input: Float32Array;
  weights: CellWeights;
  batch: number;
  time: number;
}

/**
 * h_t = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh): one text after another, each x_t a column.
 *
 * @returns [batch × time × hidden]
 */
export function forwardByColumns({ input, weights, batch, time }: HandWritten): Float64Array {
  const { hidden, features } = sizesOf(weights);
  const output = new Float64Array(batch * time * hidden);
  for (let text = 0; text < batch; text++) {
    let before = new Float64Array(hidden);
    for (let t = 0; t < time; t++) {
      const at = text * time + t;
      const x = input.subarray(at * features, (at + 1) * features);
      const fromInput = product(weights.weightIh, x, hidden, features, 1);
      const fromState = product(weights.weightHh, before, hidden, hidden, 1);
      before = fromInput.map((value, unit) =>
        Math.tanh(value + weights.biasIh[unit] + fromState[unit] + weights.biasHh[unit]),
      );
      output.set(before, at * hidden);
    }
  }
  return output;
}

/**
 * h_t = tanh(x_t W_ihᵀ + b_ih + h_{t−1} W_hhᵀ + b_hh): all texts of the batch at once, each x_t a row.
 *
 * @returns [batch × time × hidden]
 */
export function forwardByRows({ input, weights, batch, time }: HandWritten): Float64Array {
  const { hidden, features } = sizesOf(weights);
  const [weightIh, weightHh] = [transposed(weights.weightIh, hidden), transposed(weights.weightHh, hidden)];
  const output = new Float64Array(batch * time * hidden);
  let before = new Float64Array(batch * hidden);
  for (let t = 0; t < time; t++) {
    const x = new Float32Array(batch * features);
    for (let text = 0; text < batch; text++) {
      const at = (text * time + t) * features;
      x.set(input.subarray(at, at + features), text * features);
    }
    const fromInput = product(x, weightIh, batch, features, hidden);
    const fromState = product(before, weightHh, batch, hidden, hidden);
    before = fromInput.map((value, i) => {
      const unit = i % hidden;
      return Math.tanh(value + weights.biasIh[unit] + fromState[i] + weights.biasHh[unit]);
    });
    for (let text = 0; text < batch; text++) {
      output.set(before.subarray(text * hidden, (text + 1) * hidden), (text * time + t) * hidden);
    }
  }
  return output;
}

/** a [rows × inner] times b [inner × columns] */
export function product(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  rows: number,
  inner: number,
  columns: number,
): Float64Array<ArrayBuffer> {
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      for (let k = 0; k < inner; k++)
        out[row * columns + column] += a[row * inner + k] * b[k * columns + column];
  return out;
}

/** The greatest difference between numbers in the same place. */
export function greatestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

function sizesOf({ weightIh, biasIh }: CellWeights): { hidden: number; features: number } {
  return { hidden: biasIh.length, features: weightIh.length / biasIh.length };
}
