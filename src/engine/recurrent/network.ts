import { fill, newAlgebra, rowsOf, tableSize, type Algebra, type Table } from '../kernels/algebra.ts';
import { activate, gatesOf, type Cell, type CellState, type CellWeights, type Sums } from './cells.ts';

export type Direction = 'forward' | 'reverse';

/** Layers of cells, in one direction or in both. */
export interface Network extends Cell {
  inputSize: number;
  hiddenSize: number;
  directions: readonly Direction[];
  /** layers × directions */
  layers: CellWeights[][];
}

/** The first or last states of every layer and direction, in PyTorch's order: layer 0 forward, layer 0 reverse, … */
export type States = CellState[];

/** Units that are held at 0, by their layer and place in `directions`. */
export interface SilencedUnit {
  layer: number;
  direction: number;
  unit: number;
}

export interface RunOptions {
  initial?: States;
  silenced?: readonly SilencedUnit[];
}

/** Everything that one layer computed in one direction. */
export interface LayerRun {
  /** [time × width], row-major: the sequence, or the output of the layer below. */
  input: Float32Array;
  /** [time × hidden] */
  h: Float32Array;
  /** [time × hidden], of an LSTM; else empty. */
  c: Float32Array;
  /** [time × gates·hidden], of an LSTM or GRU; an RNN's one gate is h. */
  gates: Float32Array;
  /** [time × hidden] W_hn h + b_hn of a GRU, which its reset gate scales, or W_hn (r ⊙ h) + b_hn; else empty. */
  candidate: Float32Array;
  /** The state before the first step, which is the last token's where the direction is reverse. */
  first: CellState;
}

export interface Run {
  time: number;
  /** [time × directions·hidden], row-major: the last layer's hidden states. */
  output: Float32Array;
  /** The state of each layer and direction after its last step. */
  final: States;
  /** layers × directions */
  layers: LayerRun[][];
}

/** States of zeros, as a network starts when nothing else is said. */
export function zeroStates({ layers, hiddenSize }: Network): States {
  const zero = () => ({ h: new Float32Array(hiddenSize), c: new Float32Array(hiddenSize) });
  return layers.flat().map(zero);
}

/** Numbers of one output: the hidden states of all directions. */
export function widthOf({ directions, hiddenSize }: Network): number {
  return directions.length * hiddenSize;
}

/**
 * Runs a network over one sequence, and keeps every number of it. A batch of sequences of different lengths is such a
 * run a sequence: each ends, and a reverse direction begins, with its own last step, as PyTorch's packed sequences do.
 *
 * @param input [time × input], row-major
 */
export function run(network: Network, input: Float32Array, options: RunOptions = {}): Run {
  const { initial = zeroStates(network), silenced = [] } = options;
  const time = input.length / network.inputSize;
  const algebra = newAlgebra(numbersFor(network, time));
  const final: States = [];
  const layers: LayerRun[][] = [];
  let sequence = input;
  network.layers.forEach((directions, layer) => {
    const runs = directions.map((weights, direction): LayerRun => {
      const first = initial[layer * directions.length + direction];
      const units = silenced.filter((each) => each.layer === layer && each.direction === direction);
      const steps = new Steps(algebra, network, weights, sequence, first);
      return steps.run(network.directions[direction], units);
    });
    layers.push(runs);
    final.push(...runs.map((each, direction) => stateAfter(network, each, direction)));
    sequence = interleaved(runs, network.hiddenSize);
  });
  return { time, output: sequence, final, layers };
}

function numbersFor({ inputSize, hiddenSize, directions, layers, kind }: Network, time: number): number {
  const width = Math.max(inputSize, directions.length * hiddenSize);
  const rows = gatesOf(kind) * hiddenSize;
  const aLayer =
    tableSize(rows, width) + tableSize(rows, hiddenSize) + tableSize(time, width) + tableSize(time, rows);
  return layers.length * directions.length * (aLayer + 2 * tableSize(1, rows) + 2 * tableSize(1, hiddenSize));
}

/** The state before step t: that of the step which the direction took before it. */
export function stateBefore(network: Network, layer: LayerRun, direction: number, t: number): CellState {
  const before = network.directions[direction] === 'forward' ? t - 1 : t + 1;
  const isFirst = before < 0 || before * network.hiddenSize >= layer.h.length;
  return isFirst ? layer.first : stateAt(network, layer, before);
}

function stateAfter(network: Network, layer: LayerRun, direction: number): CellState {
  const time = layer.h.length / network.hiddenSize;
  return stateAt(network, layer, network.directions[direction] === 'forward' ? time - 1 : 0);
}

/** A cell without a cell state hands the first one on. */
function stateAt({ hiddenSize, kind }: Network, { h, c, first }: LayerRun, t: number): CellState {
  const row = (values: Float32Array) => values.subarray(t * hiddenSize, (t + 1) * hiddenSize);
  return { h: row(h), c: kind === 'lstm' ? row(c) : first.c };
}

/** [time × directions·hidden] */
function interleaved(runs: LayerRun[], hiddenSize: number): Float32Array {
  if (runs.length === 1) return runs[0].h;
  const output = new Float32Array(runs.length * runs[0].h.length);
  runs.forEach(({ h }, direction) => {
    for (let t = 0; t * hiddenSize < h.length; t++)
      output.set(
        h.subarray(t * hiddenSize, (t + 1) * hiddenSize),
        (t * runs.length + direction) * hiddenSize,
      );
  });
  return output;
}

/**
 * The steps of one layer in one direction. What the inputs give is computed for all steps in one product, as X W_ihᵀ with
 * a row a step (x Wᵀ); what the hidden state gives, step by step, as W_hh h (W x). Both forms are the same product.
 */
class Steps {
  private readonly algebra: Algebra;
  private readonly network: Network;
  private readonly weights: CellWeights;
  private readonly record: LayerRun;
  private readonly weightHh: Table;
  private readonly inputTerms: Table;
  private readonly hiddenTerms: Table;
  private readonly h: Table;
  private readonly sums: Sums;

  constructor(
    algebra: Algebra,
    network: Network,
    weights: CellWeights,
    input: Float32Array,
    first: CellState,
  ) {
    const { hiddenSize, kind } = network;
    const rows = gatesOf(kind) * hiddenSize;
    const width = weights.weightIh.length / rows;
    const time = input.length / width;
    this.algebra = algebra;
    this.network = network;
    this.weights = weights;
    this.weightHh = tableOf(algebra, weights.weightHh, rows, hiddenSize);
    this.inputTerms = algebra.table(time, rows);
    const x = tableOf(algebra, input, time, width);
    algebra.multiply(x, tableOf(algebra, weights.weightIh, rows, width), this.inputTerms);
    this.hiddenTerms = algebra.table(1, rows);
    this.h = algebra.table(1, hiddenSize);
    this.sums = { input: new Float32Array(rows), hidden: new Float32Array(rows) };
    const [isLstm, isGru] = [kind === 'lstm', kind === 'gru'];
    this.record = {
      input,
      h: new Float32Array(time * hiddenSize),
      c: new Float32Array(isLstm ? time * hiddenSize : 0),
      gates: new Float32Array(isLstm || isGru ? time * rows : 0),
      candidate: new Float32Array(isGru ? time * hiddenSize : 0),
      first,
    };
  }

  run(direction: Direction, silenced: readonly SilencedUnit[]): LayerRun {
    const { record, inputTerms } = this;
    const time = inputTerms.rows;
    let before = record.first;
    for (let i = 0; i < time; i++) {
      const t = direction === 'forward' ? i : time - 1 - i;
      this.step(t, before);
      before = stateAt(this.network, record, t);
      for (const { unit } of silenced) before.h[unit] = 0;
    }
    return record;
  }

  private step(t: number, before: CellState): void {
    const { network, record, sums, inputTerms, hiddenTerms, h, weights } = this;
    const size = network.hiddenSize;
    const rows = sums.input.length;
    const row = (values: Float32Array, width: number) => values.subarray(t * width, (t + 1) * width);
    h.values.set(before.h);
    this.algebra.multiply(h, this.weightHh, hiddenTerms);
    add(sums.input, inputTerms.values, t * inputTerms.stride, weights.biasIh);
    add(sums.hidden, hiddenTerms.values, 0, weights.biasHh);
    const into = { h: row(record.h, size), c: row(record.c, size), gates: row(record.gates, rows) };
    activate(network, sums, before, into, (reset) => {
      if (network.resetsFirst) this.resetFirst(before.h, reset);
    });
    if (network.kind === 'gru') row(record.candidate, size).set(sums.hidden.subarray(2 * size));
  }

  /** Puts W_hn (r ⊙ h) + b_hn among the hidden sums. */
  private resetFirst(h: Float32Array, reset: Float32Array): void {
    const { network, sums, weights, hiddenTerms } = this;
    const size = network.hiddenSize;
    for (let unit = 0; unit < size; unit++) this.h.values[unit] = reset[unit] * h[unit];
    this.algebra.multiply(this.h, rowsOf(this.weightHh, 2 * size, size), hiddenTerms);
    add(sums.hidden.subarray(2 * size), hiddenTerms.values, 0, weights.biasHh.subarray(2 * size));
  }
}

function tableOf(algebra: Algebra, numbers: Float32Array, rows: number, columns: number): Table {
  const table = algebra.table(rows, columns);
  fill(table, numbers);
  return table;
}

function add(into: Float32Array, terms: Float32Array, from: number, bias: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = terms[from + i] + bias[i];
}
