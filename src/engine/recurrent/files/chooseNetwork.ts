import * as l10n from '@vscode/l10n';
import type { Ask } from '../../formats/format.ts';
import type { Architecture } from '../weights.ts';

/** A network in a file. */
export interface Choice {
  /** By which it is known from the others; '' where it has no name, and the file's is shown. */
  name: string;
  size?: Pick<Architecture, 'kind' | 'inputSize' | 'hiddenSize' | 'numLayers' | 'directions'>;
}

/** Which of the networks in a file the user wants; one alone is not asked about. */
export function chooseNetwork<T extends Choice>(file: string, networks: readonly T[], ask: Ask): T {
  const answer = ask({
    key: 'network',
    prompt: l10n.t('Which network should be opened?'),
    choices: networks.map(({ name, size }) => ({
      value: name,
      label: name.replace(/\.$/, '') || file,
      ...(size && { description: summary(size) }),
    })),
  });
  return networks.find(({ name }) => name === answer) ?? networks[0];
}

/** 'LSTM, 2 layers, 300 → 256' */
function summary({
  kind,
  inputSize,
  hiddenSize,
  numLayers,
  directions,
}: NonNullable<Choice['size']>): string {
  const name = kind === 'lstm' ? 'LSTM' : kind === 'gru' ? 'GRU' : 'RNN';
  const layers = numLayers > 1 ? `, ${l10n.t('{0} layers', numLayers)}` : '';
  const both = directions.length > 1 ? `, ${l10n.t('bidirectional')}` : '';
  return `${name}${layers}${both}, ${inputSize} → ${hiddenSize}`;
}
