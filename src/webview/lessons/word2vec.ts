import * as l10n from '@vscode/l10n';
import { element } from '../dom.ts';
import { Analogies } from './analogies.ts';
import { choice, textInput } from './fields.ts';
import { wordFrom, type Bench, type Lesson, type LessonPart } from './lesson.ts';
import { Live } from './live.ts';
import {
  bold,
  formula,
  letter,
  over,
  parentheses,
  row,
  sign,
  sub,
  sup,
  thinSpace,
  upright,
} from './mathml.ts';
import { nearestWords } from './nearestWords.ts';
import { SlidingWindow, type WindowPlace } from './slidingWindow.ts';
import { Trainer } from './trainer.ts';

type Algorithm = 'skip-gram' | 'cbow';
const EPOCHS = 30;

/** What a reader has changed. */
interface Kept {
  algorithm: Algorithm;
  place: WindowPlace;
  word: string;
}

const START: Kept = {
  algorithm: 'skip-gram',
  place: { sentence: 1, middle: 4, reach: 2, rate: 0.5 },
  word: 'hot',
};

/** Two tables, a window that slides, and dot products that are pulled up and down. */
export function word2vec(): Lesson {
  return {
    id: 'word2vec',
    title: l10n.t('CBOW and skip-gram: made for Q'),
    text: [
      l10n.t(
        'Word2vec keeps of NNLM only what Q needs. There are two tables: an embedding table, which becomes Q, and a context table. A window slides over the text. CBOW guesses the word in the middle from the mean of the words around it; skip-gram takes each pair of the word and a neighbour by itself. It is mostly told the other way round, as guessing the neighbours from the word: over the whole text the pairs are the same.',
      ),
      l10n.t(
        'A guess is a dot product of a row of the one table with a row of the other: large shall mean that the words belong together. For each true pair a few words are drawn by chance that shall not belong. One step changes the rows a little, so that the true product grows and the others fall.',
      ),
    ],
    formula: lossFormula(),
    build: (bench) => new Word2vecPart(bench),
    question: {
      prompt: l10n.t(
        'Train, and look at the words nearest to hot. Which word has almost the same vector, though it means the opposite?',
      ),
      check: async (answer, bench) => {
        const asked = (algorithm: Algorithm) => bench.ask('lessons/nearest', { algorithm, word: START.word });
        const [first, second] = [await asked('skip-gram'), await asked('cbow')];
        const after = first.after ?? second.after;
        if (!after)
          return { isRight: false, sentence: l10n.t('Train first: until then, the rows of Q are random.') };
        const isRight = wordFrom(answer) === after.nearest[0].word;
        const sentence = isRight
          ? l10n.t(
              'They stand in the same sentences. The vectors say what words occur with, not what is true.',
            )
          : l10n.t('Look at the table of the words nearest to hot, after training.');
        return { isRight, sentence };
      },
    },
    own: {
      sentence: l10n.t(
        '‘Train on…’ does this with files or a selection of yours, and shows the same window while it trains.',
      ),
      label: l10n.t('Train on My Text'),
      command: 'train',
    },
  };
}

/** loss = −log σ(h · c⁺) − Σ_k log σ(−h · c⁻_k) */
function lossFormula(): Element {
  const c = (kind: string) => sup(bold('c'), sign(kind));
  const log = (inner: Element) =>
    row(thinSpace(), upright('log'), thinSpace(), letter('σ'), parentheses(inner));
  return formula(
    row(upright(l10n.t('loss')), sign('=')),
    row(sign('−'), log(row(bold('h'), sign('·'), c('+')))),
    sign('−'),
    over('∑', letter('k')),
    log(row(sign('−'), bold('h'), sign('·'), sub(c('−'), letter('k')))),
  );
}

class Word2vecPart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly trainer: Trainer;
  private readonly window: SlidingWindow;
  private readonly analogies: Analogies;
  private readonly nearest = element('div', { className: 'wide' });
  private readonly near: Live<'lessons/nearest'>;
  private kept: Kept;

  constructor(bench: Bench) {
    this.bench = bench;
    this.kept = { ...START, ...(bench.kept as Partial<Kept> | undefined) };
    const algorithm = () => this.kept.algorithm;
    this.window = new SlidingWindow(bench, this.kept.place, (place) => this.keep({ place }));
    this.analogies = new Analogies(bench, algorithm);
    this.near = new Live(bench, 'lessons/nearest', (answer) =>
      this.nearest.replaceChildren(nearestWords(answer)),
    );
    this.trainer = new Trainer(bench, algorithm, { value: EPOCHS }, ({ analogies }) => {
      this.analogies.show(analogies);
      this.ask();
    });
    const chosen = choice(
      l10n.t('Algorithm'),
      [
        { id: 'skip-gram', label: l10n.t('skip-gram: each word around for itself') },
        { id: 'cbow', label: l10n.t('CBOW: the mean of the words around') },
      ],
      (id) => {
        this.keep({ algorithm: id as Algorithm });
        this.trainer.stop();
        this.analogies.root.hidden = true;
        this.ask();
      },
    );
    chosen.value = this.kept.algorithm;
    const word = textInput(l10n.t('A word of the text'), (text) => {
      this.keep({ word: text });
      this.askNear();
    });
    word.value = this.kept.word;
    this.root = element(
      'div',
      {},
      element('div', { className: 'controls' }, chosen.root),
      element('h3', {}, l10n.t('The window slides')),
      this.window.root,
      element('h3', {}, l10n.t('All windows, again and again')),
      this.trainer.root,
      element('div', { className: 'controls' }, word.root),
      this.near.fault,
      this.nearest,
      this.analogies.root,
    );
    this.ask();
  }

  close(): void {
    this.trainer.stop();
  }

  private keep(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
  }

  private ask(): void {
    this.window.show(this.kept.algorithm);
    this.askNear();
  }

  private askNear(): void {
    const { algorithm, word } = this.kept;
    this.near.ask({ algorithm, word });
  }
}
