import * as l10n from '@vscode/l10n';
import { BATCH, FEATURES, FIRST_TEXT, HIDDEN, LARGEST_INPUT, TIME } from '../../common/recurrentLesson.ts';
import type { BatchPlace, RecurrentForward, SmallBatch } from '../../protocol/recurrentLessons.ts';
import { element } from '../dom.ts';
import { bothForms, cellSteps } from './cellSteps.ts';
import { choice, numberInput } from './fields.ts';
import { numberFrom, type Bench, type Lesson, type LessonPart } from './lesson.ts';
import { Live } from './live.ts';
import { bold, formula, letter, number, parentheses, row, sign, sub, upright } from './mathml.ts';
import { OutputTable } from './outputTable.ts';
import { UnrolledBatch } from './unrolledBatch.ts';

const SEED = 1;
const START: BatchPlace = { text: 0, step: 0, unit: 0 };

/** What a reader has changed. */
interface Kept extends SmallBatch {
  place: BatchPlace;
}

/** An RNN reads word by word: the same few weights at every step, and a state that is handed on. */
export function recurrent(): Lesson {
  return {
    id: 'recurrent',
    title: l10n.t('RNN: reading word by word'),
    text: [
      l10n.t(
        'A sentence is a sequence, and its words come one after another. A recurrent network has one cell, A, that is used for every word: it takes the vector of the word, x, and what it made of the words before, its hidden state h, and makes the next state of both. Unrolled over time, the loop is a chain.',
      ),
      l10n.t(
        'What goes in has three dimensions: batch × time × features. Here it is (2, 3, 2), as in the tutorial: two texts of three words, each word a vector of two numbers. With three hidden units, what comes out is (2, 3, 3).',
      ),
    ],
    formula: rnnFormula(),
    build: (bench) => new RecurrentPart(bench),
    question: {
      prompt: l10n.t(
        'The input (2, 3, 2) holds 12 numbers. How many numbers does the output hold, h of all steps and texts?',
      ),
      isNumber: true,
      check: async (answer, bench) => {
        const { network } = await bench.ask('lessons/recurrent', {
          first: [...FIRST_TEXT],
          seed: SEED,
          place: START,
        });
        const count = network.length;
        if (numberFrom(answer) === count) {
          const sentence = l10n.t(
            '{0} texts × {1} steps × {2} hidden units = {3}.',
            BATCH,
            TIME,
            HIDDEN,
            count,
          );
          return { isRight: true, sentence };
        }
        const sentence = l10n.t(
          'Every step of every text leaves a state of {0} numbers: count the table above.',
          HIDDEN,
        );
        return { isRight: false, sentence };
      },
    },
    own: {
      sentence: l10n.t(
        '‘Trace RNN over Selection’ runs such a network over the text that you select, by the vectors of the active set, and shows every number of every cell.',
      ),
      label: l10n.t('Trace an RNN over My Text'),
      command: 'traceRnn',
    },
  };
}

/** h_t = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh) */
function rnnFormula(): Element {
  const at = (name: string, index: string) => sub(bold(name), letter(index));
  const before = sub(bold('h'), row(letter('t'), sign('−'), number('1')));
  const sum = row(
    ...[at('W', 'ih'), at('x', 't'), sign('+'), at('b', 'ih'), sign('+'), at('W', 'hh'), before, sign('+')],
    at('b', 'hh'),
  );
  return formula(at('h', 't'), sign('='), upright('tanh'), parentheses(sum));
}

class RecurrentPart implements LessonPart {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly loop = new UnrolledBatch((step) => this.changePlace({ step }));
  private readonly steps = element('div', { className: 'wide' });
  private readonly forms = element('div');
  private readonly outputs: OutputTable;
  private readonly numbers: readonly ReturnType<typeof numberInput>[];
  private readonly live: Live<'lessons/recurrent'>;
  private kept: Kept;

  constructor(bench: Bench) {
    this.bench = bench;
    this.kept = {
      first: [...FIRST_TEXT],
      seed: SEED,
      place: START,
      ...(bench.kept as Partial<Kept> | undefined),
    };
    this.outputs = new OutputTable(bench);
    this.live = new Live(bench, 'lessons/recurrent', (answer) => this.draw(answer));
    this.numbers = Array.from({ length: FEATURES }, (_, i) =>
      numberInput(
        l10n.t('x, number {0}', i + 1),
        { min: -LARGEST_INPUT, max: LARGEST_INPUT, step: 0.0001 },
        (value) => this.changeNumber(i, value),
      ),
    );
    const places = (count: number, label: (i: number) => string) =>
      Array.from({ length: count }, (_, i) => ({ id: String(i), label: label(i) }));
    const text = choice(
      l10n.t('Text of the batch'),
      places(BATCH, (i) => (i === 0 ? l10n.t('1, yours to change') : String(i + 1))),
      (id) => this.changePlace({ text: Number(id) }),
    );
    text.value = String(this.kept.place.text);
    const unit = choice(
      l10n.t('Hidden unit'),
      places(HIDDEN, (i) => String(i + 1)),
      (id) => this.changePlace({ unit: Number(id) }),
    );
    unit.value = String(this.kept.place.unit);
    const redraw = element('button', {}, l10n.t('Draw Other Weights'));
    redraw.addEventListener('click', () => this.change({ seed: this.kept.seed + 1 }));
    const batch = element(
      'div',
      { className: 'controls' },
      text.root,
      ...this.numbers.map(({ root }) => root),
      redraw,
    );
    this.root = element(
      'div',
      {},
      batch,
      this.live.fault,
      this.loop.root,
      element('h3', {}, l10n.t('One number, step by step')),
      element('div', { className: 'controls' }, unit.root),
      this.steps,
      element('h3', {}, l10n.t('W x or x Wᵀ')),
      element(
        'p',
        {},
        l10n.t(
          'Textbooks write the word as a column and put W before it; PyTorch’s page writes it as a row and puts Wᵀ behind it. The same numbers come out.',
        ),
      ),
      this.forms,
      element('h3', {}, l10n.t('By hand, and by libraries')),
      this.outputs.root,
    );
    this.ask();
  }

  private changePlace(changed: Partial<BatchPlace>): void {
    this.change({ place: { ...this.kept.place, ...changed } });
  }

  private changeNumber(i: number, value: number): void {
    this.change({ first: this.kept.first.with(this.kept.place.step * FEATURES + i, value) });
  }

  private change(changed: Partial<Kept>): void {
    this.kept = { ...this.kept, ...changed };
    this.bench.keep(this.kept);
    this.ask();
  }

  private ask(): void {
    this.live.ask(this.kept);
  }

  private draw(answer: RecurrentForward): void {
    const { place, first, seed } = this.kept;
    this.loop.show(answer, place.text, place.step);
    this.numbers.forEach((field, i) => {
      field.input.disabled = place.text > 0;
      if (document.activeElement === field.input) return;
      const value = answer.input[(place.text * TIME + place.step) * FEATURES + i];
      field.value = Number(value.toFixed(4));
    });
    this.steps.replaceChildren(cellSteps(answer));
    this.forms.replaceChildren(bothForms(answer));
    this.outputs.show(answer, { first, seed });
  }
}
