import * as l10n from '@vscode/l10n';
import { MOST_LAYERS, MOST_UNITS } from '../../common/traceLimits.ts';
import type { NetworkDirection, SeededNetwork, TraceParams, TraceToken } from '../../protocol/recurrent.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import type { OpenSets } from '../openSets.ts';
import { seededRandom } from '../random.ts';
import { initialStates } from './initial.ts';
import { stateAfterBeginning } from './language/predict.ts';
import type { LanguageModel } from './language/model.ts';
import { run, zeroStates, type Direction, type Network, type Run, type States } from './network.ts';
import type { OpenNetworks } from './openNetworks.ts';
import { inputOf, tokensOf } from './tokens.ts';
import { randomNetwork } from './weights.ts';

const DIRECTIONS: Record<NetworkDirection, readonly Direction[]> = {
  forward: ['forward'],
  reverse: ['reverse'],
  bidirectional: ['forward', 'reverse'],
};

/** A network that has run over a text, with everything that it computed. */
export interface Traced {
  set: EmbeddingSet;
  tokens: TraceToken[];
  network: Network;
  /** Whether its cells have biases, or add zeros. */
  bias: boolean;
  model: LanguageModel | undefined;
  silenced: NonNullable<TraceParams['silenced']>;
  /** [tokens × dims] */
  input: Float32Array;
  initial: States;
  run: Run;
}

/** Runs networks over texts. What was run last is kept, since questions about it follow. */
export class Tracer {
  private readonly sets: OpenSets;
  private readonly networks: OpenNetworks;
  private last: { key: string; set: EmbeddingSet; network: Network | undefined; traced: Traced } | undefined;

  constructor(sets: OpenSets, networks: OpenNetworks) {
    this.sets = sets;
    this.networks = networks;
  }

  /**
   * Runs the network of `params` over its text, from the states that it names; else from zeros, and a language model from
   * the states in which the end of a sentence leaves it.
   *
   * @throws UserFault where text, sizes and set will not do
   */
  trace(params: TraceParams): Traced {
    const set = this.sets.get(params.setId);
    const open = params.networkId === undefined ? undefined : this.networks.get(params.networkId);
    const key = JSON.stringify(params);
    const { last } = this;
    if (last?.key === key && last.set === set && last.network === open?.network) return last.traced;
    const model = open?.language?.setId === params.setId ? open.language.model : undefined;
    const network = open?.network ?? seededNetwork(set.dims, params);
    if (network.inputSize !== set.dims) throw wrongSize(network, set);
    const { silenced = [] } = params;
    for (const place of silenced) checkUnit(network, place);
    const tokens = tokensOf(set, model, params);
    const usual = model ? () => stateAfterBeginning(network, model, set) : () => zeroStates(network);
    const initial = params.initial === undefined ? usual() : initialStates(network, params.initial);
    const input = inputOf(set, tokens, params);
    const done = run(network, input, { initial, silenced });
    const bias = open?.bias ?? params.bias ?? true;
    const traced = { set, tokens, network, bias, model, silenced, input, initial, run: done };
    this.last = { key, set, network: open?.network, traced };
    return traced;
  }

  /** A network to be run over the input of another trace: an open one, or one by a seed. */
  networkOf(choice: SeededNetwork | { networkId: string }, { dims }: EmbeddingSet): Network {
    return 'networkId' in choice ? this.networks.get(choice.networkId).network : seededNetwork(dims, choice);
  }
}

/** @throws UserFault where a size is none */
export function seededNetwork(inputSize: number, params: SeededNetwork): Network {
  const { kind = 'rnn_tanh', hiddenSize, layers = 1, bias = true, direction = 'forward', gateBias } = params;
  if (!Number.isInteger(hiddenSize) || hiddenSize < 1 || hiddenSize > MOST_UNITS) {
    throw new UserFault(l10n.t('The hidden size must be a whole number from 1 to {0}.', MOST_UNITS));
  }
  if (!Number.isInteger(layers) || layers < 1 || layers > MOST_LAYERS) {
    throw new UserFault(l10n.t('The number of layers must be a whole number from 1 to {0}.', MOST_LAYERS));
  }
  const architecture = { kind, inputSize, hiddenSize, numLayers: layers, bias };
  const directions = DIRECTIONS[direction];
  return randomNetwork({ ...architecture, directions }, seededRandom(params.seed), gateBias);
}

function checkUnit(
  network: Network,
  { layer, direction, unit }: { layer: number; direction: number; unit: number },
): void {
  const exists =
    layer in network.layers && direction in network.directions && unit >= 0 && unit < network.hiddenSize;
  if (!exists)
    throw new RangeError(`The network has no unit ${unit} in layer ${layer}, direction ${direction}.`);
}

function wrongSize({ inputSize }: Network, { dims }: EmbeddingSet): UserFault {
  return new UserFault(
    l10n.t('The network takes vectors of {0} numbers; those of this set have {1}.', inputSize, dims),
  );
}
