import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import type { AnalogyTried, AnalogyWords } from '../../protocol/trainingLessons.ts';
import { element } from '../dom.ts';
import { table } from '../table.ts';
import { textInput } from './fields.ts';
import type { Bench } from './lesson.ts';
import { Live } from './live.ts';

/** Analogies on what was trained: those that are tried by themselves, and the reader's own. */
export class Analogies {
  readonly root = element('div');
  private readonly tried = element('div', { className: 'wide' });
  private readonly own = element('p', { attributes: { role: 'status' } });
  private readonly live: Live<'lessons/analogy'>;
  private readonly algorithm: () => 'skip-gram' | 'cbow';
  private words: AnalogyWords = { a: 'italy', b: 'rome', c: 'germany' };

  constructor(bench: Bench, algorithm: () => 'skip-gram' | 'cbow') {
    this.algorithm = algorithm;
    this.live = new Live(bench, 'lessons/analogy', (answer) => {
      this.own.textContent = l10n.t(
        '{0}, by a cosine of {1}',
        answer.found.word,
        format(answer.found.score, 2),
      );
    });
    const field = (name: keyof AnalogyWords, label: string) => {
      const made = textInput(label, (text) => {
        this.words = { ...this.words, [name]: text };
        this.ask();
      });
      made.value = this.words[name];
      return made.root;
    };
    const fields = [field('a', l10n.t('As')), field('b', l10n.t('is to')), field('c', l10n.t('so is'))];
    this.root.append(
      this.tried,
      element('h3', {}, l10n.t('Your own analogy')),
      element('div', { className: 'controls' }, ...fields),
      this.live.fault,
      this.own,
    );
    this.root.hidden = true;
  }

  show(analogies: readonly AnalogyTried[]): void {
    this.root.hidden = false;
    const rows = analogies.map(({ a, b, c, expected = '', found, withAsked }) => [
      `${b} − ${a} + ${c}`,
      expected,
      `${found.word === expected ? '✓' : '✗'} ${found.word} ${format(found.score, 2)}`,
      `${withAsked.word} ${format(withAsked.score, 2)}`,
    ]);
    const heads = [
      l10n.t('Analogy'),
      l10n.t('Expected'),
      l10n.t('Nearest'),
      l10n.t('Nearest, if the three words may come'),
    ];
    this.tried.replaceChildren(
      table(l10n.t('Analogies by what was trained'), heads, rows),
      ...notes(analogies),
    );
    this.ask();
  }

  private ask(): void {
    this.live.ask({ algorithm: this.algorithm(), ...this.words });
  }
}

/** Where it fails, in plain words. */
function notes(analogies: readonly AnalogyTried[]): HTMLElement[] {
  const right = analogies.filter(({ expected, found }) => expected === found.word).length;
  const own = analogies.filter(({ b, c, withAsked }) => [b, c].includes(withAsked.word)).length;
  return [
    l10n.t(
      '{0} of {1} come out. The text was made so that they can: men and women differ in it by a few words such as his and her, and by nothing else. Real text is not so tidy.',
      right,
      analogies.length,
    ),
    l10n.t(
      'Which food belongs to which country is hard to find by one difference, as the text never names all three together. And it hardly speaks of uncles and aunts: rare words have poor vectors.',
    ),
    l10n.t(
      'The three words that were asked with are left out, as is the custom. If they may come, {0} of {1} answers are one of them: part of the success of analogies is this rule.',
      own,
      analogies.length,
    ),
    l10n.t(
      'And near does not mean the same: hot and cold stand in the same sentences here, and no training on it can tell them apart.',
    ),
  ].map((sentence) => element('p', { className: 'note' }, sentence));
}
