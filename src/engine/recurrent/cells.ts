/**
 * One step of each recurrent cell, with the formulas, gate order and names of PyTorch's nn.RNN, nn.LSTM and nn.GRU
 * (https://pytorch.org/docs/stable/nn.html#recurrent-layers). Weights and states are float32, as PyTorch keeps them.
 */

export type CellKind = 'rnn_tanh' | 'rnn_relu' | 'lstm' | 'gru';

/** The gates of a cell: blocks of `hiddenSize` rows in its weights, in PyTorch's order. */
export const GATE_NAMES: Record<CellKind, readonly string[]> = {
  rnn_tanh: ['h'],
  rnn_relu: ['h'],
  lstm: ['i', 'f', 'g', 'o'],
  gru: ['r', 'z', 'n'],
};

/** A cell and, where other libraries compute it in another way than PyTorch, how. */
export interface Cell {
  kind: CellKind;
  /**
   * GRU: the reset gate scales h before it meets W_hn, as Cho et al. 2014 have it (ONNX linear_before_reset = 0, Keras
   * reset_after = False), and not W_hn h + b_hn, as PyTorch and cuDNN do.
   */
  resetsFirst?: boolean;
  /** The gates of an LSTM or GRU are Keras' hard sigmoid, max(0, min(1, 0.2 x + 0.5)). */
  hasHardGates?: boolean;
}

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

/** What one step leaves behind. */
export interface StepRecord extends CellState {
  /** [gates·hidden] The gates, in the order of {@link GATE_NAMES}; an RNN's is h itself. */
  gates: Float32Array;
}

/** W_ih x + b_ih and W_hh h + b_hh: [gates·hidden] each. */
export interface Sums {
  input: Float32Array;
  hidden: Float32Array;
}

export function gatesOf(kind: CellKind): number {
  return GATE_NAMES[kind].length;
}

/**
 * From the sums to the next state and its gates, which are written to `into`.
 *
 * A GRU that resets first has W_hn (r ⊙ h) + b_hn among its hidden sums, for which r must be known: `candidate` gets r
 * and puts them there.
 */
export function activate(
  cell: Cell,
  sums: Sums,
  before: CellState,
  into: StepRecord,
  candidate: (reset: Float32Array) => void,
): void {
  if (cell.kind === 'lstm') lstm(gateOf(cell), sums, before, into);
  else if (cell.kind === 'gru') gru(cell, sums, before, into, candidate);
  else elman(cell.kind === 'rnn_tanh' ? Math.tanh : relu, sums, into);
}

/** Elman 1990. */
function elman(nonlinearity: (sum: number) => number, { input, hidden }: Sums, into: StepRecord): void {
  for (let unit = 0; unit < into.h.length; unit++) into.h[unit] = nonlinearity(input[unit] + hidden[unit]);
}

/** Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000. */
function lstm(
  gate: (sum: number) => number,
  { input, hidden }: Sums,
  before: CellState,
  { gates, c, h }: StepRecord,
): void {
  const size = h.length;
  for (let unit = 0; unit < size; unit++) {
    const [i, f, g, o] = [unit, size + unit, 2 * size + unit, 3 * size + unit];
    gates[i] = gate(input[i] + hidden[i]);
    gates[f] = gate(input[f] + hidden[f]);
    gates[g] = Math.tanh(input[g] + hidden[g]);
    gates[o] = gate(input[o] + hidden[o]);
    c[unit] = gates[f] * before.c[unit] + gates[i] * gates[g];
    h[unit] = gates[o] * Math.tanh(c[unit]);
  }
}

/** Cho et al. 2014. */
function gru(
  cell: Cell,
  { input, hidden }: Sums,
  before: CellState,
  { gates, h }: StepRecord,
  candidate: (reset: Float32Array) => void,
): void {
  const size = h.length;
  const gate = gateOf(cell);
  for (let at = 0; at < 2 * size; at++) gates[at] = gate(input[at] + hidden[at]);
  candidate(gates.subarray(0, size));
  for (let unit = 0; unit < size; unit++) {
    const [r, z, n] = [unit, size + unit, 2 * size + unit];
    gates[n] = Math.tanh(input[n] + (cell.resetsFirst ? 1 : gates[r]) * hidden[n]);
    h[unit] = (1 - gates[z]) * gates[n] + gates[z] * before.h[unit];
  }
}

export function gateOf({ hasHardGates }: Cell): (sum: number) => number {
  return hasHardGates ? hardSigmoid : sigmoid;
}

/** The gate's derivative, from its value. */
export function gateSlope({ hasHardGates }: Cell, value: number): number {
  if (hasHardGates) return value > 0 && value < 1 ? 0.2 : 0;
  return value * (1 - value);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

function hardSigmoid(x: number): number {
  return Math.max(0, Math.min(1, 0.2 * x + 0.5));
}

function relu(x: number): number {
  return Math.max(0, x);
}
