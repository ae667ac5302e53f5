import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';

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
  private rows: number[] = [];
  private active = 0;
  private typed = 0;
  private readonly search: (text: string, isStale: () => boolean) => Promise<number[]>;
  private readonly wordAt: (row: number) => string;
  private readonly choose: (row: number) => void;

  constructor(
    search: (text: string, isStale: () => boolean) => Promise<number[]>,
    wordAt: (row: number) => string,
    choose: (row: number) => void,
  ) {
    this.search = search;
    this.wordAt = wordAt;
    this.choose = choose;
    const label = l10n.t('Search a word');
    this.input = element('input', {
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
    this.list.setAttribute('aria-label', l10n.t('Matching words'));
    this.input.addEventListener('input', () => void this.update());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    this.input.addEventListener('blur', () => this.close());
    this.root = element('div', { className: 'search' }, this.input, this.list);
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  private async update(): Promise<void> {
    const mine = ++this.typed;
    const text = this.input.value.trim();
    const rows = text ? await this.search(text, () => mine !== this.typed) : [];
    if (mine !== this.typed) return;
    this.rows = rows;
    this.active = 0;
    this.show(text);
  }

  private show(text: string): void {
    const options = this.rows.map((row, i) => this.option(row, i));
    if (options.length === 0 && text) {
      options.push(element('li', { className: 'none', textContent: l10n.t('No word like this') }));
    }
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
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      const step = key === 'ArrowDown' ? 1 : -1;
      this.active = (this.active + step + this.rows.length) % Math.max(1, this.rows.length);
      this.markActive();
    } else if (key === 'Enter') {
      this.take(this.active);
    } else if (key === 'Escape') {
      this.input.value = '';
      this.close();
    }
  }

  private markActive(): void {
    [...this.list.children].forEach((option, i) =>
      option.setAttribute('aria-selected', String(i === this.active)),
    );
    const active = this.list.children[this.active];
    active?.scrollIntoView({ block: 'nearest' });
    if (this.rows.length > 0) this.input.setAttribute('aria-activedescendant', active?.id ?? '');
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
    this.typed++;
    this.rows = [];
    this.show('');
  }
}
