import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { icon } from '../icons.ts';
import type { Rows } from './rowSets.ts';

/** What a search box finds words by. */
export interface WordSource {
  /** The rows that match a text best. */
  search(text: string): readonly number[];
  wordAt(row: number): string;
}

/** What a search box can do beside choosing one word. */
export interface SearchOfAll {
  /** All rows that match a text or a regular expression; or one sentence that says why there are none. */
  find(text: string, isPattern: boolean): Rows | string;
  pick(rows: Rows): void;
}

let boxes = 0;

/** A box that finds words as one types: a combobox with a list, as the ARIA authoring practices describe it. */
export class SearchBox {
  readonly root: HTMLElement;
  private readonly id = `matches-${boxes++}`;
  private readonly input: HTMLInputElement;
  private readonly list: HTMLElement;
  /** What was found in a sentence: spoken; and seen where there is nothing to choose from. */
  private readonly said = element('p', { className: 'said', attributes: { 'aria-live': 'polite' } });
  private readonly pattern = element('button', { className: 'plain pattern', textContent: '.*' });
  private rows: readonly number[] = [];
  private active = 0;
  private isPattern = false;
  /** The row that was chosen last. */
  private chosen = -1;
  /** Called after each change of the text, by hand or by choosing. */
  onEdit: () => void = () => undefined;
  private readonly source: WordSource;
  private readonly choose: (row: number) => void;
  private readonly all: SearchOfAll | undefined;

  /** @param all without it only words are chosen, by text */
  constructor(source: WordSource, label: string, choose: (row: number) => void, all?: SearchOfAll) {
    this.source = source;
    this.choose = choose;
    this.all = all;
    this.list = element('ul', {
      id: this.id,
      className: 'matches',
      hidden: true,
      attributes: { role: 'listbox', 'aria-label': l10n.t('Matching words') },
    });
    this.input = createInput(label, this.id);
    this.input.addEventListener('input', () => {
      this.update();
      this.onEdit();
    });
    this.input.addEventListener('focus', () => this.update());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    this.input.addEventListener('blur', () => this.close());
    this.root = element('div', { className: 'search', attributes: { role: 'search' } });
    this.root.append(icon('search'), this.input, this.list, this.said);
    if (all) this.root.append(this.patternButton());
  }

  get text(): string {
    return this.input.value.trim();
  }

  /** The row of the word that stands in the box, chosen or typed; undefined where it is none. */
  get row(): number | undefined {
    const { text, chosen, source } = this;
    if (text === '') return undefined;
    if (chosen >= 0 && source.wordAt(chosen) === text) return chosen;
    return source.search(text).find((row) => source.wordAt(row) === text);
  }

  focus(): void {
    this.input.focus();
    this.input.select();
  }

  clear(): void {
    this.input.value = '';
    this.close();
  }

  private patternButton(): HTMLElement {
    const label = l10n.t('Regular expression');
    this.pattern.title = label;
    this.pattern.setAttribute('aria-label', label);
    this.pattern.setAttribute('aria-pressed', 'false');
    // The input keeps the focus.
    this.pattern.addEventListener('pointerdown', (event) => event.preventDefault());
    this.pattern.addEventListener('click', () => {
      this.isPattern = !this.isPattern;
      this.pattern.setAttribute('aria-pressed', String(this.isPattern));
      this.input.focus();
      this.update();
    });
    return this.pattern;
  }

  private update(): void {
    const text = this.isPattern ? this.input.value : this.input.value.trim();
    const all = text ? this.all?.find(text, this.isPattern) : undefined;
    const found = this.isPattern && all !== undefined ? all : this.source.search(text);
    this.rows = typeof found === 'string' ? [] : [...found.slice(0, SHOWN)];
    this.active = 0;
    const options = this.rows.map((row, i) => this.option(row, i));
    if (options.length > 0 && all && typeof all !== 'string') options.push(this.allOption(all));
    this.show(options);
    this.say(
      typeof found === 'string' ? found : text ? foundSentence(all ?? found) : '',
      options.length === 0,
    );
  }

  private say(sentence: string, isSeen: boolean): void {
    this.said.textContent = sentence;
    this.said.className = isSeen && sentence ? 'matches none' : 'said';
  }

  private show(options: HTMLLIElement[]): void {
    this.list.replaceChildren(...options);
    this.list.hidden = options.length === 0;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.markActive();
  }

  private option(row: number, i: number): HTMLLIElement {
    const option = element('li', {
      id: `${this.id}-${i}`,
      textContent: this.source.wordAt(row),
      attributes: { role: 'option', 'aria-selected': 'false' },
    });
    // Before the input loses its focus, which would close the list.
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.take(i);
    });
    return option;
  }

  /** Comes after the words, and picks all that match. */
  private allOption(rows: Rows): HTMLLIElement {
    const text =
      rows.length === 1
        ? l10n.t('Select this word')
        : l10n.t('Select all {0} words', rows.length.toLocaleString());
    const option = element('li', {
      id: `${this.id}-all`,
      className: 'all',
      textContent: text,
      attributes: { role: 'option', 'aria-selected': 'false' },
    });
    option.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.pickAll(rows);
    });
    option.addEventListener('pick', () => this.pickAll(rows));
    return option;
  }

  private pickAll(rows: Rows): void {
    this.close();
    this.all?.pick(rows);
  }

  private onKey(event: KeyboardEvent): void {
    // While an input method composes, Enter and the arrows are its own.
    if (event.isComposing) return;
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') this.step(key === 'ArrowDown' ? 1 : -1);
    else if (key === 'Enter' && !this.list.hidden) this.take(this.active);
    else if (key === 'Enter' && this.said.className !== 'said') this.repeat();
    else if (key === 'Escape' && this.input.value !== '') {
      this.clear();
      this.onEdit();
    } else return;
    event.preventDefault();
  }

  /** Once more, for who did not hear that there is nothing to choose. */
  private repeat(): void {
    const { textContent } = this.said;
    this.said.textContent = '';
    requestAnimationFrame(() => (this.said.textContent = textContent));
  }

  private step(by: number): void {
    if (this.list.hidden) return this.update();
    const count = this.rows.length + (this.list.querySelector('.all') ? 1 : 0);
    this.active = (this.active + by + count) % Math.max(1, count);
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
    if (row === undefined) {
      this.list.children[i]?.dispatchEvent(new Event('pick'));
      return;
    }
    this.input.value = this.source.wordAt(row);
    this.chosen = row;
    this.close();
    this.choose(row);
    this.onEdit();
  }

  private close(): void {
    this.rows = [];
    this.show([]);
    this.say('', false);
  }
}

/** So many matches are listed. */
const SHOWN = 20;

function createInput(label: string, listId: string): HTMLInputElement {
  return element('input', {
    type: 'text',
    placeholder: label,
    spellcheck: false,
    attributes: {
      role: 'combobox',
      'aria-label': label,
      'aria-expanded': 'false',
      'aria-controls': listId,
      'aria-autocomplete': 'list',
      autocomplete: 'off',
    },
  });
}

function foundSentence({ length }: { length: number }): string {
  if (length === 0) return l10n.t('No word like this');
  return length === 1 ? l10n.t('1 word matches.') : l10n.t('{0} words match.', length.toLocaleString());
}
