import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { Random } from '../random.ts';
import { GATES, type CellKind, type CellWeights } from './cells.ts';
import type { Network } from './network.ts';

/** Tensors by PyTorch's names (weight_ih_l0, weight_hh_l0_reverse, bias_ih_l1, …), each row-major. */
export type StateDict = Record<string, { shape: number[]; values: Float32Array }>;

/** What a network is, without its weights. */
export interface Architecture {
  kind: CellKind;
  inputSize: number;
  hiddenSize: number;
  layers: number;
  bidirectional: boolean;
}

/**
 * A network from PyTorch's state dict. Without biases in it, the biases are zeros.
 *
 * @throws UserFault where a tensor is missing or has another shape
 */
export function fromStateDict(architecture: Architecture, tensors: StateDict): Network {
  return build(architecture, (name, shape) => {
    const tensor = tensors[name];
    const size = shape.reduce((product, length) => product * length, 1);
    if (!tensor && name.startsWith('bias')) return new Float32Array(size);
    if (!tensor) throw new UserFault(l10n.t('The weights hold no tensor {0}; expected [{1}].', name, shape.join(', ')));
    if (tensor.shape.join() !== shape.join()) {
      throw new UserFault(
        l10n.t('The tensor {0} has the shape [{1}]; expected [{2}].', name, tensor.shape.join(', '), shape.join(', ')),
      );
    }
    return tensor.values;
  });
}

/** A network with PyTorch's initial weights: uniform in ±1/√hidden. */
export function randomNetwork(architecture: Architecture, random: Random): Network {
  const bound = 1 / Math.sqrt(architecture.hiddenSize);
  return build(architecture, (_, shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return Float32Array.from({ length: size }, () => (2 * random() - 1) * bound);
  });
}

function build(
  { kind, inputSize, hiddenSize, layers, bidirectional }: Architecture,
  tensor: (name: string, shape: number[]) => Float32Array,
): Network {
  const rows = GATES[kind] * hiddenSize;
  const suffixes = bidirectional ? ['', '_reverse'] : [''];
  const weightsOf = (layer: number, suffix: string): CellWeights => {
    const width = layer === 0 ? inputSize : hiddenSize * suffixes.length;
    return {
      weightIh: tensor(`weight_ih_l${layer}${suffix}`, [rows, width]),
      weightHh: tensor(`weight_hh_l${layer}${suffix}`, [rows, hiddenSize]),
      biasIh: tensor(`bias_ih_l${layer}${suffix}`, [rows]),
      biasHh: tensor(`bias_hh_l${layer}${suffix}`, [rows]),
    };
  };
  const all = Array.from({ length: layers }, (_, layer) => suffixes.map((suffix) => weightsOf(layer, suffix)));
  return { kind, inputSize, hiddenSize, layers: all };
}
