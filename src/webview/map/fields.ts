import { element } from '../dom.ts';

/** A labelled part of a form. */
export interface Field {
  readonly root: HTMLElement;
}

export interface NumberField extends Field {
  value: number;
}

export interface SelectField<Value extends string> extends Field {
  value: Value;
  onChange: () => void;
}

/** A number within borders, with a sentence on what it does. */
export function numberField(
  label: string,
  { min, max, step }: { min: number; max: number; step: number },
  hint: string,
): NumberField {
  const input = element('input', { type: 'number', required: true });
  Object.assign(input, { min: String(min), max: String(max), step: String(step) });
  return {
    root: field(label, input, hint),
    get value() {
      return input.valueAsNumber;
    },
    set value(value) {
      input.value = String(value);
    },
  };
}

/** One of some values, with a sentence on what they mean. */
export function selectField<Value extends string>(
  label: string,
  names: Record<Value, string>,
  hint: string,
): SelectField<Value> {
  const values = Object.keys(names) as Value[];
  const options = values.map((value) => element('option', { value, textContent: names[value] }));
  const select = element('select', {}, ...options);
  const made: SelectField<Value> = {
    root: field(label, select, hint),
    onChange: () => undefined,
    get value() {
      return values[select.selectedIndex];
    },
    set value(value) {
      select.selectedIndex = values.indexOf(value);
    },
  };
  select.addEventListener('change', () => made.onChange());
  return made;
}

function field(label: string, control: HTMLElement, hint: string): HTMLElement {
  const name = element('span', { className: 'field-name', textContent: label });
  const root = element('label', { className: 'field' }, name, control);
  if (hint) root.append(element('span', { className: 'hint', textContent: hint }));
  return root;
}
