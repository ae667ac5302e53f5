import * as l10n from '@vscode/l10n';
import { TRAINING_LIMITS, type TrainingNumber } from '../../common/trainingLimits.ts';
import type { TrainingAlgorithm, TrainingParams } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { checkField, choiceField, numberField, patternField } from './fields.ts';
import type { FormFields } from './form.ts';

/** How word vectors are trained, as a person enters it. */
export function vectorFields(): FormFields<TrainingParams> {
  const fields = allFields();
  const { algorithm, dims, window, negative, epochs, rate, sample, threads, seed, tokeniser, pattern } =
    fields;
  const explanation = element('p', { className: 'hint', id: 'explanation' });
  algorithm.control.setAttribute('aria-describedby', explanation.id);
  algorithm.root.append(explanation);
  const words = [tokeniser, pattern, fields.lowerCase, fields.splitIdentifiers];
  return {
    groups: [
      [l10n.t('Model'), [algorithm, dims, window, negative]],
      [l10n.t('Words'), [...words, fields.minCount, fields.maxVocabulary]],
      [l10n.t('Course'), [epochs, rate, sample, threads, seed]],
    ],
    ofModel: [dims],
    fromSentence: (from) =>
      l10n.t('It goes on from what was learned on {0}, with the words of all these texts.', from),
    adapt: () => {
      const chosen = algorithm.control.value as TrainingAlgorithm;
      explanation.textContent = explanationOf(chosen);
      for (const field of [negative, sample, threads]) field.root.hidden = chosen === 'nnlm';
      pattern.root.hidden = tokeniser.control.value !== 'pattern';
    },
  };
}

function allFields() {
  const number = <Key extends TrainingNumber>(key: Key, label: string, hint: string) =>
    numberField(key, TRAINING_LIMITS, label, hint);
  const tokeniser = choiceField<'tokeniser', TrainingParams['tokeniser']>(
    'tokeniser',
    l10n.t('What a word is'),
    [
      ['words', l10n.t('by the rules of the language')],
      ['whitespace', l10n.t('by spaces')],
      ['pattern', l10n.t('by a regular expression')],
    ],
  );
  return {
    algorithm: choiceField<'algorithm', TrainingAlgorithm>('algorithm', l10n.t('Algorithm'), [
      ['skip-gram', 'skip-gram'],
      ['cbow', 'CBOW'],
      ['nnlm', 'NNLM'],
    ]),
    dims: number('dims', l10n.t('Dimensions'), l10n.t('Numbers a vector.')),
    window: number('window', l10n.t('Context window'), l10n.t('Words on either side; for NNLM, before.')),
    negative: number('negative', l10n.t('Negative samples'), l10n.t('Words by chance for each true one.')),
    tokeniser,
    pattern: patternField(() => tokeniser.control.value === 'pattern'),
    lowerCase: checkField('lowerCase', l10n.t('lower-case all words')),
    splitIdentifiers: checkField('splitIdentifiers', l10n.t('split identifiers (camelCase, snake_case)')),
    minCount: number('minCount', l10n.t('Minimum count'), l10n.t('Rarer words are left out.')),
    maxVocabulary: number(
      'maxVocabulary',
      l10n.t('Maximum vocabulary'),
      l10n.t('The most frequent words; 0: all.'),
    ),
    epochs: number('epochs', l10n.t('Epochs'), l10n.t('Times through the text; 0: as many as it needs.')),
    rate: number('rate', l10n.t('Learning rate'), l10n.t('At the beginning; 0: what the algorithm needs.')),
    sample: number(
      'sample',
      l10n.t('Subsampling'),
      l10n.t('Words more frequent than this are thinned; 0: none.'),
    ),
    threads: number('threads', l10n.t('Threads'), l10n.t('0: all cores. 1: repeatable bit for bit.')),
    seed: number('seed', l10n.t('Seed'), l10n.t('Of all that is drawn by chance.')),
  };
}

/** What each algorithm does, where it is chosen. */
function explanationOf(algorithm: TrainingAlgorithm): string {
  switch (algorithm) {
    case 'skip-gram':
      return l10n.t(
        'From each word, skip-gram predicts the words around it, and tells them from words drawn by chance (Mikolov et al. 2013). It learns most from rare words and small texts.',
      );
    case 'cbow':
      return l10n.t(
        'From the mean of the words around it, CBOW predicts the word in the middle, and tells it from words drawn by chance (Mikolov et al. 2013). It is faster than skip-gram, and good for frequent words.',
      );
    case 'nnlm':
      return l10n.t(
        'A neural network with a hidden layer predicts each word from the words before it, in their order (Bengio et al. 2003); the vectors are a by-product, the matrix Q. It is slow, and the way in which word vectors began.',
      );
  }
}
