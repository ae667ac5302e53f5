import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';

/** So many matches are shown at a time. */
const SHOWN = 20;

/** Values without a colour of their own: a search field that finds them, behind a line that opens it. */
export class RareValues {
  readonly root: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly list = element('ul');
  private readonly texts: readonly string[];
  private readonly itemsOf: (found: number[]) => HTMLElement[];

  /**
   * @param texts what is said of words, the most frequent first
   * @param itemsOf makes the lines of those that were found
   */
  constructor(texts: readonly string[], itemsOf: (found: number[]) => HTMLElement[]) {
    this.texts = texts;
    this.itemsOf = itemsOf;
    const label = l10n.t('Search the other values');
    this.input = element('input', { type: 'text', placeholder: label, spellcheck: false });
    this.input.setAttribute('aria-label', label);
    this.input.addEventListener('input', () => this.update());
    this.input.addEventListener('keydown', (event) => this.onKey(event));
    this.list.setAttribute('aria-label', l10n.t('Other values'));
    const summary = element('summary', { textContent: l10n.t('More…') });
    this.root = element('details', { className: 'more' }, summary, this.input, this.list);
    this.update();
  }

  private update(): void {
    const wanted = this.input.value.trim().toLowerCase();
    const found: number[] = [];
    for (let i = 0; i < this.texts.length && found.length < SHOWN; i++)
      if (this.texts[i].toLowerCase().includes(wanted)) found.push(i);
    const none = element('li', { className: 'count', textContent: l10n.t('No value like this') });
    this.list.replaceChildren(...(found.length > 0 ? this.itemsOf(found) : [none]));
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || this.input.value === '') return;
    event.preventDefault();
    this.input.value = '';
    this.update();
  }
}
