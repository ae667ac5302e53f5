import * as l10n from '@vscode/l10n';
import { LANGUAGE_LIMITS, type LanguageNumber } from '../../common/trainingLimits.ts';
import type { LanguageParams, LanguageTokeniser, NetworkKind } from '../../protocol/recurrent.ts';
import { element } from '../dom.ts';
import { choiceField, numberField } from './fields.ts';
import type { FormFields } from './form.ts';

/** How a language model is trained, as a person enters it. */
export function languageFields(): FormFields<LanguageParams> {
  const fields = allFields();
  const { kind, embeddingSize, hiddenSize, layers, dropout, tokeniser, minCount, mostTokens } = fields;
  const { epochs, learningRate, steps, batch, clip, validation, seed } = fields;
  const explanation = element('p', { className: 'hint', id: 'explanation' });
  kind.control.setAttribute('aria-describedby', explanation.id);
  kind.root.classList.add('wide');
  kind.root.append(explanation);
  return {
    groups: [
      [l10n.t('Model'), [kind, embeddingSize, hiddenSize, layers, dropout]],
      [l10n.t('Text'), [tokeniser, minCount, mostTokens, validation]],
      [l10n.t('Course'), [epochs, learningRate, steps, batch, clip, seed]],
    ],
    ofModel: [kind, embeddingSize, hiddenSize, layers, tokeniser, minCount, mostTokens],
    fromSentence: (from) =>
      l10n.t(
        'It goes on from what {0} has learned, with its vocabulary: other words are unknown to it.',
        from,
      ),
    adapt: () => (explanation.textContent = explanationOf(kind.control.value as NetworkKind)),
  };
}

function allFields() {
  const number = <Key extends LanguageNumber>(key: Key, label: string, hint: string) =>
    numberField(key, LANGUAGE_LIMITS, label, hint);
  return {
    kind: choiceField<'kind', NetworkKind>('kind', l10n.t('Cell'), [
      ['lstm', 'LSTM'],
      ['gru', 'GRU'],
      ['rnn_tanh', 'RNN (tanh)'],
      ['rnn_relu', 'RNN (relu)'],
    ]),
    embeddingSize: number('embeddingSize', l10n.t('Dimensions'), l10n.t('Numbers of a token’s vector.')),
    hiddenSize: number('hiddenSize', l10n.t('Hidden units'), l10n.t('Of each layer.')),
    layers: number('layers', l10n.t('Layers'), l10n.t('Cells one above the other.')),
    dropout: number(
      'dropout',
      l10n.t('Dropout'),
      l10n.t('Share of inputs and outputs left out by chance; 0: none.'),
    ),
    tokeniser: choiceField<'tokeniser', LanguageTokeniser>('tokeniser', l10n.t('What a token is'), [
      ['words', l10n.t('by the rules of the language')],
      ['whitespace', l10n.t('by spaces')],
      ['characters', l10n.t('every character')],
    ]),
    minCount: number('minCount', l10n.t('Minimum count'), l10n.t('Rarer tokens become <unk>.')),
    mostTokens: number('mostTokens', l10n.t('Maximum vocabulary'), l10n.t('The most frequent tokens.')),
    validation: number(
      'validation',
      l10n.t('Validation'),
      l10n.t('Share of the text, its end, by which perplexity is measured.'),
    ),
    epochs: number('epochs', l10n.t('Epochs'), l10n.t('Times through the text.')),
    learningRate: number(
      'learningRate',
      l10n.t('Learning rate'),
      l10n.t('Of Adam; halved where nothing improves.'),
    ),
    steps: number('steps', l10n.t('Steps back'), l10n.t('Of truncated backpropagation through time.')),
    batch: number('batch', l10n.t('Batch'), l10n.t('Streams of the text that are read side by side.')),
    clip: number('clip', l10n.t('Gradient norm'), l10n.t('Longer gradients are shortened to this.')),
    seed: number('seed', l10n.t('Seed'), l10n.t('Of all that is drawn by chance.')),
  };
}

/** What each cell does, where it is chosen. */
function explanationOf(kind: NetworkKind): string {
  switch (kind) {
    case 'lstm':
      return l10n.t(
        'A long short-term memory keeps a cell state behind three gates, and learns dependencies over many tokens (Hochreiter & Schmidhuber 1997).',
      );
    case 'gru':
      return l10n.t(
        'A gated recurrent unit has two gates in place of three and no cell state: fewer weights, often as good (Cho et al. 2014).',
      );
    case 'rnn_tanh':
      return l10n.t('The simple recurrent network (Elman 1990): it forgets within a few tokens.');
    case 'rnn_relu':
      return l10n.t(
        'The simple recurrent network with relu in the place of tanh: its states are not bounded, and its gradients neither.',
      );
  }
}
