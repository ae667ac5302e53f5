import * as l10n from '@vscode/l10n';
import type { CorpusReport } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { figures } from '../figures.ts';
import { duration } from './durations.ts';

/** What a text is made of, as it is called. */
export interface TextNames {
  words: string;
  frequent: string;
  coverage(different: string, vocabulary: string, percent: string): string;
}

/** What a text holds, as it was counted before a training on it. */
export class CountedText {
  readonly root = element('section', { className: 'counted' });
  private readonly body = element('div');
  /** What a screen reader says, and not all of the words with it. */
  private readonly coverage = element('p', { className: 'hint', attributes: { 'aria-live': 'polite' } });

  private readonly names: TextNames;

  constructor(names: TextNames) {
    this.names = names;
    const title = element('h2', { id: 'counted' }, l10n.t('The text'));
    this.root.setAttribute('aria-labelledby', title.id);
    this.root.append(title, this.coverage, this.body);
  }

  /** It is being counted. */
  wait(): void {
    this.root.setAttribute('aria-busy', 'true');
    if (this.body.childElementCount > 0) return;
    this.coverage.textContent = l10n.t('It is being counted…');
  }

  show(report: CorpusReport): void {
    this.root.removeAttribute('aria-busy');
    const { words, known, different, vocabulary, epochs, seconds } = report;
    const share = words > 0 ? (100 * known) / words : 0;
    const numbers = [different, vocabulary].map((count) => count.toLocaleString());
    this.coverage.textContent = this.names.coverage(numbers[0], numbers[1], share.toFixed(1));
    const time = seconds === undefined ? l10n.t('not known before') : l10n.t('about {0}', duration(seconds));
    this.body.replaceChildren(
      figures([
        [this.names.words, words.toLocaleString()],
        [l10n.t('Vocabulary'), vocabulary.toLocaleString()],
        [l10n.t('Epochs'), epochs.toLocaleString()],
        [l10n.t('Time'), time],
      ]),
      frequentWords(this.names.frequent, report),
    );
  }

  /** The text will not do. */
  refuse(message: string): void {
    this.root.removeAttribute('aria-busy');
    this.coverage.textContent = '';
    this.body.replaceChildren(element('p', { className: 'fault', attributes: { role: 'alert' } }, message));
  }
}

/** Words of a text on which word vectors are trained. */
export function wordNames(): TextNames {
  return {
    words: l10n.t('Words'),
    frequent: l10n.t('The most frequent words'),
    coverage: (different, vocabulary, percent) =>
      l10n.t(
        'Of {0} different words, {1} make the vocabulary; they are {2} % of the text.',
        ...[different, vocabulary, percent],
      ),
  };
}

/** Tokens of a text that a language model reads. */
export function tokenNames(): TextNames {
  return {
    words: l10n.t('Tokens'),
    frequent: l10n.t('The most frequent tokens'),
    coverage: (different, vocabulary, percent) =>
      l10n.t(
        'Of {0} different tokens, {1} make the vocabulary; they are {2} % of the text.',
        ...[different, vocabulary, percent],
      ),
  };
}

function frequentWords(title: string, { frequent }: CorpusReport): HTMLElement {
  const most = frequent[0]?.count ?? 1;
  const items = frequent.map(({ word, count }) => {
    const bar = element('span', { className: 'bar', attributes: { 'aria-hidden': 'true' } });
    bar.style.inlineSize = `${(100 * count) / most}%`;
    const name = element('span', { className: 'word', title: word }, word);
    const number = element('span', { className: 'cosine' }, count.toLocaleString());
    return element('li', { className: 'word-line' }, bar, name, number);
  });
  const list = element(
    'ol',
    { className: 'frequent', attributes: { 'aria-labelledby': 'frequent' } },
    ...items,
  );
  return element('div', {}, element('h3', { id: 'frequent' }, title), list);
}
