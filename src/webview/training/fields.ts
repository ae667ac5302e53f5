import * as l10n from '@vscode/l10n';
import { isWithinLimits, type Limits } from '../../common/trainingLimits.ts';
import { element } from '../dom.ts';

/** One parameter of a training, as a person enters it. */
export interface Field<Params> {
  root: HTMLElement;
  control: HTMLInputElement | HTMLSelectElement;
  show(params: Params): void;
  /** What it says of the parameters; undefined where what was entered will not do. */
  read(): Partial<Params> | undefined;
}

/** A number, which says beside itself what it may be where something else was entered. */
export function numberField<Key extends string>(
  key: Key,
  limits: Record<Key, Limits>,
  label: string,
  hint: string,
): Field<Record<Key, number>> {
  const { least, most, isWhole } = limits[key];
  const control = element('input', { type: 'number', id: key, min: String(least), max: String(most) });
  control.step = isWhole ? '1' : 'any';
  const { root, complain } = labelled(control, label, hint);
  const sentence = isWhole
    ? l10n.t('A whole number from {0} to {1}', least.toLocaleString(), most.toLocaleString())
    : l10n.t('A number from {0} to {1}', least, most);
  const read = () => {
    const value = control.value.trim() === '' ? NaN : Number(control.value);
    const isValid = isWithinLimits(limits[key], value);
    complain(isValid ? '' : sentence);
    return isValid ? partOf(key, value) : undefined;
  };
  return { root, control, show: (params) => (control.value = String(params[key])), read };
}

export function choiceField<Key extends string, Value extends string>(
  key: Key,
  label: string,
  options: [Value, string][],
): Field<Record<Key, Value>> {
  const choices = options.map(([value, text]) => element('option', { value, textContent: text }));
  const control = element('select', { id: key }, ...choices);
  const { root } = labelled(control, label, '');
  return {
    ...{ root, control },
    show: (params) => (control.value = params[key]),
    read: () => partOf(key, control.value as Value),
  };
}

export function checkField<Key extends string>(key: Key, label: string): Field<Record<Key, boolean>> {
  const control = element('input', { type: 'checkbox', id: key });
  const root = element('label', { className: 'field check' }, control, label);
  return {
    ...{ root, control },
    show: (params) => (control.checked = params[key]),
    read: () => partOf(key, control.checked),
  };
}

/** The regular expression by which a word is told; asked for only where one is wanted. */
export function patternField(isWanted: () => boolean): Field<{ pattern: string }> {
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

function partOf<Key extends string, Value>(key: Key, value: Value): Record<Key, Value> {
  return { [key]: value } as Record<Key, Value>;
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
