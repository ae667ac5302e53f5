import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import type { Cost, LookUp } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import { Player } from '../player.ts';
import { table } from '../table.ts';
import { choice, slider, textInput } from './fields.ts';
import { numberFrom, type Bench, type Lesson, type LessonPart } from './lesson.ts';
import { Live } from './live.ts';
import { bold, formula, row, sign, space, sub, letter, matrix as mathMatrix, number } from './mathml.ts';
import { productTable } from './productTable.ts';

/** What a reader has changed. */
interface Kept {
  text: string;
  /** The word whose vector is looked for. */
  place: number;
  dims: number;
  seed: number;
}

const BEGINNING: Kept = { text: '秃 头 小 苏', place: 0, dims: 3, seed: 1 };

/** One-hot times Q: a product of matrices that is but a look-up. */
export function matrix(): Lesson {
  return {
    id: 'matrix',
    title: l10n.t('The matrix Q: from one-hot to a vector'),
    text: [
      l10n.t(
        'How does a word get from its long row of zeros to a short vector? By a matrix Q with a row for each word and a column for each number of the vectors: the one-hot row times Q is the vector. To learn word vectors is to find a good Q.',
      ),
      l10n.t(
        'Step through the product: all rows of Q are multiplied by 0, but for one, which is multiplied by 1. So nobody computes the product. One reads the row: a look-up. This Q is not trained; its numbers are random, as a training begins with them.',
      ),
    ],
    formula: productFormula(),
    build: (bench) => new MatrixPart(bench),
    question: {
      prompt: l10n.t(
        'A vocabulary has {0} words, and each vector {1} numbers. How many multiplications does one-hot × Q take?',
        '10,000',
        300,
      ),
      isNumber: true,
      check: async (answer, bench) => {
        const { largeCost } = await bench.ask('lessons/lookUp', BEGINNING);
        const { multiplications, reads } = largeCost;
        const isRight = numberFrom(answer) === multiplications;
        const sentence = isRight
          ? l10n.t(
              '{0} multiplications, all but {1} of them by 0. The look-up reads {1} numbers and is done.',
              multiplications.toLocaleString(),
              reads.toLocaleString(),
            )
          : l10n.t('Every number of Q is multiplied once. How many numbers does Q have?');
        return { isRight, sentence };
      },
    },
    own: {
      sentence: l10n.t(
        'Every file of word vectors is such a matrix Q, with the words of its rows beside it. Open one, and each of its rows becomes a point of the map.',
      ),
      label: l10n.t('Open a Matrix Q…'),
      command: 'openVectorFile',
    },
  };
}

/** v_2 = [0 1 0 0] Q = the second row of Q */
function productFormula(): Element {
  const entry = (i: number, j: number) => sub(letter('q'), number(`${i}${j}`));
  const rows = [1, 2, 3, 4].map((i) => [1, 2, 3].map((j) => entry(i, j)));
  return formula(
    row(bold('e'), space(0.2), bold('Q'), sign('=')),
    mathMatrix([[0, 1, 0, 0].map((value) => number(String(value)))]),
    space(0.4),
    mathMatrix(rows),
    sign('='),
    mathMatrix([rows[1].map((_, j) => entry(2, j + 1))]),
  );
}

class MatrixPart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly live: Live<'lessons/lookUp'>;
  private readonly word: ReturnType<typeof choice>;
  private readonly product = element('div', { className: 'wide' });
  private readonly said = element('p', { attributes: { role: 'status' } });
  private readonly costs = element('div', { className: 'wide' });
  private readonly player: Player;
  private kept: Kept;
  private answer: LookUp | undefined;
  /** The row of Q that the product has come to; undefined: it is done. */
  private step: number | undefined;

  constructor(bench: Bench) {
    this.bench = bench;
    this.kept = { ...BEGINNING, ...(bench.kept as Partial<Kept> | undefined) };
    this.live = new Live(bench, 'lessons/lookUp', (answer) => this.show(answer));
    const text = textInput(l10n.t('Words'), (value) => this.change({ text: value }));
    text.value = this.kept.text;
    this.word = choice(l10n.t('Vector of'), [], (id) => this.change({ place: Number(id) }));
    const dims = slider(l10n.t('Numbers in each vector'), { min: 2, max: 8, step: 1 }, String, (value) =>
      this.change({ dims: value }),
    );
    dims.value = this.kept.dims;
    const other = element('button', {}, l10n.t('Another Q'));
    other.addEventListener('click', () => this.change({ seed: this.kept.seed + 1 }));
    this.player = new Player({
      go: (step) => this.goTo(step),
      end: () => this.draw(),
    });
    this.root = element(
      'div',
      {},
      element('div', { className: 'controls' }, text.root, this.word.root, dims.root, other),
      this.live.fault,
      this.player.root,
      this.product,
      this.said,
      this.costs,
    );
    this.ask();
  }

  setChanged(): void {
    this.ask();
  }

  close(): void {
    this.player.halt();
  }

  private change(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
    this.ask();
  }

  private ask(): void {
    const { set } = this.bench;
    this.live.ask({ ...this.kept, ...(set ? { setId: set.id } : {}) });
  }

  private show(answer: LookUp): void {
    const { words, oneHot } = answer;
    this.answer = answer;
    this.step = undefined;
    this.word.offer(words.map((label, i) => ({ id: String(i), label })));
    this.word.value = String(oneHot.indexOf(1));
    this.player.show(words.length, words.length - 1, false);
    this.costs.replaceChildren(costTable(answer));
    this.draw();
  }

  private goTo(step: number): void {
    this.step = step;
    this.player.at(step);
    this.draw();
  }

  private draw(): void {
    const { answer, step } = this;
    if (!answer) return;
    this.product.replaceChildren(productTable(answer, step));
    this.said.textContent = sentenceOf(answer, step);
  }
}

/** What happens in a step, or what came of them all. */
function sentenceOf({ words, oneHot, product, row: read, isSame }: LookUp, step: number | undefined): string {
  const place = oneHot.indexOf(1);
  if (step !== undefined) {
    return oneHot[step] === 1
      ? l10n.t('The row of {0} times 1: it is added as it is.', words[step])
      : l10n.t('The row of {0} times 0: nothing is added.', words[step]);
  }
  const numbers = (vector: Float32Array) => `[${Array.from(vector, (value) => format(value, 1)).join(', ')}]`;
  return isSame
    ? l10n.t('The product is {0}, and row {1} of Q is the same.', numbers(product), place + 1)
    : l10n.t('The product is {0}, but row {1} of Q is {2}.', numbers(product), place + 1, numbers(read));
}

/** What both ways cost, counted for this Q, a large one, and the reader's own. */
function costTable({ cost, largeCost, setCost }: LookUp): HTMLTableElement {
  const line = (name: string, { words, dims, multiplications, additions, reads }: Cost) => [
    name,
    `${words.toLocaleString()} × ${dims.toLocaleString()}`,
    multiplications.toLocaleString(),
    additions.toLocaleString(),
    reads.toLocaleString(),
  ];
  const heads = ['Q', l10n.t('Size'), l10n.t('Multiplications'), l10n.t('Additions'), l10n.t('Numbers read')];
  return table(l10n.t('What the product costs, and what the look-up reads instead'), heads, [
    line(l10n.t('this one'), cost),
    line(l10n.t('a large one'), largeCost),
    ...(setCost ? [line(l10n.t('your active set'), setCost)] : []),
  ]);
}
