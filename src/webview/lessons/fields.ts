import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';

/** What every field of a lesson is: a control with its name before it. */
interface Field<Value> {
  readonly root: HTMLElement;
  value: Value;
}

interface Limits {
  min: number;
  max: number;
  step: number;
}

/**
 * A slider, with its value written behind it.
 *
 * @param written the value as a person reads it
 */
export function slider(
  name: string,
  limits: Limits,
  written: (value: number) => string,
  change: (value: number) => void,
): Field<number> & { limit(max: number): void } {
  const input = element('input', { type: 'range' });
  Object.assign(input, { min: String(limits.min), max: String(limits.max), step: String(limits.step) });
  // A screen reader has it from the slider itself.
  const output = element('span', { className: 'value', attributes: { 'aria-hidden': 'true' } });
  const write = () => {
    output.textContent = written(input.valueAsNumber);
    input.setAttribute('aria-valuetext', output.textContent);
  };
  const label = element('span', { className: 'name' }, name);
  input.addEventListener('input', () => {
    write();
    change(input.valueAsNumber);
  });
  return {
    limit: (max) => (input.max = String(max)),
    root: element('div', { className: 'slider' }, element('label', {}, label, input), output),
    get value() {
      return input.valueAsNumber;
    },
    set value(value) {
      input.valueAsNumber = value;
      write();
    },
  };
}

/** A number to be typed, told of while it is one; what is none gives way to the last that was when the reader goes on. */
export function numberInput(
  name: string,
  limits: Limits,
  change: (value: number) => void,
): Field<number> & { input: HTMLInputElement } {
  const input = element('input', { type: 'number', required: true });
  Object.assign(input, { min: String(limits.min), max: String(limits.max), step: String(limits.step) });
  const expected = l10n.t('a number from {0} to {1}', format(limits.min, 0), format(limits.max, 0));
  const hint = element('span', { className: 'hint', hidden: true, attributes: { role: 'alert' } }, expected);
  let last = NaN;
  const judge = () => {
    const { valid } = input.validity;
    hint.hidden = valid;
    input.setAttribute('aria-invalid', String(!valid));
    return valid;
  };
  input.addEventListener('input', () => {
    if (judge()) change((last = input.valueAsNumber));
  });
  input.addEventListener('blur', () => {
    if (!input.validity.valid) input.valueAsNumber = last;
    judge();
  });
  return {
    input,
    root: element(
      'label',
      { className: 'number' },
      element('span', { className: 'name' }, name),
      input,
      hint,
    ),
    get value() {
      return input.valueAsNumber;
    },
    set value(value) {
      input.valueAsNumber = last = value;
    },
  };
}

/** A line of text, told of with every key. */
export function textInput(name: string, change: (value: string) => void): Field<string> {
  const input = element('input', { type: 'text', spellcheck: false, autocomplete: 'off' });
  input.addEventListener('input', () => change(input.value));
  return {
    root: element('label', { className: 'text' }, element('span', { className: 'name' }, name), input),
    get value() {
      return input.value;
    },
    set value(value) {
      input.value = value;
    },
  };
}

/** One of a few, by its id. */
export function choice(
  name: string,
  choices: readonly { id: string; label: string }[],
  change: (id: string) => void,
): Field<string> & { offer(choices: readonly { id: string; label: string }[]): void } {
  const select = element('select');
  const offer = (offered: readonly { id: string; label: string }[]) => {
    const before = select.value;
    select.replaceChildren(...offered.map(({ id, label }) => element('option', { value: id }, label)));
    if (offered.some(({ id }) => id === before)) select.value = before;
  };
  offer(choices);
  select.addEventListener('change', () => change(select.value));
  return {
    offer,
    root: element('label', { className: 'choice' }, element('span', { className: 'name' }, name), select),
    get value() {
      return select.value;
    },
    set value(value) {
      select.value = value;
    },
  };
}
