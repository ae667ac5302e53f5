/**
 * One step of each recurrent cell, with the formulas, gate order and names of PyTorch's nn.RNN, nn.LSTM and nn.GRU
 * (https://pytorch.org/docs/stable/nn.html#recurrent-layers). Weights and states are float32, as PyTorch keeps them; sums
 * are made in float64, so that their order hardly matters.
 */

export type CellKind = 'rnn_tanh' | 'rnn_relu' | 'lstm' | 'gru';

/** Gates of a cell: blocks of `hiddenSize` rows in its weights. RNN: h. LSTM: i, f, g, o. GRU: r, z, n. */
export const GATES: Record<CellKind, number> = { rnn_tanh: 1, rnn_relu: 1, lstm: 4, gru: 3 };

/** The weights of one layer in one direction. */
export interface CellWeights {
  /** [gates·hidden × input], row-major */
  weightIh: Float32Array;
  /** [gates·hidden × hidden], row-major */
  weightHh: Float32Array;
  /** [gates·hidden]; zeros where the network has no bias */
  biasIh: Float32Array;
  /** [gates·hidden] */
  biasHh: Float32Array;
}

export interface CellState {
  /** Hidden state: [hidden] */
  h: Float32Array;
  /** Cell state of an LSTM: [hidden]; the other cells hand it on unread */
  c: Float32Array;
}

/** From W_ih x + b_ih and W_hh h + b_hh, both [gates·hidden], to the next state. */
type Activation = (input: Float64Array, hidden: Float64Array, state: CellState) => CellState;

const ACTIVATIONS: Record<CellKind, Activation> = {
  rnn_tanh: (input, hidden, { c }) => ({ h: combine(input, hidden, Math.tanh), c }),
  rnn_relu: (input, hidden, { c }) => ({ h: combine(input, hidden, (sum) => Math.max(0, sum)), c }),
  lstm,
  gru,
};

/** The state after one step. */
export function step(kind: CellKind, weights: CellWeights, x: Float32Array, state: CellState): CellState {
  const input = affine(weights.weightIh, x, weights.biasIh);
  const hidden = affine(weights.weightHh, state.h, weights.biasHh);
  return ACTIVATIONS[kind](input, hidden, state);
}

function combine(input: Float64Array, hidden: Float64Array, activate: (sum: number) => number): Float32Array {
  return Float32Array.from(input, (sum, unit) => activate(sum + hidden[unit]));
}

/** Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000. */
function lstm(input: Float64Array, hidden: Float64Array, { c: before }: CellState): CellState {
  const size = before.length;
  const c = new Float32Array(size);
  const h = new Float32Array(size);
  for (let unit = 0; unit < size; unit++) {
    const gate = (block: number) => input[block * size + unit] + hidden[block * size + unit];
    c[unit] = sigmoid(gate(1)) * before[unit] + sigmoid(gate(0)) * Math.tanh(gate(2));
    h[unit] = sigmoid(gate(3)) * Math.tanh(c[unit]);
  }
  return { h, c };
}

/** Cho et al. 2014; as PyTorch and cuDNN have it, the reset gate scales W_hn h + b_hn, not h. */
function gru(input: Float64Array, hidden: Float64Array, { h: before, c }: CellState): CellState {
  const size = before.length;
  const h = new Float32Array(size);
  for (let unit = 0; unit < size; unit++) {
    const gate = (block: number) => sigmoid(input[block * size + unit] + hidden[block * size + unit]);
    const candidate = Math.tanh(input[2 * size + unit] + gate(0) * hidden[2 * size + unit]);
    h[unit] = (1 - gate(1)) * candidate + gate(1) * before[unit];
  }
  return { h, c };
}

/** W v + b in float64: [rows]. */
function affine(weight: Float32Array, vector: Float32Array, bias: Float32Array): Float64Array {
  const result = new Float64Array(bias.length);
  for (let row = 0; row < result.length; row++) result[row] = rowProduct(weight, row, vector) + bias[row];
  return result;
}

/** Row `row` of a row-major matrix [rows × vector.length], times the vector. */
export function rowProduct(matrix: Float32Array, row: number, vector: Float32Array): number {
  const columns = vector.length;
  let sum = 0;
  for (let i = 0, at = row * columns; i < columns; i++) sum += matrix[at + i] * vector[i];
  return sum;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
