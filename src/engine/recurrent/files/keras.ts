import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { VectorFile } from '../../formats/bytes/vectorFile.ts';
import type { Ask } from '../../formats/format.ts';
import type { Cell, CellKind, CellWeights } from '../cells.ts';
import type { Direction } from '../network.ts';
import type { OpenNetwork } from '../openNetworks.ts';
import { transposed } from '../transposed.ts';
import { chooseNetwork } from './chooseNetwork.ts';
import { inOrder } from './gateOrder.ts';
import { isRecord, type JsonObject } from './jsonValues.ts';
import { finite, shapeText } from './tensors.ts';

/** Which of Keras' gates is PyTorch's first, second, …: i f c o are i f g o, z r h become r z n. */
const ORDERS: Record<CellKind, readonly number[]> = {
  rnn_tanh: [0],
  rnn_relu: [0],
  lstm: [0, 1, 2, 3],
  gru: [1, 0, 2],
};
const LAYERS: ReadonlyMap<unknown, CellKind> = new Map<unknown, CellKind>([
  ['SimpleRNN', 'rnn_tanh'],
  ['LSTM', 'lstm'],
  ['GRU', 'gru'],
]);
const SIZES: ReadonlyMap<string, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['complex64', 8],
  ['float16', 2],
  ['uint16', 2],
  ['uint8', 1],
  ['bool', 1],
]);
const MOST_BYTES = 1 << 30;
const MOST_DEPTH = 40;

/** A tensor of the weight files. */
interface KerasTensor {
  name: string;
  shape: number[];
  /** 'float32', or what it is quantised to. */
  dtype: string;
  from: number;
  /** The byte behind its last. */
  end: number;
}

/** A recurrent layer in one direction: a kernel beside a recurrent kernel. */
interface KerasLayer {
  /** What stands before '/kernel'. */
  prefix: string;
  kind: CellKind;
  config: JsonObject;
}

/**
 * A recurrent layer of a Keras model as TensorFlow.js keeps it: `model.json` and its weight files beside it
 * (https://www.tensorflow.org/js/guide/save_load). Where there are several, the user chooses.
 *
 * @throws UserFault where there is none, a file is short, or the layer computes what our cells do not
 */
export function kerasNetwork(
  file: VectorFile,
  model: JsonObject,
  ask: Ask,
): Pick<OpenNetwork, 'network' | 'bias'> {
  const groups = Array.isArray(model.weightsManifest) ? model.weightsManifest.filter(isRecord) : [];
  const tensors = tensorsOf(file, groups);
  const layers = layersOf(model.modelTopology, tensors);
  const forward = layers.filter(({ prefix }) => !isBackward(prefix));
  if (forward.length === 0)
    throw new UserFault(l10n.t('{0} holds no SimpleRNN, LSTM or GRU layer.', file.name));
  const named = forward.map((layer) => ({ ...layer, name: layer.prefix }));
  const chosen = chooseNetwork(file.name, named, ask);
  const partner = layers.find(
    ({ prefix }) => isBackward(prefix) && sameLayer(prefix) === sameLayer(chosen.prefix),
  );
  const cell = cellOf(file, chosen, model);
  const bytes = bytesOf(file, groups, tensors[tensors.length - 1].end);
  const both = partner ? [chosen, partner] : [chosen];
  const read = both.map((layer) => weightsOf(file, bytes, tensors, layer, cell));
  const [{ inputSize, hiddenSize, bias }] = read;
  const directions: Direction[] = partner
    ? ['forward', 'reverse']
    : [chosen.config.go_backwards === true ? 'reverse' : 'forward'];
  return {
    network: { ...cell, inputSize, hiddenSize, directions, layers: [read.map(({ weights }) => weights)] },
    bias,
  };
}

/** What a bidirectional layer calls its second cell. */
function isBackward(prefix: string): boolean {
  return /(?:^|\/)backward_/.test(prefix);
}

function sameLayer(prefix: string): string {
  return prefix.replace(/(^|\/)(?:forward|backward)_/, '$1');
}

function tensorsOf(file: VectorFile, groups: JsonObject[]): KerasTensor[] {
  let from = 0;
  return groups.flatMap(({ weights }) =>
    (Array.isArray(weights) ? weights : []).map((weight: unknown): KerasTensor => {
      const { name, shape, dtype, quantization } = isRecord(weight) ? weight : {};
      const stored = isRecord(quantization) ? quantization.dtype : dtype;
      const size = SIZES.get(String(stored));
      const isShape =
        Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
      if (typeof name !== 'string' || !isShape || size === undefined)
        throw broken(file, l10n.t('the weight {0} has no name, shape and type', JSON.stringify(name)));
      const end = from + size * (shape as number[]).reduce((product, length) => product * length, 1);
      const tensor = { name, shape: shape as number[], dtype: String(stored), from, end };
      from = end;
      return tensor;
    }),
  );
}

/**
 * All weight files, one behind the other.
 *
 * @param wanted how many bytes the weights have
 */
function bytesOf(file: VectorFile, groups: JsonObject[], wanted: number): Buffer {
  const paths = groups.flatMap(({ paths: each }) => (Array.isArray(each) ? each.map(String) : []));
  const files = paths.map((path) => file.beside(path));
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_BYTES)
    throw new UserFault(l10n.t('The weight files of {0} have more than 1 GiB.', file.name));
  if (total > wanted)
    throw broken(file, l10n.t('its weight files have {0} bytes, its weights only {1}', total, wanted));
  return Buffer.concat(files.map((each) => each.bytes(0, each.size)));
}

function layersOf(topology: unknown, tensors: KerasTensor[]): KerasLayer[] {
  const names = new Set(tensors.map(({ name }) => name));
  const configs = [...recurrentConfigs(topology, 0)];
  return tensors.flatMap(({ name }) => {
    const prefix = name.slice(0, -'/kernel'.length);
    if (!name.endsWith('/kernel') || !names.has(`${prefix}/recurrent_kernel`)) return [];
    const found = configs
      .filter(({ config }) => typeof config.name === 'string' && prefix.includes(config.name))
      .sort((a, b) => String(b.config.name).length - String(a.config.name).length);
    const [{ kind, config }] =
      found.length > 0 ? found : configs.length > 0 ? configs : [{ kind: undefined, config: {} }];
    return kind ? [{ prefix, kind, config }] : [];
  });
}

/** Every recurrent layer that a model is made of, however deep. */
function* recurrentConfigs(value: unknown, depth: number): Generator<{ kind: CellKind; config: JsonObject }> {
  if (depth > MOST_DEPTH) return;
  if (Array.isArray(value)) for (const each of value) yield* recurrentConfigs(each, depth + 1);
  if (!isRecord(value)) return;
  const kind = LAYERS.get(value.class_name);
  if (kind && isRecord(value.config)) yield { kind, config: value.config };
  for (const each of Object.values(value)) yield* recurrentConfigs(each, depth + 1);
}

/** @throws UserFault where the layer has activations that our cells have not */
function cellOf(file: VectorFile, { prefix, kind, config }: KerasLayer, model: JsonObject): Cell {
  const unknown = (name: string) =>
    new UserFault(
      l10n.t(
        '{0}: the layer {1} has {2} = {3}, which is not known here.',
        file.name,
        prefix,
        name,
        JSON.stringify(config[name]),
      ),
    );
  const activation = config.activation ?? 'tanh';
  if (kind === 'rnn_tanh' && activation === 'relu') return { kind: 'rnn_relu' };
  if (activation !== 'tanh') throw unknown('activation');
  if (kind === 'rnn_tanh') return { kind };
  const gate = config.recurrent_activation ?? 'sigmoid';
  // Keras 3 has another slope.
  const isKeras3 = isRecord(model.modelTopology) && String(model.modelTopology.keras_version).startsWith('3');
  const isHard = (gate === 'hard_sigmoid' || gate === 'hardSigmoid') && !isKeras3;
  if (gate !== 'sigmoid' && !isHard) throw unknown('recurrent_activation');
  return { kind, hasHardGates: isHard, resetsFirst: kind === 'gru' && config.reset_after !== true };
}

/** A layer's kernels, which stand the other way round (x W), and its biases. */
function weightsOf(
  file: VectorFile,
  bytes: Buffer,
  tensors: KerasTensor[],
  { prefix }: KerasLayer,
  { kind, resetsFirst }: Cell,
): { weights: CellWeights; inputSize: number; hiddenSize: number; bias: boolean } {
  const order = ORDERS[kind];
  const named = (name: string) => tensors.find((tensor) => tensor.name === `${prefix}/${name}`);
  const [kernel, recurrent, bias] = ['kernel', 'recurrent_kernel', 'bias'].map(named);
  const [inputSize, columns] = kernel?.shape ?? [];
  const hiddenSize = recurrent?.shape[0] ?? NaN;
  const gates = order.length * hiddenSize;
  const hasTwo = kind === 'gru' && !resetsFirst;
  const fits =
    kernel?.shape.length === 2 &&
    recurrent?.shape.length === 2 &&
    columns === gates &&
    recurrent.shape[1] === gates;
  const biasShape = shapeText(hasTwo ? [2, gates] : [gates]);
  if (!fits || (bias && shapeText(bias.shape) !== biasShape))
    throw broken(
      file,
      l10n.t(
        'the weights of {0} have the shapes {1}',
        prefix,
        [kernel, recurrent, bias].map((each) => shapeText(each?.shape ?? [])).join(', '),
      ),
    );
  const read = (tensor: KerasTensor) => numbersOf(file, bytes, tensor);
  const biases = bias ? read(bias) : new Float32Array(gates);
  const weights = {
    weightIh: inOrder(transposed(read(kernel), inputSize), order),
    weightHh: inOrder(transposed(read(recurrent), hiddenSize), order),
    biasIh: inOrder(biases.subarray(0, gates), order),
    biasHh: bias && hasTwo ? inOrder(biases.subarray(gates), order) : new Float32Array(gates),
  };
  return { weights, inputSize, hiddenSize, bias: bias !== undefined };
}

function numbersOf(
  file: VectorFile,
  bytes: Buffer,
  { name, shape, dtype, from, end }: KerasTensor,
): Float32Array {
  if (dtype !== 'float32')
    throw new UserFault(
      l10n.t('{0}: the weight {1} is of type {2}; expected float32.', file.name, name, dtype),
    );
  if (end > bytes.length) throw broken(file, l10n.t('its weight files end before the weight {0}', name));
  const values = new Float32Array(Uint8Array.prototype.slice.call(bytes, from, end).buffer);
  return finite(file.name, { name, shape }, values);
}

function broken({ name }: VectorFile, why: string): UserFault {
  return new UserFault(l10n.t('{0} is a broken Keras model: {1}.', name, why));
}
