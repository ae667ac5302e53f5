import * as l10n from '@vscode/l10n';
import type { InitialStates } from '../../protocol/recurrent.ts';
import { UserFault } from '../faults.ts';
import { seededRandom, type Random } from '../random.ts';
import { isRecord, tensorsIn, type JsonObject } from './files/jsonValues.ts';
import { shapeText, type WeightTensor } from './files/tensors.ts';
import { zeroStates, type Network, type States } from './network.ts';

/**
 * The states that a network begins with: PyTorch's h_0 and c_0, [layers·directions × hidden] each, layer 0 forward first.
 *
 * @throws UserFault where given numbers are none or do not fit the network
 */
export function initialStates(network: Network, initial: InitialStates): States {
  if (initial === 'zeros') return zeroStates(network);
  return 'seed' in initial
    ? randomStates(network, seededRandom(initial.seed))
    : givenStates(network, initial.json);
}

/** Standard normal numbers, as `torch.randn` draws them: all of h_0, then those of c_0. */
function randomStates(network: Network, random: Random): States {
  const states = zeroStates(network);
  const draw = (values: Float32Array) => values.forEach((_, i) => (values[i] = normal(random)));
  for (const { h } of states) draw(h);
  if (network.kind === 'lstm') for (const { c } of states) draw(c);
  return states;
}

/** Box and Muller 1958. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** As PyTorch's documentation calls them, as one names variables, and as ONNX does. */
const NAMES: Record<string, 'h_0' | 'c_0'> = {
  h_0: 'h_0',
  c_0: 'c_0',
  h0: 'h_0',
  c0: 'c_0',
  initial_h: 'h_0',
  initial_c: 'c_0',
};

/** `{"h_0": [[…], …], "c_0": …}`, or h_0 alone; what is not given is zeros. */
function givenStates(network: Network, json: string): States {
  const given = parsed(json);
  if ('c_0' in given && network.kind !== 'lstm')
    throw new UserFault(l10n.t('Initial states: only an LSTM has a cell state c_0.'));
  const states = zeroStates(network);
  const tensors = tensorsIn(l10n.t('Initial states'), given);
  for (const [name, part] of [
    ['h_0', 'h'],
    ['c_0', 'c'],
  ] as const) {
    if (!(name in given)) continue;
    const numbers = numbersOf(
      network,
      name,
      tensors.find((tensor) => tensor.name === name),
    );
    const { hiddenSize } = network;
    states.forEach((state, i) => state[part].set(numbers.subarray(i * hiddenSize, (i + 1) * hiddenSize)));
  }
  return states;
}

function parsed(json: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new UserFault(
      l10n.t('Initial states: this is no JSON: {0}', (error as Error).message.split('\n')[0]),
    );
  }
  if (Array.isArray(value)) return { h_0: value };
  if (isRecord(value)) return named(value);
  throw new UserFault(l10n.t('Initial states: expected an array, or an object with h_0 and c_0.'));
}

/** @throws UserFault where something else stands there */
function named(values: JsonObject): JsonObject {
  const entries = Object.entries(values);
  const wrong = entries.find(([name]) => !(name in NAMES));
  if (wrong || entries.length === 0)
    throw new UserFault(
      l10n.t('Initial states: expected h_0 (and c_0 of an LSTM), found ‘{0}’.', wrong?.[0] ?? '{}'),
    );
  return Object.fromEntries(entries.map(([name, value]) => [NAMES[name], value]));
}

/** PyTorch's shape; the axis of a batch of one may stand in it, and a single state be a plain list. */
function numbersOf(network: Network, name: string, tensor: WeightTensor | undefined): Float32Array {
  const { hiddenSize, layers, directions } = network;
  const rows = layers.length * directions.length;
  const shapes = [[rows, hiddenSize], [rows, 1, hiddenSize], ...(rows === 1 ? [[hiddenSize]] : [])];
  const found = shapeText(tensor?.shape ?? []);
  if (!tensor || !shapes.some((shape) => shapeText(shape) === found))
    throw new UserFault(
      l10n.t(
        'Initial states: {0} has the shape {1}; this network expects {2}.',
        name,
        found,
        shapeText([rows, hiddenSize]),
      ),
    );
  const numbers = tensor.read();
  const at = numbers.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) throw new UserFault(l10n.t('Initial states: a number of {0} is too large.', name));
  return numbers;
}
