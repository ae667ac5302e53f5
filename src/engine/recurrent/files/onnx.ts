import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { Cell, CellKind, CellWeights } from '../cells.ts';
import type { Direction } from '../network.ts';
import type { OpenNetwork } from '../openNetworks.ts';
import { inOrder } from './gateOrder.ts';
import { finite, shapeText, type WeightTensor } from './tensors.ts';

/** An RNN, LSTM or GRU as ONNX has it: https://onnx.ai/onnx/operators/onnx__LSTM.html, …GRU.html, …RNN.html */
export interface OnnxNode {
  opType: string;
  attributes: Readonly<Record<string, unknown>>;
  /** W, R, B, P by these names. */
  inputs: ReadonlyMap<string, WeightTensor>;
}

export const KINDS: ReadonlyMap<string, CellKind> = new Map<string, CellKind>([
  ['RNN', 'rnn_tanh'],
  ['LSTM', 'lstm'],
  ['GRU', 'gru'],
]);
/** Which of ONNX' gates is PyTorch's first, second, …: i o f c for i f g o, z r h for r z n. */
const ORDERS: Record<CellKind, readonly number[]> = {
  rnn_tanh: [0],
  rnn_relu: [0],
  lstm: [0, 2, 3, 1],
  gru: [1, 0, 2],
};
export const DIRECTIONS: ReadonlyMap<unknown, readonly Direction[]> = new Map<unknown, readonly Direction[]>([
  [undefined, ['forward']],
  ['forward', ['forward']],
  ['reverse', ['reverse']],
  ['bidirectional', ['forward', 'reverse']],
]);
/** What changes the cells in a way that ours do not know, and the value that changes nothing. */
const UNKNOWN: readonly [name: string, harmless: unknown][] = [
  ['clip', 0],
  ['input_forget', 0],
  ['activation_alpha', undefined],
  ['activation_beta', undefined],
];

/**
 * The network that a node is. `layout` and `sequence_lens` say how sequences lie beside each other in its input, not what
 * the cells are: here each sequence is run by itself, as long as it is.
 *
 * @param file for sentences
 * @throws UserFault where an attribute asks for what our cells do not do, or a tensor is missing or has another shape
 */
export function fromOnnx(
  file: string,
  { opType, attributes, inputs }: OnnxNode,
): Pick<OpenNetwork, 'network' | 'bias'> {
  const known = KINDS.get(opType);
  if (!known) throw new UserFault(l10n.t('{0}: the ONNX operator {1} is no RNN, LSTM or GRU.', file, opType));
  const directions = DIRECTIONS.get(attributes.direction);
  if (!directions) throw unknownValue(file, 'direction', attributes.direction);
  for (const [name, harmless] of UNKNOWN)
    if (attributes[name] !== undefined && attributes[name] !== harmless)
      throw unknownValue(file, name, attributes[name]);
  if (inputs.has('P')) throw new UserFault(l10n.t('{0}: LSTMs with peepholes (P) are not read.', file));
  const cell = cellOf(file, known, attributes, directions.length);
  const [, rows, inputSize] = inputs.get('W')?.shape ?? [];
  const order = ORDERS[cell.kind];
  const hiddenSize = rows / order.length;
  const shapes = { W: [rows, inputSize], R: [rows, hiddenSize], B: [2 * rows] };
  const part = (name: keyof typeof shapes, direction: number): Float32Array => {
    const shape = [directions.length, ...shapes[name]];
    const values = valuesOf(file, inputs, name, shape);
    const length = values.length / directions.length;
    return values.subarray(direction * length, (direction + 1) * length);
  };
  const bias = inputs.has('B');
  const weights = directions.map((_, direction): CellWeights => {
    const [weightIh, weightHh] = [part('W', direction), part('R', direction)];
    const both = bias ? part('B', direction) : new Float32Array(2 * rows);
    return {
      weightIh: inOrder(weightIh, order),
      weightHh: inOrder(weightHh, order),
      biasIh: inOrder(both.subarray(0, rows), order),
      biasHh: inOrder(both.subarray(rows), order),
    };
  });
  if (attributes.hidden_size !== undefined && attributes.hidden_size !== hiddenSize)
    throw new UserFault(
      l10n.t(
        '{0}: hidden_size is {1}, but the weights have {2} hidden units.',
        file,
        Number(attributes.hidden_size),
        hiddenSize,
      ),
    );
  return { network: { ...cell, inputSize, hiddenSize, directions, layers: [weights] }, bias };
}

function cellOf(file: string, kind: CellKind, attributes: OnnxNode['attributes'], directions: number): Cell {
  const given = attributes.activations;
  const names = Array.isArray(given)
    ? given.map((name) => String(name).toLowerCase())
    : defaults(kind, directions);
  const resetsFirst = kind === 'gru' && attributes.linear_before_reset !== 1;
  const isRepeated = (wanted: string[]) =>
    names.length === wanted.length * directions &&
    names.every((name, i) => name === wanted[i % wanted.length]);
  if (kind === 'rnn_tanh' && isRepeated(['relu'])) return { kind: 'rnn_relu' };
  const gate = names[0];
  const wanted = kind === 'lstm' ? [gate, 'tanh', 'tanh'] : kind === 'gru' ? [gate, 'tanh'] : ['tanh'];
  const isKnownGate = kind === 'rnn_tanh' || gate === 'sigmoid' || gate === 'hardsigmoid';
  if (!isKnownGate || !isRepeated(wanted)) throw unknownValue(file, 'activations', given);
  return { kind, resetsFirst, hasHardGates: gate === 'hardsigmoid' };
}

function defaults(kind: CellKind, directions: number): string[] {
  const one = kind === 'lstm' ? ['sigmoid', 'tanh', 'tanh'] : kind === 'gru' ? ['sigmoid', 'tanh'] : ['tanh'];
  return Array.from({ length: directions }, () => one).flat();
}

function valuesOf(file: string, inputs: OnnxNode['inputs'], name: string, shape: number[]): Float32Array {
  const tensor = inputs.get(name);
  const wanted = shapeText(shape);
  if (!tensor || !shape.every((length) => Number.isSafeInteger(length) && length > 0))
    throw new UserFault(
      l10n.t('{0}: expected the tensors W [directions × gates·hidden × input] and R.', file),
    );
  if (shapeText(tensor.shape) !== wanted)
    throw new UserFault(
      l10n.t(
        '{0}: the tensor {1} has the shape {2}; expected {3}.',
        file,
        name,
        shapeText(tensor.shape),
        wanted,
      ),
    );
  return finite(file, tensor, tensor.read());
}

function unknownValue(file: string, name: string, value: unknown): UserFault {
  return new UserFault(
    l10n.t('{0}: the ONNX attribute {1} = {2} is not known here.', file, name, JSON.stringify(value)),
  );
}
