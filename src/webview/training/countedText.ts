import * as l10n from '@vscode/l10n';
import type { CorpusReport, FilesRead } from '../../protocol/engine.ts';
import { element } from '../dom.ts';
import { figures } from '../figures.ts';
import { duration } from './durations.ts';

/** Files left out that are named, and how few of them are shown at once. */
const MOST_LEFT_OUT = 100;
const FEW = 5;

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
    this.body.querySelector('.fault')?.remove();
    if (this.body.childElementCount > 0) return;
    this.coverage.textContent = l10n.t('It is being counted…');
  }

  /** So much of it is read. What is told of the text as it was counted before is no answer any more. */
  progress(fraction: number): void {
    if (fraction < 1) this.body.replaceChildren();
    else if (this.body.childElementCount > 0) return;
    this.coverage.textContent =
      fraction < 1
        ? l10n.t('It is being counted: {0} %.', Math.floor(100 * fraction))
        : l10n.t('It is tried how long a training will take…');
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
      ...(report.files ? [fileList(report.files)] : []),
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

/** Which files were read, with their words, and which were left out; nothing where there is one, and all of it was read. */
function fileList({ count, first, leftOut }: FilesRead): HTMLElement {
  const root = element('div');
  if (count > 1) {
    const summary = element('summary', {}, l10n.t('{0} texts are read', count.toLocaleString()));
    const lines = first.map(({ name, words }) => fileLine(name, words.toLocaleString()));
    root.append(element('details', { className: 'files' }, summary, listOf(lines, count - first.length)));
  }
  if (leftOut.length > 0) {
    const summary = element('summary', {}, l10n.t('Left out: {0}', leftOut.length.toLocaleString()));
    const lines = leftOut.slice(0, MOST_LEFT_OUT).map(({ name, why }) => fileLine(name, why));
    const list = listOf(lines, leftOut.length - lines.length);
    root.append(element('details', { className: 'files', open: leftOut.length <= FEW }, summary, list));
  }
  return root;
}

function fileLine(name: string, note: string): HTMLElement {
  const word = element('span', { className: 'word', title: name }, name);
  return element(
    'li',
    { className: 'word-line' },
    word,
    element('span', { className: 'cosine', title: note }, note),
  );
}

function listOf(lines: HTMLElement[], others: number): HTMLElement {
  const more = others > 0 ? [element('li', {}, l10n.t('and {0} more', others.toLocaleString()))] : [];
  return element('ol', {}, ...lines, ...more);
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
