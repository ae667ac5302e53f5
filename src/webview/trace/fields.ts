import { element } from '../dom.ts';

/** Choices by their values; a group of them has a name. */
export type Options = readonly (
  readonly [value: string, name: string] | { group: string; options: Options }
)[];

/** A list to choose from, with its name before it. */
export class SelectField {
  readonly root: HTMLLabelElement;
  private readonly select = element('select');
  private shown = '';

  constructor(name: string, change: (value: string) => void) {
    this.root = element('label', {}, name, this.select);
    this.select.addEventListener('change', () => change(this.select.value));
  }

  /** Offers choices; where there is but one, nothing. */
  show(options: Options, value: string): void {
    const key = JSON.stringify(options);
    if (key !== this.shown) this.select.replaceChildren(...options.map(made));
    this.shown = key;
    this.select.value = value;
    this.root.hidden = this.select.options.length < 2;
  }
}

function made(option: Options[number]): HTMLElement {
  if ('group' in option) return element('optgroup', { label: option.group }, ...option.options.map(made));
  const [value, textContent] = option;
  return element('option', { value, textContent });
}

/** A whole number, with its name before it. */
export class NumberField {
  readonly root: HTMLLabelElement;
  readonly input: HTMLInputElement;

  constructor(name: string, min: number, max: number, change: () => void) {
    this.input = element('input', {
      type: 'number',
      min: String(min),
      max: String(max),
      step: '1',
      required: true,
    });
    this.root = element('label', {}, name, this.input);
    this.input.addEventListener('change', change);
  }

  /** Leaves it alone while somebody may be typing. */
  show(value: number): void {
    if (this.input !== document.activeElement) this.input.value = String(value);
  }
}
