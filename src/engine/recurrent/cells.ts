/**
 * One step of each recurrent cell, with the formulas, gate order and names of PyTorch's nn.RNN, nn.LSTM and nn.GRU
 * (https://pytorch.org/docs/stable/nn.html#recurrent-layers). Numbers are kept as float32, sums are made in float64.
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
  /** Cell state of an LSTM: [hidden] */
  c: Float32Array;
}

/** The state after one step. */
export function step(kind: CellKind, weights: CellWeights, x: Float32Array, state: CellState): CellState {
  const input = affine(weights.weightIh, x, weights.biasIh);
  const hidden = affine(weights.weightHh, state.h, weights.biasHh);
  return activate[kind](input, hidden, state);
}

/** From W_ih x + b_ih and W_hh h + b_hh, both [gates·hidden], to the next state. */
const activate: Record<CellKind, (input: Float64Array, hidden: Float64Array, state: CellState) => CellState> = {
  rnn_tanh: (input, hidden, { c }) => ({ h: Float32Array.from(input, (sum, i) => Math.tanh(sum + hidden[i])), c }),
  rnn_relu: (input, hidden, { c }) => ({ h: Float32Array.from(input, (sum, i) => Math.max(0, sum + hidden[i])), c }),
  lstm: (input, hidden, state) => {
    const size = state.h.length;
    const gate = (block: number, unit: number) => input[block * size + unit] + hidden[block * size + unit];
    const c = Float32Array.from(
      state.c,
      (before, u) => sigmoid(gate(1, u)) * before + sigmoid(gate(0, u)) * Math.tanh(gate(2, u)),
    );
    return { h: Float32Array.from(c, (cell, u) => sigmoid(gate(3, u)) * Math.tanh(cell)), c };
  },
  gru: (input, hidden, { h, c }) => {
    const size = h.length;
    const gate = (block: number, unit: number) => sigmoid(input[block * size + unit] + hidden[block * size + unit]);
    const next = (before: number, u: number) => {
      const candidate = Math.tanh(input[2 * size + u] + gate(0, u) * hidden[2 * size + u]);
      const update = gate(1, u);
      return (1 - update) * candidate + update * before;
    };
    return { h: Float32Array.from(h, next), c };
  },
};

/** W v + b in float64: [rows]. */
function affine(weight: Float32Array, vector: Float32Array, bias: Float32Array): Float64Array {
  const columns = vector.length;
  const result = new Float64Array(bias.length);
  for (let row = 0; row < result.length; row++) result[row] = rowProduct(weight, row, vector, columns) + bias[row];
  return result;
}

/** Row `row` of a row-major matrix, times a vector. */
export function rowProduct(matrix: Float32Array, row: number, vector: Float32Array, columns: number): number {
  let sum = 0;
  for (let i = 0, at = row * columns; i < columns; i++) sum += matrix[at + i] * vector[i];
  return sum;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
