import * as l10n from '@vscode/l10n';
import { isWithinLimits, TRAINING_LIMITS, type TrainingNumber } from '../../common/trainingLimits.ts';
import type { TrainingAlgorithm, TrainingParams } from '../../protocol/engine.ts';
import { element } from '../dom.ts';

/** One parameter of a training, as a person enters it. */
export interface Field {
  root: HTMLElement;
  control: HTMLInputElement | HTMLSelectElement;
  show(params: TrainingParams): void;
  /** What it says of the parameters; undefined where what was entered will not do. */
  read(): Partial<TrainingParams> | undefined;
}

/** A number, which says beside itself what it may be where something else was entered. */
export function numberField(key: TrainingNumber, label: string, hint: string): Field {
  const { least, most, isWhole } = TRAINING_LIMITS[key];
  const control = element('input', { type: 'number', id: key, min: String(least), max: String(most) });
  control.step = isWhole ? '1' : 'any';
  const { root, complain } = labelled(control, label, hint);
  const sentence = isWhole
    ? l10n.t('A whole number from {0} to {1}', least.toLocaleString(), most.toLocaleString())
    : l10n.t('A number from {0} to {1}', least, most);
  const read = () => {
    const value = control.value.trim() === '' ? NaN : Number(control.value);
    const isValid = isWithinLimits(key, value);
    complain(isValid ? '' : sentence);
    return isValid ? { [key]: value } : undefined;
  };
  return { root, control, show: (params) => (control.value = String(params[key])), read };
}

export function choiceField<Key extends 'algorithm' | 'tokeniser'>(
  key: Key,
  label: string,
  options: [TrainingParams[Key], string][],
): Field {
  const choices = options.map(([value, text]) => element('option', { value, textContent: text }));
  const control = element('select', { id: key }, ...choices);
  const { root } = labelled(control, label, '');
  return {
    ...{ root, control },
    show: (params) => (control.value = params[key]),
    read: () => ({ [key]: control.value }),
  };
}

export function checkField(key: 'lowerCase' | 'splitIdentifiers', label: string): Field {
  const control = element('input', { type: 'checkbox', id: key });
  const root = element('label', { className: 'field check' }, control, label);
  return {
    ...{ root, control },
    show: (params) => (control.checked = params[key]),
    read: () => ({ [key]: control.checked }),
  };
}

/** The regular expression by which a word is told; asked for only where one is wanted. */
export function patternField(isWanted: () => boolean): Field {
  const control = element('input', { type: 'text', id: 'pattern', spellcheck: false });
  control.placeholder = '[\\p{L}\\p{N}]+';
  const hint = l10n.t('Each match is a word (a JavaScript regular expression, flags gu).');
  const { root, complain } = labelled(control, l10n.t('Regular expression'), hint);
  const read = () => {
    const fault = isWanted() ? faultOf(control.value) : '';
    complain(fault);
    return fault === '' ? { pattern: control.value } : undefined;
  };
  return { root, control, show: ({ pattern }) => (control.value = pattern), read };
}

function faultOf(pattern: string): string {
  if (pattern === '') return l10n.t('A regular expression is needed.');
  try {
    new RegExp(pattern, 'gu');
    return '';
  } catch (error) {
    return l10n.t('This is no regular expression: {0}', (error as Error).message);
  }
}

/** A control with its name, and below it what it means, or what is wrong with it. */
function labelled(control: HTMLInputElement | HTMLSelectElement, label: string, hint: string) {
  const note = element('span', { className: 'note', id: `${control.id}-note`, textContent: hint });
  control.setAttribute('aria-describedby', note.id);
  const name = element('span', { className: 'name', textContent: label });
  const root = element('label', { className: 'field' }, name, control, note);
  const complain = (fault: string) => {
    note.textContent = fault || hint;
    root.classList.toggle('faulty', fault !== '');
    control.setAttribute('aria-invalid', String(fault !== ''));
  };
  return { root, complain };
}

/** What each algorithm does, where it is chosen. */
export function explanationOf(algorithm: TrainingAlgorithm): string {
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
