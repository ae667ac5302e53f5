import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import {
  fromStateDict,
  randomNetwork,
  type Architecture,
  type StateDict,
} from '../../../src/engine/recurrent/weights.ts';

const LSTM: Architecture = {
  kind: 'lstm',
  inputSize: 3,
  hiddenSize: 2,
  numLayers: 2,
  directions: ['forward', 'reverse'],
  bias: true,
};

/** What PyTorch's nn.LSTM(3, 2, num_layers=2, bidirectional=True).state_dict() holds. */
const LSTM_SHAPES: Record<string, number[]> = Object.fromEntries(
  [0, 1].flatMap((layer) =>
    ['', '_reverse'].flatMap((suffix) => [
      [`weight_ih_l${layer}${suffix}`, [8, layer === 0 ? 3 : 4]],
      [`weight_hh_l${layer}${suffix}`, [8, 2]],
      [`bias_ih_l${layer}${suffix}`, [8]],
      [`bias_hh_l${layer}${suffix}`, [8]],
    ]),
  ),
);

function stateDict(shapes: Record<string, number[]>): StateDict {
  let next = 0;
  const filled = (shape: number[]) =>
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => next++);
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, { shape, values: filled(shape) }]),
  );
}

const refuses = (tensors: StateDict, sentence: string, architecture = LSTM) =>
  assert.throws(
    () => fromStateDict(architecture, tensors),
    (error) => error instanceof UserFault && error.message === sentence,
  );

test('tensors go by PyTorch’s names to layers and directions', () => {
  const tensors = stateDict(LSTM_SHAPES);
  const { layers } = fromStateDict(LSTM, tensors);
  assert.equal(layers.length, 2);
  assert.equal(layers[0][0].weightIh, tensors.weight_ih_l0.values);
  assert.equal(layers[0][1].biasHh, tensors.bias_hh_l0_reverse.values);
  assert.equal(layers[1][1].weightHh, tensors.weight_hh_l1_reverse.values);
  assert.equal(layers[1][0].biasIh, tensors.bias_ih_l1.values);
});

test('a missing tensor is named, with the shape it should have', () => {
  const tensors = stateDict(LSTM_SHAPES);
  delete tensors.weight_ih_l1;
  refuses(tensors, 'state dict: there is no tensor weight_ih_l1; expected [8 × 4].');
});

test('a tensor of another shape is named, with both shapes', () => {
  const sentence = 'state dict: the tensor weight_hh_l0_reverse has the shape [2 × 8]; expected [8 × 2].';
  refuses(stateDict({ ...LSTM_SHAPES, weight_hh_l0_reverse: [2, 8] }), sentence);
});

test('a tensor with fewer numbers than its shape promises is refused', () => {
  const tensors = stateDict(LSTM_SHAPES);
  const short = { shape: [8], values: new Float32Array(7) };
  refuses({ ...tensors, bias_ih_l0: short }, 'state dict: the tensor bias_ih_l0 holds 7 numbers, not [8].');
});

test('without bias none is asked for, and zeros are added', () => {
  const architecture: Architecture = { ...LSTM, numLayers: 1, directions: ['forward'], bias: false };
  const { layers } = fromStateDict(architecture, stateDict({ weight_ih_l0: [8, 3], weight_hh_l0: [8, 2] }));
  assert.deepEqual(layers[0][0].biasIh, new Float32Array(8));
  refuses(
    stateDict({ weight_ih_l0: [8, 3], weight_hh_l0: [8, 2] }),
    'state dict: there is no tensor bias_ih_l0; expected [8].',
    {
      ...architecture,
      bias: true,
    },
  );
});

test('random weights fill ±1/√hidden evenly, and the seed decides them', () => {
  const architecture: Architecture = { ...LSTM, inputSize: 50, hiddenSize: 25 };
  const weightsOf = (seed: number) => randomNetwork(architecture, seededRandom(seed)).layers[1][1].weightIh;
  const weights = weightsOf(3);
  assert.equal(weights.length, 4 * 25 * 50);
  assert.ok(weights.every((weight) => Math.abs(weight) <= 0.2));
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const variance = weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length;
  assert.ok(Math.abs(mean) < 0.01, `mean ${mean}`);
  assert.ok(Math.abs(variance - 0.2 ** 2 / 3) < 0.001, `variance ${variance}`);
  assert.deepEqual(weightsOf(3), weights);
  assert.notDeepEqual(weightsOf(4), weights);
});
