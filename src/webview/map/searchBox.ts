import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { icon } from '../icons.ts';

const LIST_ID = 'matches';

/** A box that finds words as one types: a combobox with a list, as the ARIA authoring practices describe it. */
export class SearchBox {
  readonly root: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list = element('ul', {
    id: LIST_ID,
    className: 'matches',
    hidden: true,
    attributes: { role: 'listbox' },
  });
  private rows: readonly number[] = [];
  private active = 0;
  private readonly search: (text: string) => readonly number[];
  private readonly wordAt: (row: number) => string;
  private readonly choose: (row: number) => void;

  constructor(
    search: (text: string) => readonly number[],
    wordAt: (row: number) => string,
    choose: (row: number) => void,
  ) {
    this.search = search;
    this.wordAt = wordAt;
    this.choose = choose;
    this.input = createInput();
    this.list.setAttribute('aria-label', l10n.t('Matching words'));
    this.input.addEventListener('input', () => this.update());
    this.input.addEventListener('focus', () => this.update());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    this.input.addEventListener('blur', () => this.close());
    this.root = element(
      'div',
      { className: 'search', attributes: { role: 'search' } },
      icon('search'),
      this.input,
      this.list,
    );
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  clear(): void {
    this.input.value = '';
    this.close();
  }

  private update(): void {
    const text = this.input.value.trim();
    this.rows = this.search(text);
    this.active = 0;
    const options = this.rows.map((row, i) => this.option(row, i));
    if (options.length === 0 && text) options.push(noMatch());
    this.show(options);
  }

  private show(options: HTMLLIElement[]): void {
    this.list.replaceChildren(...options);
    this.list.hidden = options.length === 0;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.markActive();
  }

  private option(row: number, i: number): HTMLLIElement {
    const option = element('li', {
      id: `match-${i}`,
      textContent: this.wordAt(row),
      attributes: { role: 'option', 'aria-selected': 'false' },
    });
    // Before the input loses its focus, which would close the list.
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.take(i);
    });
    return option;
  }

  private onKey(event: KeyboardEvent): void {
    // While an input method composes, Enter and the arrows are its own.
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.step(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Enter') this.take(this.active);
    else if (key === 'Escape' && this.input.value !== '') this.clear();
    else return;
    event.preventDefault();
  }

  private step(by: number): void {
    if (this.list.hidden) return this.update();
    this.active = (this.active + by + this.rows.length) % Math.max(1, this.rows.length);
    this.markActive();
  }

  private markActive(): void {
    [...this.list.children].forEach((option, i) =>
      option.setAttribute('aria-selected', String(i === this.active)),
    );
    const active = this.rows.length > 0 ? this.list.children[this.active] : undefined;
    active?.scrollIntoView({ block: 'nearest' });
    if (active) this.input.setAttribute('aria-activedescendant', active.id);
    else this.input.removeAttribute('aria-activedescendant');
  }

  private take(i: number): void {
    const row = this.rows[i];
    if (row === undefined) return;
    this.input.value = this.wordAt(row);
    this.close();
    this.choose(row);
  }

  private close(): void {
    this.rows = [];
    this.show([]);
  }
}

function createInput(): HTMLInputElement {
  const label = l10n.t('Search a word');
  return element('input', {
    type: 'text',
    placeholder: label,
    spellcheck: false,
    attributes: {
      role: 'combobox',
      'aria-label': label,
      'aria-expanded': 'false',
      'aria-controls': LIST_ID,
      'aria-autocomplete': 'list',
      autocomplete: 'off',
    },
  });
}

function noMatch(): HTMLLIElement {
  const attributes = { role: 'option', 'aria-disabled': 'true' };
  return element('li', { className: 'none', textContent: l10n.t('No word like this'), attributes });
}
