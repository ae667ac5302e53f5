import * as l10n from '@vscode/l10n';
import type { Trace } from '../../protocol/recurrent.ts';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { heat, heatCanvas, largestOf } from '../heat.ts';
import { shownText } from './describe.ts';
import { faultLine, waitingLine } from './fault.ts';
import { shortened } from './header.ts';
import type { Questions } from './questions.ts';
import type { Scene, SceneView } from './scene.ts';

/** Vectors of so few numbers, as the article has them, are written as numbers. */
const FEW = 4;
const INPUT_RANGE = 2;

/** Several texts as a batch: batch × time × features, what goes in and what comes out. */
export class BatchView implements SceneView {
  readonly root = element('section', { className: 'batch' });
  private readonly questions: Questions;
  private readonly trace: (text: string) => void;
  private last = 0;

  /** @param trace is told the text that the user wants to see */
  constructor(questions: Questions, trace: (text: string) => void) {
    this.questions = questions;
    this.trace = trace;
  }

  show(scene: Scene): void {
    const number = ++this.last;
    const { texts } = scene.view;
    this.root.replaceChildren(waitingLine(l10n.t('Running all texts…')));
    this.questions.ask('batch', { texts }).then(
      (traces) => number === this.last && this.draw(scene, traces),
      (fault: Error) => number === this.last && this.root.replaceChildren(faultLine(fault.message)),
    );
  }

  select(): void {
    // A batch has no step that is looked at.
  }

  private draw({ view }: Scene, traces: Trace[]): void {
    const longest = Math.max(...traces.map(({ tokens }) => tokens.length));
    const items = traces.map((trace, i) => {
      const text = view.texts[i];
      const isShown = text === view.trace.text;
      const title = element('button', { className: 'link', textContent: `${i + 1}. ${shortened(text)}` });
      title.setAttribute('aria-current', String(isShown));
      title.addEventListener('click', () => this.trace(text));
      const isSmall = trace.dims <= FEW && trace.hiddenSize <= FEW;
      return element('li', {}, title, isSmall ? numbersOf(trace) : picturesOf(trace, longest));
    });
    this.root.replaceChildren(shapesOf(traces, longest), element('ol', {}, ...items));
  }
}

/** input (2, 3, 2) → output (2, 3, 3) */
function shapesOf(traces: Trace[], longest: number): HTMLElement {
  const [{ dims, hiddenSize, directions, layers }] = traces;
  const width = directions.length * hiddenSize;
  const shape = (...sizes: number[]) => `(${sizes.join(', ')})`;
  const isPadded = traces.some(({ tokens }) => tokens.length < longest);
  const lengths = l10n.t('Shorter texts end earlier: nothing is computed behind their last token.');
  return element(
    'div',
    {},
    element(
      'p',
      { className: 'shapes' },
      `input ${shape(traces.length, longest, dims)} → output ${shape(traces.length, longest, width)}, ` +
        `h_n ${shape(layers.length, traces.length, hiddenSize)}`,
    ),
    element(
      'p',
      { className: 'note' },
      l10n.t('(batch, time, features); h_n: (layers × directions, batch, hidden units).'),
    ),
    ...(isPadded ? [element('p', { className: 'note' }, lengths)] : []),
  );
}

/** Tokens across, numbers down: x_t, and below it h_t. */
function picturesOf({ tokens, dims, input, hidden, kind }: Trace, longest: number): HTMLElement {
  const steps = tokens.length;
  const width = hidden.length / steps;
  const range = kind === 'rnn_relu' ? largestOf(hidden) : 1;
  const xs = heat(dims, steps, INPUT_RANGE, (i, t) => input[t * dims + i]);
  const hs = heat(width, steps, range, (i, t) => hidden[t * width + i]);
  const pictures = element(
    'div',
    { className: 'pictures' },
    element('span', { className: 'name' }, 'x'),
    heatCanvas(xs, l10n.t('x: {0} × {1}', steps, dims)),
    element('span', { className: 'name' }, 'h'),
    heatCanvas(hs, l10n.t('h: {0} × {1}', steps, width)),
  );
  pictures.style.setProperty('--share', `${(100 * steps) / longest}%`);
  return pictures;
}

/** A row a step: x_t and h_t in numbers. */
function numbersOf({ tokens, dims, input, hidden }: Trace): HTMLElement {
  const width = hidden.length / tokens.length;
  const vector = (values: Float32Array) => `[${Array.from(values, (value) => format(value)).join(', ')}]`;
  const rows = tokens.map(({ text }, t) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, shownText(text)),
      element('td', {}, vector(input.subarray(t * dims, (t + 1) * dims))),
      element('td', { attributes: { 'aria-hidden': 'true' } }, '→'),
      element('td', {}, vector(hidden.subarray(t * width, (t + 1) * width))),
    ),
  );
  const heads = ['', 'xₜ', '', 'hₜ'].map((text) => element('th', { scope: 'col' }, text));
  return element(
    'table',
    { className: 'numbers' },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
}
