/** Cases that PyTorch computed, as JSON: arguments, state dict, input, initial states, and what came out. */
import type { CellKind } from '../src/engine/recurrent/cells.ts';
import { influence } from '../src/engine/recurrent/influence.ts';
import { initialStates } from '../src/engine/recurrent/initial.ts';
import { run, widthOf, type Network, type Run, type States } from '../src/engine/recurrent/network.ts';
import { fromStateDict, type StateDict } from '../src/engine/recurrent/weights.ts';

type Nested = number | Nested[];

export interface PyTorchCase {
  kind: 'RNN' | 'LSTM' | 'GRU';
  args: {
    input_size: number;
    hidden_size: number;
    num_layers?: number;
    bidirectional?: boolean;
    bias?: boolean;
    nonlinearity?: 'tanh' | 'relu';
  };
  state_dict: Record<string, Nested>;
  /** [batch × time × input] */
  input: number[][][];
  /** [layers·directions × batch × hidden] */
  h0: number[][][];
  c0?: number[][][];
  output: number[][][];
  h_n: number[][][];
  c_n?: number[][][];
  /** ‖∂output[T−1]/∂x_t‖ of the first sequence, by the hidden state of the forward direction alone: [time] */
  influence_on_last_output_first_sequence?: number[];
}

/** What our cells give for a case, in the case's shapes. */
export function runCase(
  recorded: PyTorchCase,
): Omit<PyTorchCase, 'kind' | 'args' | 'state_dict' | 'input' | 'h0'> {
  const network = networkOf(recorded);
  const runs = recorded.input.map((sequence, i): Run =>
    run(network, Float32Array.from(sequence.flat()), { initial: statesOf(network, recorded, i) }),
  );
  const width = widthOf(network);
  const final = (part: 'h' | 'c') =>
    runs[0].final.map((_, layer) => runs.map((each) => [...each.final[layer][part]]));
  return {
    output: runs.map(({ output }) => rowsOf(output, width)),
    h_n: final('h'),
    ...(recorded.kind === 'LSTM' ? { c_n: final('c') } : {}),
    influence_on_last_output_first_sequence: [
      ...influence(network, runs[0], runs[0].time - 1, { direction: 0 }),
    ],
  };
}

/** The parts of a case that are compared. */
export const PARTS = ['output', 'h_n', 'c_n', 'influence_on_last_output_first_sequence'] as const;

/** The largest difference between what came out here and what PyTorch had. */
export function largestDifference(ours: Nested | undefined, theirs: Nested | undefined): number {
  if (typeof ours === 'number' && typeof theirs === 'number') return Math.abs(ours - theirs);
  if (!Array.isArray(ours) || !Array.isArray(theirs) || ours.length !== theirs.length) return Infinity;
  return ours.reduce<number>((most, value, i) => Math.max(most, largestDifference(value, theirs[i])), 0);
}

function networkOf({ kind, args, state_dict }: PyTorchCase): Network {
  const cell: CellKind =
    kind === 'RNN' ? `rnn_${args.nonlinearity ?? 'tanh'}` : kind === 'LSTM' ? 'lstm' : 'gru';
  const tensors: StateDict = {};
  for (const [name, values] of Object.entries(state_dict)) {
    tensors[name] = { shape: shapeOf(values), values: Float32Array.from(flatten(values)) };
  }
  const architecture = {
    kind: cell,
    inputSize: args.input_size,
    hiddenSize: args.hidden_size,
    numLayers: args.num_layers ?? 1,
    directions: args.bidirectional ? (['forward', 'reverse'] as const) : (['forward'] as const),
    bias: args.bias ?? true,
  };
  return fromStateDict(architecture, tensors);
}

/** The states that a sequence of the batch begins with, as anybody would give them. */
function statesOf(network: Network, { h0, c0 }: PyTorchCase, sequence: number): States {
  const ofSequence = (states: number[][][]) => states.map((layer) => layer[sequence]);
  const json = JSON.stringify({ h0: ofSequence(h0), ...(c0 ? { c0: ofSequence(c0) } : {}) });
  return initialStates(network, { json });
}

function flatten(values: Nested): number[] {
  return Array.isArray(values) ? values.flatMap(flatten) : [values];
}

function shapeOf(values: Nested): number[] {
  return Array.isArray(values) ? [values.length, ...shapeOf(values[0])] : [];
}

function rowsOf(matrix: Float32Array, width: number): number[][] {
  return Array.from({ length: matrix.length / width }, (_, row) => [
    ...matrix.subarray(row * width, (row + 1) * width),
  ]);
}
