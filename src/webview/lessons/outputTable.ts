import * as l10n from '@vscode/l10n';
import { HIDDEN, TIME } from '../../common/recurrentLesson.ts';
import { format } from '../../common/numbers.ts';
import type { RecurrentForward, RecurrentReference, SmallBatch } from '../../protocol/recurrentLessons.ts';
import { element } from '../dom.ts';
import { table } from '../table.ts';
import type { Bench } from './lesson.ts';
import { Live } from './live.ts';

/** So near are two computations whose numbers have seven digits. */
const NEAR = 1e-6;
const DIGITS = 6;

/** h of all texts and steps, by whoever computed it, beside each other. */
export class OutputTable {
  readonly root: HTMLElement;
  private readonly numbers = element('div', { className: 'wide' });
  private readonly verdict = element('p', { attributes: { role: 'status' } });
  private readonly button = element('button', {}, l10n.t('Ask TensorFlow.js as Well'));
  private readonly live: Live<'lessons/recurrentReference'>;
  private answer: RecurrentForward | undefined;
  private batch: SmallBatch = { first: [], seed: 0 };
  private reference: RecurrentReference | undefined;

  constructor(bench: Bench) {
    this.live = new Live(bench, 'lessons/recurrentReference', (reference) => {
      this.reference = reference;
      this.draw();
    });
    this.button.addEventListener('click', () => {
      this.verdict.textContent = l10n.t('TensorFlow.js is being loaded…');
      this.live.ask(this.batch);
    });
    this.root = element('div', {}, this.numbers, this.verdict, this.live.fault, this.button);
  }

  show(answer: RecurrentForward, batch: SmallBatch): void {
    this.answer = answer;
    // What it has computed is of other numbers, or comes for others.
    if (JSON.stringify(batch) !== JSON.stringify(this.batch)) {
      this.reference = undefined;
      this.live.forget();
    }
    this.batch = batch;
    this.draw();
  }

  private draw(): void {
    const { answer, reference } = this;
    if (!answer) return;
    const { columns, rows, network, shape } = answer;
    const computed: [string, ArrayLike<number>][] = [
      [l10n.t('by hand, W x'), columns],
      [l10n.t('by hand, x Wᵀ'), rows],
      [l10n.t('this extension’s network'), network],
    ];
    if (reference) computed.push([reference.name, reference.hidden]);
    const lines = Array.from({ length: shape[0] * TIME }, (_, at) => [
      l10n.t('text {0}, t = {1}', Math.floor(at / TIME) + 1, (at % TIME) + 1),
      ...computed.map(([, values]) => written(values, at)),
    ]);
    const heads = [l10n.t('Step'), ...computed.map(([name]) => name)];
    this.numbers.replaceChildren(table(l10n.t('h of every step, (2, 3, 3)'), heads, lines));
    this.verdict.textContent = sentenceOf(answer, reference);
  }
}

/** [h, h, h] of a step, each on a line. */
function written(values: ArrayLike<number>, at: number): HTMLElement {
  const numbers = Array.from({ length: HIDDEN }, (_, unit) =>
    element('div', {}, format(values[at * HIDDEN + unit], DIGITS)),
  );
  return element('div', {}, ...numbers);
}

function sentenceOf({ difference }: RecurrentForward, reference: RecurrentReference | undefined): string {
  const worst = Math.max(difference, reference?.difference ?? 0);
  const written = worst.toExponential(1).replaceAll('-', '−');
  return worst < NEAR
    ? l10n.t('They agree: the greatest difference is {0}, less than a millionth.', written)
    : l10n.t('They differ by up to {0}.', written);
}
