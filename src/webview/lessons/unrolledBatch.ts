import * as l10n from '@vscode/l10n';
import { FEATURES, HIDDEN, TIME } from '../../common/recurrentLesson.ts';
import { format } from '../../common/numbers.ts';
import type { RecurrentForward } from '../../protocol/recurrentLessons.ts';
import { element } from '../dom.ts';
import { strip } from '../strip.ts';

const INPUT_RANGE = 2;
const STATE_RANGE = 1;

/** The loop unrolled: x_t goes in below, h_t comes out above and goes on to the right. A step is a button. */
export class UnrolledBatch {
  readonly root: HTMLElement;
  private readonly steps: readonly HTMLButtonElement[];

  /** @param choose is told the step that the reader goes to */
  constructor(choose: (step: number) => void) {
    this.steps = Array.from({ length: TIME }, (_, step) => {
      const button = element('button', { className: 'step-of-loop' });
      button.addEventListener('click', () => choose(step));
      return button;
    });
    const start = element('span', { className: 'start' }, 'h₀ = 0', arrow('→'));
    const parts = this.steps.flatMap((step, i) => (i === 0 ? [step] : [arrow('→'), step]));
    const attributes = { role: 'group', 'aria-label': l10n.t('The unrolled network') };
    this.root = element('div', { className: 'loop', attributes }, start, ...parts);
  }

  show({ input, network }: RecurrentForward, text: number, current: number): void {
    this.steps.forEach((button, step) => {
      const at = text * TIME + step;
      const x = input.subarray(at * FEATURES, (at + 1) * FEATURES);
      const h = network.subarray(at * HIDDEN, (at + 1) * HIDDEN);
      const t = step + 1;
      button.replaceChildren(
        ...named('h', t, h, STATE_RANGE),
        arrow('↑'),
        element('span', { className: 'cell-box' }, 'A: tanh'),
        arrow('↑'),
        ...named('x', t, x, INPUT_RANGE),
      );
      button.setAttribute('aria-label', l10n.t('t = {0}: x is {1}, h becomes {2}', t, list(x), list(h)));
      if (step === current) button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
    });
  }
}

/** x_t with its numbers on their colours. */
function named(letter: string, t: number, vector: Float32Array, range: number): HTMLElement[] {
  const name = element(
    'span',
    {},
    element('var', {}, letter),
    element('sub', {}, String(t)),
    ' = ',
    list(vector),
  );
  return [strip(vector, range, `${letter}_${t}`), name];
}

function arrow(sign: string): HTMLElement {
  return element('span', { className: 'arrow', attributes: { 'aria-hidden': 'true' } }, sign);
}

/** [0.1, −0.2] */
export function list(vector: ArrayLike<number>): string {
  return `[${Array.from(vector, (value) => format(value, 2)).join(', ')}]`;
}
