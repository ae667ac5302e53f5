import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { UserFault } from '../../../src/engine/faults.ts';
import { openNetwork } from '../../../src/engine/recurrent/files/open.ts';
import { run } from '../../../src/engine/recurrent/network.ts';
import type { OpenAnswers } from '../../../src/protocol/engine.ts';
import { temporaryFolder } from '../formats/files.ts';
import { numbers } from './networks.ts';
import { attribute, field, floats32, floats64, model, node, tensor, varint } from './onnxMessages.ts';

const FIXTURES = join(import.meta.dirname, '../../fixtures/onnx');
const { input, outputs } = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as {
  input: number[];
  outputs: Record<string, number[]>;
};
const folder = temporaryFolder();

async function opened(path: string, answers: OpenAnswers = {}) {
  const result = await openNetwork(path, answers);
  if (!('network' in result)) throw new Error(`It asks: ${JSON.stringify(result)}`);
  return result;
}

/** Writes a model and opens it. */
function openModel(bytes: Buffer, name = 'a.onnx') {
  writeFileSync(join(folder, name), bytes);
  return opened(join(folder, name));
}

const refused = (bytes: Buffer, message: RegExp) =>
  assert.rejects(openModel(bytes), { name: UserFault.name, message });

function agrees(ours: Float32Array, theirs: ArrayLike<number>): void {
  assert.equal(ours.length, theirs.length);
  ours.forEach((value, i) => assert.ok(Math.abs(value - theirs[i]) < 1e-6, `${i}: ${value}, ${theirs[i]}`));
}

const EXPORTED = [
  { name: 'lstm', kind: 'lstm', layers: 3, directions: ['forward', 'reverse'], bias: true },
  { name: 'relu', kind: 'rnn_relu', layers: 1, directions: ['forward'], bias: false },
  { name: 'tanh', kind: 'rnn_tanh', layers: 1, directions: ['forward'], bias: true },
  { name: 'model', kind: 'gru', layers: 2, directions: ['forward'], bias: true },
];

for (const { name, kind, layers, directions, bias } of EXPORTED)
  test(`computes what PyTorch does of the network that it exported: ${name}`, async () => {
    const { network, format, bias: hasBias } = await opened(join(FIXTURES, `${name}.onnx`));
    assert.deepEqual(
      [format, network.kind, network.layers.length, network.directions, hasBias],
      ['ONNX', kind, layers, directions, bias],
    );
    agrees(run(network, Float32Array.from(input)).output, outputs[name]);
  });

test('of two networks the user is asked, by their names and sizes', async () => {
  const path = join(FIXTURES, 'two.onnx');
  assert.deepEqual(await openNetwork(path, {}), {
    question: {
      key: 'network',
      prompt: 'Which network should be opened?',
      choices: [
        { value: '/first/LSTM', label: '/first/LSTM', description: 'LSTM, 3 → 2' },
        { value: '/second/LSTM', label: '/second/LSTM', description: 'LSTM, 2 → 2' },
      ],
    },
  });
  const { network } = await opened(path, { network: '/first/LSTM' });
  agrees(run(network, Float32Array.from(input)).output, outputs.first);
});

const [W, R] = [numbers(6, 1), numbers(4, 2)];
const RNN = node('RNN', ['x', 'W', 'R'], ['y']);
const R_TENSOR = tensor('R', [1, 2, 2], 1, field(9, floats32(R)));

async function holds(w: Buffer, tolerance = 0): Promise<void> {
  const { network } = await openModel(model([RNN], [w, R_TENSOR]));
  const [[{ weightIh, weightHh }]] = network.layers;
  assert.deepEqual(weightHh, R);
  weightIh.forEach((value, i) => assert.ok(Math.abs(value - W[i]) <= tolerance));
}

/** The number's upper half is a brain float. */
const brainFloats = Uint16Array.from(new Uint32Array(W.buffer), (bits) => bits >> 16);

const STORED: [name: string, w: Buffer, tolerance?: number][] = [
  ['float32, raw', tensor('W', [1, 2, 3], 1, field(9, floats32(W)))],
  ['float32', tensor('W', [1, 2, 3], 1, field(4, floats32(W)))],
  ['float32, not packed', tensor('W', [1, 2, 3], 1, ...Array.from(W, unpacked))],
  ['float64, raw', tensor('W', [1, 2, 3], 11, field(9, floats64(W)))],
  ['float64', tensor('W', [1, 2, 3], 11, field(10, floats64(W)))],
  ['bfloat16, raw', tensor('W', [1, 2, 3], 16, field(9, Buffer.from(brainFloats.buffer))), 0.01],
  ['bfloat16', tensor('W', [1, 2, 3], 16, field(5, Buffer.concat([...brainFloats].map(varint)))), 0.01],
  [
    'bfloat16, not packed',
    tensor('W', [1, 2, 3], 16, ...[...brainFloats].map((half) => field(5, half))),
    0.01,
  ],
];

function unpacked(value: number): Buffer {
  return Buffer.concat([varint(8 * 4 + 5), floats32([value])]);
}

for (const [name, w, tolerance] of STORED)
  test(`weights are read as ${name}`, async () => holds(w, tolerance));

test('weights in a file beside the model, and given by nodes', async () => {
  writeFileSync(join(folder, 'a.data'), Buffer.concat([Buffer.alloc(8), floats32(W)]));
  const external = Object.entries({ location: 'a.data', offset: '8', length: '24' });
  const entries = external.map(([key, value]) => field(13, Buffer.concat([field(1, key), field(2, value)])));
  await holds(tensor('W', [1, 2, 3], 1, ...entries, field(14, 1)));
  const constant = attribute('value', 4, field(5, tensor('', [1, 2, 3], 1, field(9, floats32(W)))));
  const nodes = [node('Constant', [], ['W'], [constant]), RNN];
  const { network } = await openModel(model(nodes, [R_TENSOR]));
  assert.deepEqual(network.layers[0][0].weightIh, W);
});

test('a file beside the model is of its folder, and long enough', async () => {
  const at = (entries: Record<string, string>) => {
    const fields = Object.entries(entries).map(([key, value]) =>
      field(13, Buffer.concat([field(1, key), field(2, value)])),
    );
    return model([RNN], [tensor('W', [1, 2, 3], 1, ...fields), R_TENSOR]);
  };
  await refused(
    at({ location: '../a.data' }),
    /^a\.onnx names a file outside of its folder: \.\.\/a\.data\.$/,
  );
  await refused(
    at({ location: 'a.data', offset: '16' }),
    /^a\.onnx: the tensor W \[1 × 2 × 3\] has 16 bytes of numbers; expected 24\.$/,
  );
  await refused(
    at({ location: 'a.data', offset: '30', length: '24' }),
    /^a\.data has 32 bytes; a\.onnx expects 24/,
  );
  await refused(at({ location: 'a.data', offset: '-1' }), /^a\.data has 32 bytes; a\.onnx expects/);
});

test('the attributes of a node: lists, texts, and numbers that are left out because they are 0', async () => {
  const gru = (...attributes: Buffer[]) =>
    openModel(
      model(
        [node('GRU', ['x', 'W', 'R'], ['y'], attributes)],
        [
          tensor('W', [1, 6, 3], 1, field(9, floats32(numbers(18)))),
          tensor('R', [1, 6, 2], 1, field(9, floats32(numbers(12)))),
        ],
      ),
    );
  const int = (name: string, ...value: Buffer[]) => attribute(name, 2, ...value);
  const before = await gru(int('linear_before_reset', field(3, 1)));
  const after = await gru(int('linear_before_reset'), attribute('direction', 3, field(4, 'reverse')));
  assert.deepEqual([before.network.resetsFirst, before.network.directions], [false, ['forward']]);
  assert.deepEqual([after.network.resetsFirst, after.network.directions], [true, ['reverse']]);
  const activations = ['HardSigmoid', 'Tanh'].map((name) => field(9, name));
  assert.equal((await gru(attribute('activations', 8, ...activations))).network.hasHardGates, true);
  await assert.rejects(gru(attribute('clip', 1, Buffer.concat([varint(8 * 2 + 5), floats32([3])]))), {
    message: 'a.onnx: the ONNX attribute clip = 3 is not known here.',
  });
});

test('what is no network, or not in the file, is refused with a sentence', async () => {
  await refused(
    model([node('Add', ['a', 'b'], ['c'])], []),
    /^a\.onnx holds no RNN, LSTM or GRU of ONNX, but Add\.$/,
  );
  await refused(Buffer.alloc(0), /^a\.onnx is empty\.$/);
  await refused(
    Buffer.from('version https://git-lfs'),
    /^a\.onnx is a broken file of ONNX, or none: no field can begin at byte \d+\.$/,
  );
  await refused(
    model([node('RNN', ['x', 'W', 'R'], ['y'], [], 'rnn')], [R_TENSOR]),
    /^a\.onnx: the weights W of the node rnn are computed by other nodes/,
  );
  await refused(
    model([RNN], [tensor('W', [1, 2, 3], 3, field(9, Buffer.alloc(6))), R_TENSOR]),
    /^a\.onnx: the tensor W holds numbers of a type 3 of ONNX; expected float16/,
  );
  await refused(
    model([RNN], [tensor('W', [1, 2, 2 ** 40], 1, field(9, Buffer.alloc(6))), R_TENSOR]),
    /^a\.onnx: the tensor W \[1 × 2 × 1099511627776\] has 6 bytes of numbers; expected 8796093022208\.$/,
  );
  await refused(
    model(
      Array.from({ length: 140_000 }, () => Buffer.alloc(0)),
      [],
    ),
    /more nodes or tensors/,
  );
});

test('a model that is gzipped, and one whose attributes and weights disagree', async () => {
  const w = tensor('W', [1, 2, 3], 1, field(9, floats32(W)));
  const { network } = await openModel(gzipSync(model([RNN], [w, R_TENSOR])), 'a.onnx.gz');
  assert.deepEqual(network.layers[0][0].weightIh, W);
  const rnn = node('RNN', ['x', 'W', 'R'], ['y'], [attribute('hidden_size', 2, field(3, 9))]);
  await refused(
    model([rnn], [w, R_TENSOR]),
    /^a\.onnx: hidden_size is 9, but the weights have 2 hidden units\.$/,
  );
});

test('nodes that lead to themselves come to an end', async () => {
  const nodes = [
    node('Identity', ['b'], ['a']),
    node('Identity', ['a'], ['b']),
    node('RNN', ['a', 'W', 'R'], ['y']),
  ];
  const W_TENSOR = tensor('W', [1, 2, 3], 1, field(9, floats32(W)));
  assert.equal((await openModel(model(nodes, [W_TENSOR, R_TENSOR]))).network.layers.length, 1);
});
