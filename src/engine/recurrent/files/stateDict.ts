import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { Ask } from '../../formats/format.ts';
import { gatesOf, type CellKind } from '../cells.ts';
import type { Direction } from '../network.ts';
import { fromStateDict, suffixOf, type Architecture, type StateDict } from '../weights.ts';
import type { OpenNetwork } from '../openNetworks.ts';
import { chooseNetwork } from './chooseNetwork.ts';
import { finite, shapeText, type WeightTensor } from './tensors.ts';

/** What a network is called where the first tensor of each begins: nn.LSTM's own names, or nn.LSTMCell's. */
const FIRST = /^(.*?)weight_ih(_l0)?$/s;

/** What is known of the networks in a file beside their tensors. */
export interface Known {
  /** Of an RNN. */
  nonlinearity?: 'tanh' | 'relu';
}

/**
 * The network whose tensors stand among those of a PyTorch state dict; where there are several, the one that the user
 * chooses by the prefix of its names.
 *
 * @param name of the file
 * @throws UserFault where there is none, or its tensors do not fit together
 */
export function networkAmong(
  name: string,
  tensors: WeightTensor[],
  ask: Ask,
  known: Known = {},
): Pick<OpenNetwork, 'network' | 'bias'> {
  const found = tensors.flatMap(({ name: tensor }) => {
    const [, prefix, suffix] = FIRST.exec(tensor) ?? [];
    return prefix === undefined ? [] : [{ prefix, isCell: suffix === undefined }];
  });
  if (found.length === 0) throw noNetwork(name, tensors);
  const described = found.map(({ prefix, isCell }) => {
    const network = describe(name, tensors, prefix, isCell);
    return { ...network, name: prefix, size: network.architecture };
  });
  const { architecture, dict } = chooseNetwork(name, described, ask);
  const chosen = withNonlinearity(architecture, ask, known);
  return { network: fromStateDict(chosen, lazily(name, dict), name), bias: architecture.bias };
}

type Described = { architecture: Architecture; dict: Map<string, WeightTensor> };

/** What the shapes of its tensors say of a network. */
function describe(file: string, tensors: WeightTensor[], prefix: string, isCell: boolean): Described {
  const dict = new Map(
    tensors
      .filter((tensor) => tensor.name.startsWith(prefix))
      .map((tensor) => {
        const own = tensor.name.slice(prefix.length);
        return [isCell && /^(?:weight|bias)_[ih]h$/.test(own) ? `${own}_l0` : own, tensor];
      }),
  );
  if (dict.has('weight_hr_l0'))
    throw new UserFault(l10n.t('{0}: LSTMs with projections (proj_size) are not read.', file));
  const [input, hidden] = ['weight_ih_l0', 'weight_hh_l0'].map((each) => dict.get(each)?.shape);
  const [rows, inputSize] = input ?? [];
  const [, hiddenSize] = hidden ?? [];
  const kind = kindOf(rows / hiddenSize);
  if (input?.length !== 2 || hidden?.length !== 2 || !kind)
    throw new UserFault(
      l10n.t(
        '{0}: {1} {2} and {3} {4} are not the weights of an RNN, LSTM or GRU.',
        file,
        `${prefix}weight_ih_l0`,
        shapeText(input ?? []),
        `${prefix}weight_hh_l0`,
        shapeText(hidden ?? []),
      ),
    );
  let numLayers = 1;
  while (dict.has(`weight_ih_${suffixOf(numLayers, 'forward')}`)) numLayers++;
  const directions: Direction[] = dict.has('weight_ih_l0_reverse') ? ['forward', 'reverse'] : ['forward'];
  const bias = dict.has('bias_ih_l0');
  return { architecture: { kind, inputSize, hiddenSize, numLayers, directions, bias }, dict };
}

function kindOf(gates: number): CellKind | undefined {
  return (['rnn_tanh', 'gru', 'lstm'] as const).find((kind) => gatesOf(kind) === gates);
}

/** Weights do not say which nonlinearity an RNN has. */
function withNonlinearity(architecture: Architecture, ask: Ask, { nonlinearity }: Known): Architecture {
  if (architecture.kind !== 'rnn_tanh') return architecture;
  const choices = [
    { value: 'tanh', label: 'tanh' },
    { value: 'relu', label: 'ReLU' },
  ];
  const answer =
    nonlinearity ??
    ask({ key: 'nonlinearity', prompt: l10n.t('Which nonlinearity does this RNN have?'), choices });
  return { ...architecture, kind: answer === 'relu' ? 'rnn_relu' : 'rnn_tanh' };
}

/** Reads only the tensors that the network asks for. */
function lazily(file: string, dict: Map<string, WeightTensor>): StateDict {
  return Object.fromEntries(
    [...dict].map(([name, tensor]) => {
      return [
        name,
        {
          shape: tensor.shape,
          get values() {
            return finite(file, tensor, tensor.read());
          },
        },
      ];
    }),
  );
}

function noNetwork(name: string, tensors: WeightTensor[]): UserFault {
  const found = tensors.slice(0, 5).map((tensor) => `${tensor.name} ${shapeText(tensor.shape)}`);
  return new UserFault(
    l10n.t(
      '{0} holds no weights of an RNN, LSTM or GRU (weight_ih_l0, …), but {1}.',
      name,
      found.join('; ') || l10n.t('nothing'),
    ),
  );
}
