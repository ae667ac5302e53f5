import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import type { Trace, TraceLayer } from '../../protocol/recurrent.ts';
import { element } from '../dom.ts';
import { strip } from '../strip.ts';
import { largestOf } from '../heat.ts';
import { quoted, shownText } from './describe.ts';
import { stepOf, type Scene, type SceneView } from './scene.ts';
import { kindName } from './states.ts';
import { h, x } from './symbols.ts';

/** CSS pixels of a step. */
const WIDTH = 92;
const INPUT_RANGE = 2;

/** The network unrolled over the steps around the one that is looked at: x_t goes in below, h_t comes out above. */
export class UnrolledView implements SceneView {
  readonly root = element('section', { className: 'unrolled' });
  private readonly choose: (step: number) => void;
  private scene: Scene | undefined;

  /** @param choose is told the step that the user goes to */
  constructor(choose: (step: number) => void) {
    this.choose = choose;
    new ResizeObserver(() => this.draw()).observe(this.root);
  }

  show(scene: Scene): void {
    this.select(scene);
  }

  select(scene: Scene): void {
    this.scene = scene;
    this.draw();
  }

  private draw(): void {
    const { scene, root } = this;
    if (!scene || root.clientWidth === 0) return;
    const { tokens } = scene.trace;
    const count = Math.max(1, Math.min(tokens.length, Math.floor((root.clientWidth - 40) / WIDTH)));
    const middle = stepOf(scene) - Math.floor(count / 2);
    const from = Math.max(0, Math.min(tokens.length - count, middle));
    const hadFocus = root.contains(document.activeElement);
    const columns = Array.from({ length: count }, (_, i) => this.column(scene, from + i));
    const start = element('span', { className: 'border' }, from > 0 ? '…' : '');
    const end = element('span', { className: 'border' }, from + count < tokens.length ? '…' : '');
    const row = element(
      'div',
      { className: 'steps', attributes: { role: 'group', 'aria-label': l10n.t('The unrolled network') } },
      start,
      ...columns,
      end,
    );
    root.replaceChildren(row, element('p', { className: 'note' }, explanationOf(scene.trace)));
    if (hadFocus) columns[stepOf(scene) - from]?.focus();
  }

  private column(scene: Scene, step: number): HTMLElement {
    const { trace } = scene;
    const { tokens, dims, input, hiddenSize, layers } = trace;
    const isCurrent = step === stepOf(scene);
    const t = step + 1;
    const cells = layers.toReversed().map((layer) => this.cell(trace, layer, step));
    const vector = input.subarray(step * dims, (step + 1) * dims);
    const column = element(
      'button',
      {
        className: isCurrent ? 'step current' : 'step',
        attributes: {
          'aria-label': l10n.t(
            't = {0}, {1}: {2} inputs, {3} hidden units',
            t,
            quoted(tokens[step]),
            dims,
            hiddenSize,
          ),
          ...(isCurrent ? { 'aria-current': 'step' } : {}),
        },
      },
      element('span', { className: 'name' }, h(t)),
      arrow(),
      ...cells.flatMap((cell) => [cell, arrow()]),
      strip(vector, INPUT_RANGE, `x_${t}`),
      element('span', { className: 'name' }, x(t)),
      element('span', { className: 'word' }, shownText(tokens[step].text)),
    );
    column.addEventListener('click', () => this.choose(step));
    return column;
  }

  /** A layer's cell at a step, with the state that it hands on; of an LSTM its c_t above h_t. */
  private cell(
    { kind, hiddenSize }: Trace,
    { hidden, cell, direction }: TraceLayer,
    step: number,
  ): HTMLElement {
    const at = (values: Float32Array) => values.subarray(step * hiddenSize, (step + 1) * hiddenSize);
    const range = kind === 'rnn_relu' ? largestOf(hidden) : 1;
    const kept = cell.length > 0 ? [strip(at(cell), largestOf(cell), `c_${step + 1}`)] : [];
    return element(
      'span',
      { className: `box ${direction}` },
      element('span', { className: 'kind' }, kindName(kind).replace(/.*\((.*)\)/, '$1')),
      ...kept,
      strip(at(hidden), range, `h_${step + 1}`),
    );
  }
}

function arrow(): HTMLElement {
  return element('span', { className: 'arrow', attributes: { 'aria-hidden': 'true' } }, '↑');
}

function explanationOf({ layers, directions, kind }: Trace): string {
  const once =
    kind === 'lstm'
      ? l10n.t(
          'It is one and the same cell at every step, with the same weights; only x, h and c, the strip above h, change.',
        )
      : l10n.t('It is one and the same cell at every step, with the same weights; only x and h change.');
  const both = l10n.t('One reads from the left, the other from the right; hₜ is both side by side.');
  const deep = l10n.t('The output of a layer is the input of the one above.');
  return joinSentences(
    once,
    directions.length > 1 ? both : '',
    layers.length > directions.length ? deep : '',
  );
}
