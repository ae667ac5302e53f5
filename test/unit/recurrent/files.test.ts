import * as tf from '@tensorflow/tfjs';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { openNetwork } from '../../../src/engine/recurrent/files/open.ts';
import { saveNetwork } from '../../../src/engine/recurrent/files/save.ts';
import { run } from '../../../src/engine/recurrent/network.ts';
import type { OpenNetwork } from '../../../src/engine/recurrent/openNetworks.ts';
import type { OpenAnswers } from '../../../src/protocol/engine.ts';
import { safetensors } from '../formats/encoders.ts';
import { pythonWith, temporaryFolder } from '../formats/files.ts';
import { numbers, smallNetwork } from './networks.ts';
import { archive, call, floats, pickle } from './pickles.ts';

const folder = temporaryFolder();
const place = join(folder, 'files');

/** Writes files and opens the first of them. */
async function openFiles(files: Record<string, string | Uint8Array>, answers: OpenAnswers = {}) {
  await rm(place, { recursive: true, force: true });
  await mkdir(place);
  for (const [name, content] of Object.entries(files)) await writeFile(join(place, name), content);
  return openNetwork(join(place, Object.keys(files)[0]), answers);
}

/** Opens files about which nothing has to be asked. */
async function opened(files: Record<string, string | Uint8Array>, answers: OpenAnswers = {}) {
  const result = await openFiles(files, answers);
  if (!('network' in result)) throw new Error(`It asks: ${JSON.stringify(result)}`);
  return result;
}

const f32 = (values: number[]) => floats(values);
/** A tensor of an LSTM of 2 inputs and 1 unit. */
const LSTM = {
  weight_ih_l0: { shape: [4, 2], values: [1, 2, 3, 4, 5, 6, 7, 8] },
  weight_hh_l0: { shape: [4, 1], values: [9, 10, 11, 12] },
  bias_ih_l0: { shape: [4], values: [0.5, 1.5, 2.5, 3.5] },
  bias_hh_l0: { shape: [4], values: [-1, -2, -3, -4] },
};

function asSafetensors(dict: Record<string, { shape: number[]; values: number[] }>, prefix = '') {
  return Object.fromEntries(
    Object.entries(dict).map(([name, { shape, values }]) => [
      prefix + name,
      { dtype: 'F32', shape, data: f32(values) },
    ]),
  );
}

function holdsLstm({ network, bias }: Pick<OpenNetwork, 'network' | 'bias'>): void {
  const { kind, inputSize, hiddenSize, layers } = network;
  assert.deepEqual([kind, inputSize, hiddenSize, layers.length, bias], ['lstm', 2, 1, 1, true]);
  const [{ weightIh, weightHh, biasIh, biasHh }] = layers[0];
  const read = [weightIh, weightHh, biasIh, biasHh].map((values) => [...values]);
  assert.deepEqual(
    read,
    Object.values(LSTM).map(({ values }) => values),
  );
}

const CONTIGUOUS: Record<string, number[]> = { '4,2': [2, 1], '4,1': [1, 1], '4': [1] };
const lstmPickle = (prefix = '') =>
  pickle(
    Object.fromEntries(
      Object.entries(LSTM).map(([name, { shape, values }]) => [
        prefix + name,
        { count: values.length, shape, strides: CONTIGUOUS[String(shape)] },
      ]),
    ),
  );
const LSTM_STORAGES = Object.values(LSTM).map(({ values }) => f32(values));

test('a state dict as safetensors', async () => {
  const result = await opened({ 'a.safetensors': safetensors(asSafetensors(LSTM)) });
  holdsLstm(result);
  assert.equal(result.format, 'safetensors');
});

test('a state dict as PyTorch’s archive', async () => {
  const result = await opened({
    'a.pt': archive(lstmPickle('rnn.'), LSTM_STORAGES, { byteorder: Buffer.from('little') }),
  });
  holdsLstm(result);
  assert.equal(result.format, 'PyTorch');
});

test('tensors that are views of one storage, turned, stretched and of half the length', async () => {
  const storage = f32([0, ...LSTM.weight_ih_l0.values.flatMap((_, i, all) => all[(i % 4) * 2 + (i >> 2)])]);
  const data = pickle({
    // Stored column by column, behind another number.
    weight_ih_l0: { count: 9, offset: 1, shape: [4, 2], strides: [1, 4], key: '0' },
    weight_hh_l0: { count: 8, shape: [4, 1], strides: [2, 1], key: '1', type: 'DoubleStorage' },
    bias_ih_l0: { count: 4, shape: [4], strides: [1], key: '2', type: 'HalfStorage' },
    bias_hh_l0: { count: 4, shape: [4], strides: [1], key: '3', type: 'BFloat16Storage' },
  });
  const doubles = Buffer.from(Float64Array.of(9, 0, 10, 0, 11, 0, 12, 0).buffer);
  const halves = Buffer.from(Uint16Array.of(0x3800, 0x3e00, 0x4100, 0x4300).buffer);
  const brains = Buffer.from(Uint16Array.of(0xbf80, 0xc000, 0xc040, 0xc080).buffer);
  holdsLstm(await opened({ 'a.pt': archive(data, [storage, doubles, halves, brains]) }));
});

test('nn.LSTMCell’s names are a layer’s', async () => {
  const cell = Object.fromEntries(
    Object.entries(LSTM).map(([name, tensor]) => [name.replace('_l0', ''), tensor]),
  );
  holdsLstm(await opened({ 'a.safetensors': safetensors(asSafetensors(cell)) }));
});

test('where there are several networks, the user is asked by their prefixes', async () => {
  const files = {
    'a.safetensors': safetensors({
      ...asSafetensors(LSTM, 'encoder.'),
      ...asSafetensors(
        {
          weight_ih_l0: { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] },
          weight_hh_l0: { shape: [3, 1], values: [1, 2, 3] },
        },
        'decoder.gru.',
      ),
    }),
  };
  const asked = await openFiles(files);
  assert.ok('question' in asked);
  assert.deepEqual(asked.question, {
    key: 'network',
    prompt: 'Which network should be opened?',
    choices: [
      { value: 'encoder.', label: 'encoder', description: 'LSTM, 2 → 1' },
      { value: 'decoder.gru.', label: 'decoder.gru', description: 'GRU, 2 → 1' },
    ],
  });
  holdsLstm(await opened(files, { network: 'encoder.' }));
  const { network, bias } = await opened(files, { network: 'decoder.gru.' });
  assert.deepEqual([network.kind, bias], ['gru', false]);
});

test('which nonlinearity an RNN has, its weights do not say', async () => {
  const dict = {
    weight_ih_l0: { shape: [1, 2], values: [1, 2] },
    weight_hh_l0: { shape: [1, 1], values: [3] },
  };
  const files = { 'a.safetensors': safetensors(asSafetensors(dict)) };
  const asked = await openFiles(files);
  assert.ok('question' in asked);
  assert.deepEqual(
    asked.question.choices.map(({ value }) => value),
    ['tanh', 'relu'],
  );
  assert.equal((await opened(files, { nonlinearity: 'relu' })).network.kind, 'rnn_relu');
});

test('what is saved is read again, layer by layer and in both directions', async () => {
  for (const more of [{ kind: 'gru' }, { kind: 'lstm' }] as const) {
    const network = smallNetwork({ ...more, numLayers: 2, directions: ['forward', 'reverse'] });
    await saveNetwork({ name: 'a', format: 'seed', network, bias: true }, join(folder, 'saved.safetensors'));
    const read = await openNetwork(join(folder, 'saved.safetensors'), {});
    assert.ok('network' in read);
    assert.deepEqual(read.network.layers, network.layers);
    assert.deepEqual(read.network.directions, network.directions);
  }
});

test('weights that cannot be written are named', async () => {
  const open = { name: 'a', format: 'seed', network: smallNetwork(), bias: true };
  await assert.rejects(saveNetwork(open, join(folder, 'nowhere', 'a.safetensors')), {
    name: UserFault.name,
    message: /^a\.safetensors cannot be written: ENOENT/,
  });
});

test('JSON: PyTorch’s arguments and tensors, the tensors alone, a node of ONNX', async () => {
  const nested = (shape: number[], values: number[]): unknown =>
    shape.length === 1
      ? values
      : Array.from({ length: shape[0] }, (_, i) => values.slice(i * shape[1], (i + 1) * shape[1]));
  const dict = Object.fromEntries(
    Object.entries(LSTM).map(([name, { shape, values }]) => [name, nested(shape, values)]),
  );
  holdsLstm(
    await opened({ 'a.json': JSON.stringify({ kind: 'LSTM', args: { input_size: 2 }, state_dict: dict }) }),
  );
  holdsLstm(await opened({ 'a.json': ` ${JSON.stringify(dict)}` }));
  const rnn = {
    kind: 'RNN',
    args: { nonlinearity: 'relu' },
    state_dict: { weight_ih_l0: [[1, 2]], weight_hh_l0: [[3]] },
  };
  assert.equal((await opened({ 'a.json': JSON.stringify(rnn) })).network.kind, 'rnn_relu');
  const plain = JSON.stringify({ ...rnn, args: {} });
  assert.equal((await opened({ 'a.json': plain })).network.kind, 'rnn_tanh');
  const onnx = {
    op_type: 'GRU',
    attributes: { linear_before_reset: 1 },
    W: [[[1], [2], [3]]],
    R: [[[4], [5], [6]]],
  };
  const { network, format } = await opened({ 'a.json': JSON.stringify(onnx) });
  assert.equal(format, 'ONNX');
  // z r h → r z n
  assert.deepEqual([...network.layers[0][0].weightIh], [2, 1, 3]);
});

const torch = pythonWith('torch');
const TORCH_SCRIPT = `
import json, sys, torch
folder = sys.argv[1]
torch.manual_seed(3)
out = {}
def keep(name, module, value, **options):
    torch.save(value, folder + '/' + name, **options)
    x = torch.randn(1, 6, module.input_size)
    with torch.no_grad():
        y = module(x)[0]
    out[name] = {'x': x.flatten().tolist(), 'y': y.flatten().tolist()}
lstm = torch.nn.LSTM(5, 3, num_layers=2, bidirectional=True, batch_first=True)
keep('state.pt', lstm, lstm.state_dict())
keep('legacy.pth', lstm, lstm.state_dict(), _use_new_zipfile_serialization=False)
gru = torch.nn.GRU(4, 6, batch_first=True)
keep('checkpoint.pt', gru, {'epoch': 3, 'model': {'gru.' + k: torch.nn.Parameter(v) for k, v in gru.state_dict().items()}, 'loss': 0.5})
rnn = torch.nn.RNN(4, 6, bias=False, batch_first=True).double().float()
keep('rnn.pt', rnn, rnn.state_dict())
shared = torch.nn.LSTM(4, 5, batch_first=True)
big = torch.cat([p.detach().flatten() for p in shared.parameters()])
views, at = {}, 0
for k, p in shared.named_parameters():
    views[k] = big[at:at + p.numel()].view(p.shape)
    at += p.numel()
views['weight_ih_l0'] = views['weight_ih_l0'].t().contiguous().t()
keep('views.pt', shared, views)
class Net(torch.nn.Module):
    pass
torch.save(Net(), folder + '/module.pt')
print(json.dumps(out))
`;

test(
  'what PyTorch saves is read, and gives what PyTorch gives',
  { skip: torch ? false : 'torch is not installed' },
  async () => {
    await rm(place, { recursive: true, force: true });
    await mkdir(place);
    const printed = execFileSync(torch ?? '', ['-c', TORCH_SCRIPT, place], { encoding: 'utf8' });
    for (const [name, { x, y }] of Object.entries(
      JSON.parse(printed) as Record<string, { x: number[]; y: number[] }>,
    )) {
      const result = await openNetwork(join(place, name), { nonlinearity: 'tanh' });
      assert.ok('network' in result, name);
      const { output } = run(result.network, Float32Array.from(x));
      assert.equal(output.length, y.length, name);
      output.forEach((value, i) =>
        assert.ok(Math.abs(value - y[i]) < 1e-5, `${name} ${i}: ${value}, not ${y[i]}`),
      );
    }
    await assert.rejects(openNetwork(join(place, 'module.pt'), {}), {
      name: UserFault.name,
      message:
        'module.pt/module/data.pkl asks for Python’s __main__.Net; refused, since only arrays of numbers are read from pickles.',
    });
  },
);

/** A model as TensorFlow.js saves it, with what it gives for x. */
async function kerasFiles(layer: tf.layers.Layer, x: Float32Array) {
  const model = tf.sequential({ layers: [layer] });
  const files: Record<string, string | Uint8Array> = {};
  await model.save({
    save: ({ modelTopology, weightSpecs, weightData }) => {
      const manifest = [{ paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'], weights: weightSpecs }];
      files['model.json'] = JSON.stringify({
        format: 'layers-model',
        modelTopology,
        weightsManifest: manifest,
      });
      const bytes = Buffer.from(weightData as ArrayBuffer);
      files['group1-shard1of2.bin'] = bytes.subarray(0, 10);
      files['group1-shard2of2.bin'] = bytes.subarray(10);
      return Promise.resolve({ modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } });
    },
  });
  const y = (model.predict(tf.tensor3d(x, [1, x.length / 3, 3])) as tf.Tensor).dataSync();
  return { files, y };
}

const KERAS: { name: string; layer: () => tf.layers.Layer; turned?: boolean }[] = (() => {
  const common = {
    units: 4,
    returnSequences: true,
    inputShape: [null, 3],
    biasInitializer: 'randomNormal' as const,
  };
  const hard = 'hardSigmoid' as const;
  return [
    { name: 'SimpleRNN', layer: () => tf.layers.simpleRNN(common) },
    { name: 'SimpleRNN with relu', layer: () => tf.layers.simpleRNN({ ...common, activation: 'relu' }) },
    { name: 'LSTM with hard gates', layer: () => tf.layers.lstm({ ...common, recurrentActivation: hard }) },
    { name: 'LSTM', layer: () => tf.layers.lstm({ ...common, recurrentActivation: 'sigmoid' }) },
    {
      name: 'LSTM without bias',
      layer: () => tf.layers.lstm({ ...common, useBias: false, recurrentActivation: 'sigmoid' }),
    },
    { name: 'GRU', layer: () => tf.layers.gru({ ...common, recurrentActivation: 'sigmoid' }) },
    {
      name: 'GRU, backwards',
      layer: () => tf.layers.gru({ ...common, recurrentActivation: 'sigmoid', goBackwards: true }),
      turned: true,
    },
    {
      name: 'both directions of an LSTM',
      layer: () =>
        tf.layers.bidirectional({
          layer: tf.layers.lstm({ ...common, recurrentActivation: 'sigmoid' }),
          mergeMode: 'concat',
          inputShape: [null, 3],
        }),
    },
  ];
})();

for (const { name, layer, turned } of KERAS) {
  test(`Keras’ ${name} gives what TensorFlow.js gives`, async () => {
    const x = numbers(5 * 3);
    const { files, y } = await kerasFiles(layer(), x);
    const { network, format } = await opened(files);
    assert.equal(format, 'Keras');
    const { output, time } = run(network, x);
    const width = output.length / time;
    assert.equal(output.length, y.length);
    output.forEach((value, i) => {
      // Keras hands the states of a layer that goes backwards on in the order in which it made them.
      const at = turned ? (time - 1 - Math.floor(i / width)) * width + (i % width) : i;
      assert.ok(Math.abs(value - y[at]) < 1e-5, `${i}: ${value}, not ${y[at]}`);
    });
  });
}

const u64 = (value: bigint) => Buffer.from(BigUint64Array.of(value).buffer);
const tensor = (shape: number[], values: number[]) => ({ dtype: 'F32', shape, data: f32(values) });
const kerasModel = (more: object, weights: object[] = []) =>
  JSON.stringify({
    modelTopology: { config: { layers: [{ class_name: 'LSTM', config: { name: 'lstm', ...more } }] } },
    weightsManifest: [{ paths: ['a.bin'], weights }],
  });
const KERNELS = [
  { name: 'lstm/kernel', shape: [3, 4], dtype: 'float32' },
  { name: 'lstm/recurrent_kernel', shape: [1, 4], dtype: 'float32' },
];

/** What a user sees for each file that cannot be read. */
const refused: { what: string; files: Record<string, string | Uint8Array>; sentence: string | RegExp }[] = [
  {
    what: 'an empty file',
    files: { 'a.pt': '' },
    sentence: 'a.pt is empty.',
  },
  {
    what: 'prose',
    files: { 'a.txt': 'It was night.' },
    sentence:
      'a.txt holds no weights in a format that is known (PyTorch, safetensors, ONNX, Keras’ model.json, JSON).',
  },
  {
    what: 'an archive of something else',
    files: { 'a.zip': archive(Buffer.alloc(0), []).subarray(0, 60) },
    sentence: /^a\.zip is a broken zip archive: /,
  },
  // PyTorch
  {
    what: 'a name that tensors do not need',
    files: { 'a.pt': archive(pickle({ a: call('os\nsystem') }), []) },
    sentence:
      'a.pt/a/data.pkl asks for Python’s os.system; refused, since only arrays of numbers are read from pickles.',
  },
  {
    what: 'a whole module',
    files: { 'a.pt': archive(pickle({ a: call('torch.nn.modules.rnn\nLSTM') }), []) },
    sentence:
      'a.pt/a/data.pkl asks for Python’s torch.nn.modules.rnn.LSTM; refused, since only arrays of numbers are read from pickles.',
  },
  {
    what: 'a pickle that is cut off',
    files: { 'a.pt': archive(lstmPickle().subarray(0, 100), LSTM_STORAGES) },
    sentence: 'a.pt/a/data.pkl is cut off at byte 100 in the middle of its pickle.',
  },
  {
    what: 'a storage that is not there',
    files: { 'a.pt': archive(lstmPickle(), LSTM_STORAGES.slice(0, 3)) },
    sentence: 'a.pt holds no a/data/3.',
  },
  {
    what: 'a storage that is shorter than it says',
    files: { 'a.pt': archive(lstmPickle(), [LSTM_STORAGES[0].subarray(0, 12), ...LSTM_STORAGES.slice(1)]) },
    sentence: 'a.pt is a broken PyTorch file: the tensor weight_ih_l0 ([4 × 2]) lies outside of its storage.',
  },
  {
    what: 'a tensor behind the end of its storage',
    files: {
      'a.pt': archive(
        pickle({
          weight_ih_l0: { count: 8, offset: 1, shape: [4, 2], strides: [2, 1] },
          weight_hh_l0: { count: 4, shape: [4, 1], strides: [1, 1] },
        }),
        LSTM_STORAGES,
      ),
    },
    sentence: 'a.pt is a broken PyTorch file: the tensor weight_ih_l0 ([4 × 2]) lies outside of its storage.',
  },
  {
    what: 'a tensor that repeats one number without end',
    files: {
      'a.pt': archive(
        pickle({
          weight_ih_l0: { count: 1, shape: [4, 1 << 28], strides: [0, 0] },
          weight_hh_l0: { count: 4, shape: [4, 1], strides: [1, 1] },
        }),
        [f32([1]), f32([1, 2, 3, 4])],
      ),
    },
    sentence:
      'a.pt is a broken PyTorch file: the tensor weight_ih_l0 ([4 × 268435456]) lies outside of its storage.',
  },
  {
    what: 'a stride that is none',
    files: {
      'a.pt': archive(pickle({ weight_ih_l0: { count: 8, shape: [4, 2], strides: [-2, 1] } }), LSTM_STORAGES),
    },
    sentence: 'a.pt is a broken PyTorch file: the tensor weight_ih_l0 does not say where its numbers lie.',
  },
  {
    what: 'whole numbers',
    files: {
      'a.pt': archive(
        pickle({
          weight_ih_l0: { type: 'LongStorage', count: 8, shape: [4, 2], strides: [2, 1] },
          weight_hh_l0: { count: 4, shape: [4, 1], strides: [1, 1] },
        }),
        [Buffer.alloc(64), f32([1, 2, 3, 4])],
      ),
    },
    sentence:
      'a.pt: the tensor weight_ih_l0 holds numbers of a torch.LongStorage; expected float16, bfloat16, float32 or float64.',
  },
  {
    what: 'numbers of a big-endian machine',
    files: { 'a.pt': archive(lstmPickle(), LSTM_STORAGES, { byteorder: Buffer.from('big') }) },
    sentence: 'a.pt was written by a big-endian machine, whose numbers are not read.',
  },
  {
    what: 'no tensors',
    files: { 'a.pt': archive(pickle({}), []) },
    sentence: 'a.pt holds no weights of an RNN, LSTM or GRU (weight_ih_l0, …), but nothing.',
  },
  {
    what: 'another pickle',
    files: { 'a.pkl': Buffer.from('\x80\x02K\x01.\x80\x02K\x02.\x80\x02K\x03.', 'latin1') },
    sentence: 'a.pkl is a Python pickle, but not of PyTorch’s tensors.',
  },
  // safetensors
  {
    what: 'safetensors: a header longer than the file',
    files: { 'a.safetensors': Buffer.concat([u64(1n << 40n), Buffer.from('{}')]) },
    sentence:
      /^a\.safetensors is a broken safetensors file: its header is said to have 1,099,511,627,776 bytes/,
  },
  {
    what: 'tensors of another network',
    files: { 'a.safetensors': safetensors({ 'fc.weight': tensor([2, 2], [1, 2, 3, 4]) }) },
    sentence:
      'a.safetensors holds no weights of an RNN, LSTM or GRU (weight_ih_l0, …), but fc.weight [2 × 2].',
  },
  {
    what: 'gates that no cell has',
    files: {
      'a.safetensors': safetensors({
        weight_ih_l0: tensor([4, 1], [1, 2, 3, 4]),
        weight_hh_l0: tensor([4, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
      }),
    },
    sentence:
      'a.safetensors: weight_ih_l0 [4 × 1] and weight_hh_l0 [4 × 2] are not the weights of an RNN, LSTM or GRU.',
  },
  {
    what: 'a layer without its weights of the state',
    files: {
      'a.safetensors': safetensors({ ...asSafetensors(LSTM), weight_ih_l1: tensor([4, 1], [1, 2, 3, 4]) }),
    },
    sentence: 'a.safetensors: there is no tensor weight_hh_l1; expected [4 × 1].',
  },
  {
    what: 'a weight that is no number',
    files: {
      'a.safetensors': safetensors({
        ...asSafetensors(LSTM),
        weight_hh_l0: tensor([4, 1], [1, 2, NaN, 4]),
      }),
    },
    sentence: 'a.safetensors: the tensor weight_hh_l0 has NaN at [2, 0]; expected finite numbers.',
  },
  {
    what: 'an LSTM with projections',
    files: { 'a.safetensors': safetensors({ ...asSafetensors(LSTM), weight_hr_l0: tensor([1, 1], [1]) }) },
    sentence: 'a.safetensors: LSTMs with projections (proj_size) are not read.',
  },
  {
    what: 'a broken language model',
    files: { 'a.safetensors': languageModel('{"params": {}}') },
    sentence: 'a.safetensors is a broken language model: its description is not whole.',
  },
  // JSON
  {
    what: 'JSON that is cut off',
    files: { 'a.json': '{"weight_ih_l0": [[1, 2' },
    sentence: /^a\.json is no JSON: /,
  },
  {
    what: 'JSON of something else',
    files: { 'a.json': '{"name": "package"}' },
    sentence: 'a.json holds no weights of an RNN, LSTM or GRU (weight_ih_l0, …), but nothing.',
  },
  {
    what: 'rows of several lengths',
    files: { 'a.json': '{"weight_ih_l0": [[1, 2], [3], [4, 5]], "weight_hh_l0": [[1], [2], [3]]}' },
    sentence: 'a.json: the tensor weight_ih_l0 is no array of numbers of one shape.',
  },
  {
    what: 'texts among numbers',
    files: { 'a.json': '{"weight_ih_l0": [["1"], ["2"], ["3"]], "weight_hh_l0": [[1], [2], [3]]}' },
    sentence: 'a.json: the tensor weight_ih_l0 is no array of numbers of one shape.',
  },
  // Keras
  {
    what: 'Keras: no recurrent layer',
    files: { 'model.json': kerasModel({}), 'a.bin': '' },
    sentence: 'model.json holds no SimpleRNN, LSTM or GRU layer.',
  },
  {
    what: 'Keras: weights outside of the folder',
    files: {
      'model.json': kerasModel({ recurrent_activation: 'sigmoid' }, KERNELS).replace('a.bin', '../../a.bin'),
    },
    sentence: 'model.json names a file outside of its folder: ../../a.bin.',
  },
  {
    what: 'Keras: weights that are not there',
    files: { 'model.json': kerasModel({}, KERNELS) },
    sentence: 'model.json needs a.bin, which is missing: both belong into the same folder.',
  },
  {
    what: 'Keras: weights that are cut off',
    files: { 'model.json': kerasModel({}, KERNELS), 'a.bin': Buffer.alloc(60) },
    sentence:
      'model.json is a broken Keras model: its weight files end before the weight lstm/recurrent_kernel.',
  },
  {
    what: 'Keras: bytes that are no weights',
    files: { 'model.json': kerasModel({}, KERNELS), 'a.bin': Buffer.alloc(1000) },
    sentence: 'model.json is a broken Keras model: its weight files have 1000 bytes, its weights only 64.',
  },
  {
    what: 'Keras: an activation that is not known',
    files: { 'model.json': kerasModel({ activation: 'selu' }, KERNELS), 'a.bin': Buffer.alloc(64) },
    sentence: 'model.json: the layer lstm has activation = "selu", which is not known here.',
  },
  {
    what: 'Keras: a gate that is not known',
    files: { 'model.json': kerasModel({ recurrent_activation: 'tanh' }, KERNELS), 'a.bin': Buffer.alloc(64) },
    sentence: 'model.json: the layer lstm has recurrent_activation = "tanh", which is not known here.',
  },
  {
    what: 'Keras: shapes that do not fit',
    files: {
      'model.json': kerasModel({}, [KERNELS[0], { ...KERNELS[1], shape: [2, 4] }]),
      'a.bin': Buffer.alloc(80),
    },
    sentence: 'model.json is a broken Keras model: the weights of lstm have the shapes [3 × 4], [2 × 4], [].',
  },
  {
    what: 'Keras: quantised weights',
    files: {
      'model.json': kerasModel({}, [
        { ...KERNELS[0], quantization: { dtype: 'uint8', scale: 1, min: 0 } },
        KERNELS[1],
      ]),
      'a.bin': Buffer.alloc(28),
    },
    sentence: 'model.json: the weight lstm/kernel is of type uint8; expected float32.',
  },
  {
    what: 'Keras: a weight without a shape',
    files: { 'model.json': kerasModel({}, [{ name: 'a', dtype: 'float32' }]), 'a.bin': '' },
    sentence: 'model.json is a broken Keras model: the weight "a" has no name, shape and type.',
  },
];

function languageModel(description: string): Buffer {
  const json = Buffer.from(
    JSON.stringify({ __metadata__: { embedding_explorer_language_model: description } }),
  );
  return Buffer.concat([u64(BigInt(json.length)), json]);
}

for (const { what, files, sentence } of refused) {
  test(`refuses ${what}, in one sentence`, async () => {
    await assert.rejects(openFiles(files), { name: UserFault.name, message: sentence });
  });
}

/** Files that are read, of every kind. */
async function whole(): Promise<Record<string, Record<string, string | Uint8Array>>> {
  const dict = Object.fromEntries(
    Object.entries(LSTM).map(([name, { shape, values }]) => [name, { shape, values }]),
  );
  const lstm = tf.layers.lstm({ units: 2, recurrentActivation: 'sigmoid', inputShape: [null, 3] });
  return {
    PyTorch: { 'a.pt': archive(lstmPickle(), LSTM_STORAGES) },
    safetensors: { 'a.safetensors': safetensors(asSafetensors(dict)) },
    Keras: (await kerasFiles(lstm, numbers(9))).files,
    ONNX: { 'a.onnx': readFileSync(join(import.meta.dirname, '../../fixtures/onnx/model.onnx')) },
  };
}

test('whatever byte of a file is wrong, it is read or refused with a sentence', async () => {
  const random = seededRandom(5);
  for (const [kind, files] of Object.entries(await whole())) {
    const [name] = Object.keys(files);
    const content = Buffer.from(files[name]);
    for (let i = 0; i < 250; i++) {
      const broken = Buffer.from(content);
      const at = Math.floor(random() * broken.length);
      broken[at] = Math.floor(random() * 256);
      const cut = random() < 0.2 ? broken.subarray(0, at) : broken;
      try {
        await openFiles({ ...files, [name]: cut });
      } catch (error) {
        if (error instanceof UserFault) continue;
        throw new Error(`${kind}, byte ${at}: ${(error as Error).stack}`, { cause: error });
      }
    }
  }
});
