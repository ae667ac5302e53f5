import { seededRandom } from '../../../src/engine/random.ts';
import type { Network, States } from '../../../src/engine/recurrent/network.ts';
import { randomNetwork, type Architecture } from '../../../src/engine/recurrent/weights.ts';

const SMALL: Architecture = {
  kind: 'lstm',
  inputSize: 5,
  hiddenSize: 3,
  numLayers: 1,
  directions: ['forward'],
  bias: true,
};

/** A small network with random weights, three times as large as at their beginning so that nothing stays linear. */
export function smallNetwork(more: Partial<Architecture> = {}, seed = 1): Network {
  const network = randomNetwork({ ...SMALL, ...more }, seededRandom(seed));
  for (const weights of network.layers.flat())
    for (const values of Object.values(weights) as Float32Array[])
      for (let i = 0; i < values.length; i++) values[i] *= 3;
  return network;
}

/** Random numbers from −1 to 1. */
export function numbers(length: number, seed = 7): Float32Array {
  const random = seededRandom(seed);
  return Float32Array.from({ length }, () => 2 * random() - 1);
}

export function randomStates({ layers, hiddenSize }: Network, seed = 11): States {
  return layers.flat().map((_, i) => {
    return { h: numbers(hiddenSize, seed + 2 * i), c: numbers(hiddenSize, seed + 2 * i + 1) };
  });
}

/** Every kind of cell, in both orders of resetting and with both kinds of gates. */
export const CELLS: { name: string; cell: Partial<Architecture> }[] = [
  { name: 'RNN (tanh)', cell: { kind: 'rnn_tanh' } },
  { name: 'RNN (ReLU)', cell: { kind: 'rnn_relu' } },
  { name: 'LSTM', cell: { kind: 'lstm' } },
  { name: 'LSTM with hard gates', cell: { kind: 'lstm', hasHardGates: true } },
  { name: 'GRU', cell: { kind: 'gru' } },
  { name: 'GRU that resets first', cell: { kind: 'gru', resetsFirst: true } },
];
