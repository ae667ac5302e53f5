import * as l10n from '@vscode/l10n';
import type { WatchedWord } from '../../protocol/watch.ts';
import { element } from '../dom.ts';
import { iconButton } from '../icons.ts';
import { wordLine } from '../wordLine.ts';

/** Words that may be followed at the same time. */
const MOST = 8;

/** The nearest words of some, as they change; and a field to follow others. */
export class WatchedWords {
  readonly root = element('section', { className: 'watched' });
  private readonly follow: (words: string[]) => void;
  private readonly columns = element('div', { className: 'columns' });
  private readonly input = element('input', { type: 'text', spellcheck: false });
  private readonly suggestions = element('datalist', { id: 'content-words' });
  private words: string[] = [];
  private shown = '';
  private readonly speak: (sentence: string) => void;
  /** A word that was just asked for: its answer is said once. */
  private asked: string | undefined;

  /**
   * @param follow other words were chosen
   * @param speak what a screen reader shall say
   */
  constructor(follow: (words: string[]) => void, speak: (sentence: string) => void) {
    this.follow = follow;
    this.speak = speak;
    const title = element('h2', { id: 'nearest' }, l10n.t('Nearest words'));
    this.root.setAttribute('aria-labelledby', title.id);
    this.input.placeholder = l10n.t('Watch a word');
    this.input.setAttribute('aria-label', l10n.t('Watch a word'));
    this.input.setAttribute('list', this.suggestions.id);
    const form = element('form', {}, this.input, this.suggestions);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.add(this.input.value.trim());
      this.input.value = '';
    });
    this.root.append(element('div', { className: 'title' }, title, form), this.columns);
  }

  /** @param content words that are worth watching */
  setWords(words: readonly string[], content: readonly string[]): void {
    this.words = [...words];
    this.suggestions.replaceChildren(...content.map((value) => element('option', { value })));
  }

  /** The newest first; the oldest makes room where there are too many. */
  add(word: string): void {
    if (word === '') return;
    this.asked = word;
    this.change([word, ...this.words.filter((other) => other !== word)].slice(0, MOST));
  }

  show(watched: readonly WatchedWord[]): void {
    this.answer(watched);
    // The same again would take the focus, and the reader's place, for nothing.
    const key = JSON.stringify(
      watched.map(({ word, neighbours }) => [word, neighbours.map((other) => other.word)]),
    );
    if (key === this.shown) return this.update(watched);
    this.shown = key;
    const focused = this.columns.contains(document.activeElement)
      ? focusOf(document.activeElement)
      : undefined;
    this.columns.replaceChildren(...watched.map((word) => this.column(word)));
    if (focused) this.columns.querySelector<HTMLElement>(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }

  private answer(watched: readonly WatchedWord[]): void {
    const { asked } = this;
    const found = watched.find(({ word }) => word.toLowerCase() === asked?.toLowerCase());
    if (asked === undefined || !found) return;
    this.asked = undefined;
    const names = found.neighbours.map(({ word }) => word).join(', ');
    this.speak(
      found.row < 0
        ? l10n.t('The vocabulary does not know ‘{0}’.', asked)
        : l10n.t('Nearest to {0}: {1}', found.word, names),
    );
  }

  /** Only the numbers are others. */
  private update(watched: readonly WatchedWord[]): void {
    const lines = watched.flatMap(({ neighbours }) => neighbours);
    this.columns.querySelectorAll('.word-line').forEach((line, i) => {
      line.replaceChildren(...wordLine(lines[i].word, lines[i].cosine, lines[i].cosine).childNodes);
    });
  }

  private column({ word, row, neighbours }: WatchedWord): HTMLElement {
    const label = l10n.t('Watch {0} no more', word);
    const close = iconButton('close', label, () =>
      this.change(this.words.filter((other) => other.toLowerCase() !== word.toLowerCase())),
    );
    close.dataset.key = `close ${word}`;
    const title = element('h3', {}, element('span', { title: word }, word), close);
    if (row < 0) {
      return element(
        'div',
        {},
        title,
        element('p', { className: 'hint' }, l10n.t('The vocabulary does not know it.')),
      );
    }
    const items = neighbours.map((other) => {
      const line = wordLine(other.word, other.cosine, other.cosine);
      line.dataset.key = `${word} ${other.word}`;
      line.title = l10n.t('Watch {0}', other.word);
      line.addEventListener('click', () => this.add(other.word));
      return element('li', {}, line);
    });
    const list = element('ol', { attributes: { 'aria-label': l10n.t('Nearest to {0}', word) } }, ...items);
    return element('div', {}, title, list);
  }

  private change(words: string[]): void {
    this.words = words;
    this.follow(words);
  }
}

function focusOf(focused: Element | null): string | undefined {
  return focused instanceof HTMLElement ? focused.dataset.key : undefined;
}
