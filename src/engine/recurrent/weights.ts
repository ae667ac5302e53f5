import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { Random } from '../random.ts';
import { gatesOf, type Cell, type CellWeights } from './cells.ts';
import type { Direction, Network } from './network.ts';

/** Tensors by PyTorch's names (weight_ih_l0, weight_hh_l0_reverse, bias_ih_l1, …), each row-major. */
export type StateDict = Record<string, { shape: number[]; values: Float32Array }>;

/** What a network is, without its weights: the arguments of PyTorch's constructors. */
export interface Architecture extends Cell {
  inputSize: number;
  hiddenSize: number;
  numLayers: number;
  directions: readonly Direction[];
  /** Without, there are no tensors bias_ih and bias_hh, and the cells add zeros. */
  bias: boolean;
}

/**
 * A network from PyTorch's state dict; tensors of other names in it are left alone.
 *
 * @param file for sentences
 * @throws UserFault where a tensor is missing or has another shape
 */
export function fromStateDict(
  architecture: Architecture,
  tensors: StateDict,
  file = l10n.t('state dict'),
): Network {
  return build(architecture, (name, shape) => {
    const tensor = tensors[name];
    const wanted = `[${shape.join(' × ')}]`;
    if (!tensor)
      throw new UserFault(l10n.t('{0}: there is no tensor {1}; expected {2}.', file, name, wanted));
    const found = `[${tensor.shape.join(' × ')}]`;
    if (found !== wanted) {
      throw new UserFault(
        l10n.t('{0}: the tensor {1} has the shape {2}; expected {3}.', file, name, found, wanted),
      );
    }
    const { values } = tensor;
    if (values.length !== sizeOf(shape)) {
      const { length } = values;
      throw new UserFault(
        l10n.t('{0}: the tensor {1} holds {2} numbers, not {3}.', file, name, length, wanted),
      );
    }
    return values;
  });
}

/**
 * A network with PyTorch's initial weights and biases: uniform in ±1/√hidden.
 *
 * @param gateBias is added to the bias of an LSTM's forget gate and of a GRU's update gate: so begins a cell that keeps
 *   its state rather than lets it go (Jozefowicz et al. 2015)
 */
export function randomNetwork(architecture: Architecture, random: Random, gateBias = 0): Network {
  const bound = 1 / Math.sqrt(architecture.hiddenSize);
  const network = build(architecture, (_, shape) =>
    Float32Array.from({ length: sizeOf(shape) }, () => (2 * random() - 1) * bound),
  );
  // Both are the second gate.
  if (gatesOf(architecture.kind) > 1)
    for (const { biasIh } of network.layers.flat())
      for (let unit = 0; unit < architecture.hiddenSize; unit++)
        biasIh[architecture.hiddenSize + unit] += gateBias;
  return network;
}

/** How PyTorch ends the names of a layer's tensors. */
export function suffixOf(layer: number, direction: Direction): string {
  return `l${layer}${direction === 'reverse' ? '_reverse' : ''}`;
}

/** @param tensor gives the tensor of a name, which has that shape; asked in PyTorch's order */
function build(
  { numLayers, bias, ...shape }: Architecture,
  tensor: (name: string, shape: number[]) => Float32Array,
): Network {
  const { kind, inputSize, hiddenSize, directions } = shape;
  const rows = gatesOf(kind) * hiddenSize;
  const biasOf = (name: string) => (bias ? tensor(name, [rows]) : new Float32Array(rows));
  const weightsOf = (layer: number, direction: Direction): CellWeights => {
    const width = layer === 0 ? inputSize : hiddenSize * directions.length;
    const suffix = suffixOf(layer, direction);
    return {
      weightIh: tensor(`weight_ih_${suffix}`, [rows, width]),
      weightHh: tensor(`weight_hh_${suffix}`, [rows, hiddenSize]),
      biasIh: biasOf(`bias_ih_${suffix}`),
      biasHh: biasOf(`bias_hh_${suffix}`),
    };
  };
  const layers = Array.from({ length: numLayers }, (_, layer) =>
    directions.map((direction) => weightsOf(layer, direction)),
  );
  return { ...shape, layers };
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
