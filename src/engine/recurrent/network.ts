import { step, type CellKind, type CellState, type CellWeights } from './cells.ts';

/** Layers of cells, in one direction or in both. */
export interface Network {
  kind: CellKind;
  inputSize: number;
  hiddenSize: number;
  /** layers × directions: the forward direction first, then the reverse one where there is one. */
  layers: CellWeights[][];
}

/** The first or last states of every layer and direction, in PyTorch's order: layer 0 forward, layer 0 reverse, … */
export type States = CellState[];

export interface Run {
  /** [time × directions·hidden], row-major: the last layer's hidden states. */
  output: Float32Array;
  /** The state of each layer and direction after its last step. */
  final: States;
}

/** States of zeros, as a network starts when nothing else is said. */
export function zeroStates({ layers, hiddenSize }: Network): States {
  const zero = () => ({ h: new Float32Array(hiddenSize), c: new Float32Array(hiddenSize) });
  return layers.flat().map(zero);
}

/**
 * Runs a network over one sequence.
 *
 * @param input [time × input], row-major
 */
export function run(network: Network, input: Float32Array, initial: States = zeroStates(network)): Run {
  const { layers, hiddenSize } = network;
  const time = input.length / network.inputSize;
  const final: States = [];
  let sequence = input;
  for (const directions of layers) {
    const output = new Float32Array(time * directions.length * hiddenSize);
    directions.forEach((weights, direction) => {
      const first = initial[final.length];
      final.push(runDirection(network, weights, direction, sequence, first, output, directions.length));
    });
    sequence = output;
  }
  return { output: sequence, final };
}

/** Runs one layer in one direction and writes its states into its columns of `output`. Returns the last state. */
function runDirection(
  { kind, hiddenSize }: Network,
  weights: CellWeights,
  direction: number,
  input: Float32Array,
  first: CellState,
  output: Float32Array,
  directions: number,
): CellState {
  const time = output.length / (directions * hiddenSize);
  const width = input.length / time;
  let state = first;
  for (let i = 0; i < time; i++) {
    const t = direction === 0 ? i : time - 1 - i;
    state = step(kind, weights, input.subarray(t * width, (t + 1) * width), state);
    output.set(state.h, (t * directions + direction) * hiddenSize);
  }
  return state;
}
