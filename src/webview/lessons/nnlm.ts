import * as l10n from '@vscode/l10n';
import { WINDOW } from '../../common/smallTraining.ts';
import type { NextWord } from '../../protocol/trainingLessons.ts';
import { element } from '../dom.ts';
import { table } from '../table.ts';
import { textInput } from './fields.ts';
import { wordFrom, type Bench, type Lesson, type LessonPart } from './lesson.ts';
import { Live } from './live.ts';
import {
  bold,
  brackets,
  formula,
  formulas,
  letter,
  number,
  parentheses,
  row,
  sign,
  sub,
  thinSpace,
  upright,
} from './mathml.ts';
import { nearestWords } from './nearestWords.ts';
import { Trainer } from './trainer.ts';

const EPOCHS = 4;
const MOST_EPOCHS = 12;

/** What a reader has changed. */
interface Kept {
  before: string;
  word: string;
}

const START: Kept = { before: 'paris is the capital of', word: 'paris' };

/** A network that is to predict words makes the matrix Q as a by-product. */
export function nnlm(): Lesson {
  return {
    id: 'nnlm',
    title: l10n.t('NNLM: Q as a by-product'),
    text: [
      l10n.t(
        'Where do the numbers of Q come from? They were found by a network that was made for something else: the neural network language model (NNLM, Bengio and others, 2003) predicts the next word from the {0} words before it.',
        WINDOW,
      ),
      l10n.t(
        'It looks up the rows of these words in Q, puts them one behind another, and a hidden layer and a softmax make of them how likely every word is. Where it was wrong, all of its numbers are changed a little, those of Q too. Words after which the same comes get rows that are alike. The text here is small and made up, and it is trained on in seconds.',
      ),
    ],
    formula: nnlmFormula(),
    build: (bench) => new NnlmPart(bench),
    question: {
      prompt: l10n.t(
        'Nobody told the network what a capital is. Train it: which word has the row of Q that is nearest to that of paris?',
      ),
      check: async (answer, bench) => {
        const { after } = await bench.ask('lessons/nearest', { algorithm: 'nnlm', word: START.word });
        if (!after)
          return { isRight: false, sentence: l10n.t('Train first: until then, the rows of Q are random.') };
        const [nearest] = after.nearest;
        const isRight = wordFrom(answer) === nearest.word;
        const sentence = isRight
          ? l10n.t('Capitals stand in the same places of sentences, and so their rows became alike.')
          : l10n.t('Look at the table of the words nearest to paris, after training.');
        return { isRight, sentence };
      },
    },
    own: {
      sentence: l10n.t('‘Train on…’ does the same with a text of yours: choose NNLM as the algorithm.'),
      label: l10n.t('Train on My Text'),
      command: 'train',
    },
  };
}

/** x = [Q(w_{t−3}); …], p(w_t) = softmax(U tanh(H x + d) + b) */
function nnlmFormula(): Element {
  const at = (back: number) => sub(letter('w'), row(letter('t'), sign('−'), number(String(back))));
  const rows = Array.from({ length: WINDOW }, (_, i) => row(bold('Q'), parentheses(at(WINDOW - i))));
  const x = brackets(...rows.flatMap((part, i) => (i === 0 ? [part] : [sign(','), part])));
  const state = row(upright('tanh'), parentheses(row(bold('H'), bold('x'), sign('+'), bold('d'))));
  return formulas(
    formula(bold('x'), sign('='), x),
    formula(
      ...[letter('p'), parentheses(sub(letter('w'), letter('t'))), sign('='), upright('softmax')],
      parentheses(row(bold('U'), thinSpace(), state, sign('+'), bold('b'))),
    ),
  );
}

class NnlmPart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly trainer: Trainer;
  private readonly prediction = element('div', { className: 'wide' });
  private readonly nearest = element('div', { className: 'wide' });
  private readonly next: Live<'lessons/nextWord'>;
  private readonly near: Live<'lessons/nearest'>;
  private kept: Kept;

  constructor(bench: Bench) {
    this.bench = bench;
    this.kept = { ...START, ...(bench.kept as Partial<Kept> | undefined) };
    this.next = new Live(bench, 'lessons/nextWord', (answer) =>
      this.prediction.replaceChildren(...predictionOf(answer)),
    );
    this.near = new Live(bench, 'lessons/nearest', (answer) =>
      this.nearest.replaceChildren(nearestWords(answer)),
    );
    this.trainer = new Trainer(
      bench,
      () => 'nnlm',
      { value: EPOCHS, most: MOST_EPOCHS },
      () => this.ask(),
    );
    const before = textInput(l10n.t('The words before'), (text) => this.change({ before: text }));
    before.value = this.kept.before;
    const word = textInput(l10n.t('A word of the text'), (text) => this.change({ word: text }));
    word.value = this.kept.word;
    this.root = element(
      'div',
      {},
      this.trainer.root,
      element('h3', {}, l10n.t('What comes next?')),
      element('div', { className: 'controls' }, before.root),
      this.next.fault,
      this.prediction,
      element('h3', {}, l10n.t('Q, the by-product')),
      element('div', { className: 'controls' }, word.root),
      this.near.fault,
      this.nearest,
    );
    this.ask();
  }

  close(): void {
    this.trainer.stop();
  }

  private change(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
    this.ask();
  }

  private ask(): void {
    const { before, word } = this.kept;
    this.next.ask({ before });
    this.near.ask({ algorithm: 'nnlm', word });
  }
}

function predictionOf({ read, unknown, words }: NextWord): HTMLElement[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const isTrained = words.some(({ after }) => after !== undefined);
  const heads = [l10n.t('Word'), l10n.t('before training'), ...(isTrained ? [l10n.t('after training')] : [])];
  const rows = words.map(({ word, before, after }) => [
    word,
    percent(before),
    ...(after === undefined ? [] : [percent(after)]),
  ]);
  const note = isTrained
    ? l10n.t('It read: {0}. Before training it knew only how often each word occurs.', read.join(' ') || '–')
    : l10n.t(
        'Before training it knows only how often each word occurs, and says the same whatever came before.',
      );
  return [
    table(l10n.t('How likely each word is to come next'), heads, rows),
    element('p', { className: 'note' }, note),
    ...unknown.map((word) =>
      element('p', { className: 'note' }, l10n.t('The small text does not have the word ‘{0}’.', word)),
    ),
  ];
}
