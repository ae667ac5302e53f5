import * as l10n from '@vscode/l10n';
import type { NetworkInfo } from '../../protocol/recurrent.ts';
import { UserFault } from '../faults.ts';
import type { LanguageModel } from './language/model.ts';
import type { Network } from './network.ts';

/** A network with its weights, and what is known of it. */
export interface OpenNetwork {
  name: string;
  /** Where its weights come from, to be shown. */
  format: string;
  network: Network;
  /** Whether its cells have biases, or add zeros. */
  bias: boolean;
  /** What makes it a language model, and the set that holds its embedding table. */
  language?: { model: LanguageModel; setId: string };
}

/** The one registry of open networks. */
export class OpenNetworks {
  private readonly networks = new Map<string, OpenNetwork>();

  add(id: string, open: OpenNetwork): NetworkInfo {
    this.networks.set(id, open);
    return infoOf(id, open);
  }

  delete(id: string): void {
    this.networks.delete(id);
  }

  /** @throws UserFault where it is not open (any more). */
  get(id: string): OpenNetwork {
    const open = this.networks.get(id);
    if (!open) throw new UserFault(l10n.t('This network is not open any more.'));
    return open;
  }
}

function infoOf(id: string, { name, format, network, bias, language }: OpenNetwork): NetworkInfo {
  const { kind, inputSize, hiddenSize, layers, directions } = network;
  const size = { inputSize, hiddenSize, layers: layers.length, directions };
  return {
    id,
    name,
    kind,
    ...size,
    bias,
    format,
    language: language && {
      setId: language.setId,
      vocabulary: language.model.decoder.bias.length,
      tokeniser: language.model.params.tokeniser,
      epochs: language.model.epochs,
      perplexity: language.model.perplexity,
    },
  };
}
