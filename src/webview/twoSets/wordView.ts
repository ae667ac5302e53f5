import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import type { SetInfo } from '../../protocol/engine.ts';
import type { WordInTwoSets } from '../../protocol/queries.ts';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { icon } from '../icons.ts';
import { wordLine } from '../wordLine.ts';
import { howFar } from './moved.ts';

/** Milliseconds without a key after which a word is looked for. */
const PAUSE_MS = 200;

/** A word in both sets: its neighbours side by side, and how far it moved. */
export class WordView {
  readonly root = element('section', { className: 'word-view' });
  private readonly look: (word: string) => void;
  private readonly leave: () => void;
  private readonly input = element('input', { type: 'text', spellcheck: false });
  private readonly answer = element('div', { className: 'answer' });
  private waiting = 0;
  /** What was looked for last. */
  private asked = '';

  constructor(look: (word: string) => void, leave: () => void) {
    this.look = look;
    this.leave = leave;
    const label = l10n.t('Search a word');
    this.input.placeholder = label;
    this.input.setAttribute('aria-label', label);
    this.input.setAttribute('autocomplete', 'off');
    this.input.addEventListener('input', () => this.wait(PAUSE_MS));
    this.input.addEventListener('change', () => this.wait(0));
    this.root.setAttribute('aria-label', l10n.t('One word in both sets'));
    const search = element('div', { className: 'search', attributes: { role: 'search' } });
    search.append(icon('search'), this.input);
    this.root.append(search, this.answer);
  }

  /** While no word is chosen. */
  explain(): void {
    this.asked = '';
    this.root.removeAttribute('aria-busy');
    const how = l10n.t('Search a word, or choose one, to see its nearest words in each set side by side.');
    this.answer.replaceChildren(element('p', { className: 'hint' }, how));
  }

  /** Names the word that is being looked for. */
  expect(word: string): void {
    clearTimeout(this.waiting);
    this.asked = word;
    if (this.input.value.trim() !== word) this.input.value = word;
    this.root.setAttribute('aria-busy', 'true');
  }

  /** There is no answer. */
  lack(sentence: string): void {
    this.root.removeAttribute('aria-busy');
    this.answer.replaceChildren(element('p', { className: 'hint' }, sentence));
  }

  show(word: string, sets: readonly SetInfo[], answer: WordInTwoSets): void {
    const hadFocus = this.answer.contains(document.activeElement);
    this.root.removeAttribute('aria-busy');
    const heading = element('h2', { tabIndex: -1 }, answer.first?.word ?? answer.second?.word ?? word);
    const lists = [answer.first, answer.second].map((found, i) =>
      this.neighbours(sets[i], found, new Set(answer.shared)),
    );
    this.answer.replaceChildren(
      heading,
      element('p', {}, howItMoved(answer)),
      ...barOf(answer),
      element('div', { className: 'sides' }, ...lists),
    );
    if (hadFocus) heading.focus();
  }

  private wait(ms: number): void {
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => {
      const word = this.input.value.trim();
      if (word === this.asked) return;
      if (word) this.look(word);
      else this.leave();
    }, ms);
  }

  private neighbours(set: SetInfo, found: WordInTwoSets['first'], shared: ReadonlySet<string>): HTMLElement {
    const title = element('h3', { title: set.name }, set.name);
    if (!found)
      return element('div', {}, title, element('p', { className: 'hint' }, l10n.t('It is not in this set.')));
    const items = found.neighbours.map(({ word, score }) => {
      const line = wordLine(word, score, score);
      if (shared.has(word)) line.querySelector('.word')?.after(mark());
      line.addEventListener('click', () => this.look(word));
      return element('li', {}, line);
    });
    const label = l10n.t('Nearest by cosine similarity in {0}', set.name);
    return element('div', {}, title, element('ol', { attributes: { 'aria-label': label } }, ...items));
  }
}

function mark(): HTMLElement {
  return element('span', { className: 'both' }, l10n.t('both'));
}

function howItMoved({ first, second, cosine, shared }: WordInTwoSets): string {
  if (!first || !second) return l10n.t('Only one of the sets has this word.');
  if (cosine === undefined)
    return l10n.t('The sets write it differently: it is not among the words they share.');
  const moved = l10n.t('Cosine after alignment {0}.', format(cosine));
  return joinSentences(
    moved,
    l10n.t('Nearest words that both share: {0} of {1}.', shared.length, first.neighbours.length),
  );
}

/** How far the word moved, as in the lists. */
function barOf({ cosine }: WordInTwoSets): HTMLElement[] {
  if (cosine === undefined) return [];
  const bar = element('span', { className: 'bar' });
  bar.style.inlineSize = `${howFar(cosine) * 100}%`;
  const ends = [l10n.t('unmoved'), l10n.t('turned to the opposite')].map((end) => element('span', {}, end));
  const far = element('div', { className: 'far' }, element('div', { className: 'track' }, bar));
  far.append(element('div', { className: 'ticks' }, ...ends));
  far.setAttribute('aria-hidden', 'true');
  return [far];
}
