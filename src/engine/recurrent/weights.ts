import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { Random } from '../random.ts';
import { GATES, type CellKind, type CellWeights } from './cells.ts';
import type { Network } from './network.ts';

/** Tensors by PyTorch's names (weight_ih_l0, weight_hh_l0_reverse, bias_ih_l1, …), each row-major. */
export type StateDict = Record<string, { shape: number[]; values: Float32Array }>;

/** What a network is, without its weights: the arguments of PyTorch's constructors. */
export interface Architecture {
  kind: CellKind;
  inputSize: number;
  hiddenSize: number;
  numLayers: number;
  bidirectional: boolean;
  /** Without, there are no tensors bias_ih and bias_hh, and the cells add zeros. */
  bias: boolean;
}

/**
 * A network from PyTorch's state dict; tensors of other names in it are left alone.
 *
 * @throws UserFault where a tensor is missing or has another shape
 */
export function fromStateDict(architecture: Architecture, tensors: StateDict): Network {
  return build(architecture, (name, shape) => {
    const tensor = tensors[name];
    const wanted = `[${shape.join(' × ')}]`;
    if (!tensor) throw new UserFault(l10n.t('The weights hold no tensor {0}; expected {1}.', name, wanted));
    const found = `[${tensor.shape.join(' × ')}]`;
    if (found !== wanted) {
      throw new UserFault(l10n.t('The tensor {0} has the shape {1}; expected {2}.', name, found, wanted));
    }
    if (tensor.values.length !== sizeOf(shape)) {
      const { length } = tensor.values;
      throw new UserFault(l10n.t('The tensor {0} holds {1} numbers, not {2}.', name, length, wanted));
    }
    return tensor.values;
  });
}

/** A network with PyTorch's initial weights and biases: uniform in ±1/√hidden. */
export function randomNetwork(architecture: Architecture, random: Random): Network {
  const bound = 1 / Math.sqrt(architecture.hiddenSize);
  return build(architecture, (_, shape) =>
    Float32Array.from({ length: sizeOf(shape) }, () => (2 * random() - 1) * bound),
  );
}

/** @param tensor gives the tensor of a name, which has that shape; asked in PyTorch's order */
function build(
  { kind, inputSize, hiddenSize, numLayers, bidirectional, bias }: Architecture,
  tensor: (name: string, shape: number[]) => Float32Array,
): Network {
  const rows = GATES[kind] * hiddenSize;
  const suffixes = bidirectional ? ['', '_reverse'] : [''];
  const biasOf = (name: string) => (bias ? tensor(name, [rows]) : new Float32Array(rows));
  const weightsOf = (layer: number, suffix: string): CellWeights => {
    const width = layer === 0 ? inputSize : hiddenSize * suffixes.length;
    return {
      weightIh: tensor(`weight_ih_l${layer}${suffix}`, [rows, width]),
      weightHh: tensor(`weight_hh_l${layer}${suffix}`, [rows, hiddenSize]),
      biasIh: biasOf(`bias_ih_l${layer}${suffix}`),
      biasHh: biasOf(`bias_hh_l${layer}${suffix}`),
    };
  };
  const layers = Array.from({ length: numLayers }, (_, layer) =>
    suffixes.map((suffix) => weightsOf(layer, suffix)),
  );
  return { kind, inputSize, hiddenSize, layers };
}

function sizeOf(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
