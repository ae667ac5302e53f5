import * as l10n from '@vscode/l10n';
import { joinSentences } from '../common/sentences.ts';
import type { TrainingProgress } from '../protocol/engine.ts';
import { element } from './dom.ts';
import { svg } from './svg.ts';
import { table } from './table.ts';

const WIDTH = 440;
const HEIGHT = 180;
const LEFT = 44;
const BELOW = 22;
const MARGIN = 8;
const TICKS = 4;
/** Rows of the table that says the same in numbers. */
const ROWS = 10;
/** The first reports are of vectors that know nothing, and would press all others together. */
const WARM_UP = 0.01;

/** The loss over a training's course: of the pairs that are trained, and of those that were kept aside. */
export class LossChart {
  readonly root = element('section', { className: 'loss-chart' });
  private readonly drawing = element('div');
  private readonly numbers = element('div');
  private readonly heldOutKey = element(
    'span',
    { className: 'of-held-out' },
    l10n.t('held out: text that is never trained on'),
  );
  private reports: readonly TrainingProgress[] = [];
  private isOpen = false;
  private readonly name: string;

  /** @param name what the loss is a mean of */
  constructor(name: string) {
    this.name = name;
    const title = element('h2', { id: 'loss' }, l10n.t('Loss'));
    this.root.setAttribute('aria-labelledby', title.id);
    const training = element('span', { className: 'of-training' }, l10n.t('training'));
    const key = element('p', { className: 'key' }, training, this.heldOutKey);
    const details = element('details', {}, element('summary', {}, l10n.t('In numbers')), this.numbers);
    // What nobody looks at is not made anew with every report.
    details.addEventListener('toggle', () => this.fill(details.open));
    this.root.append(title, this.drawing, key, details);
  }

  /** @param at the moment that is looked at, 0 … 1; undefined for the end */
  show(reports: readonly TrainingProgress[], at?: number): void {
    this.reports = reports;
    this.drawing.replaceChildren(chart(reports, at));
    // A short text spares nothing.
    this.heldOutKey.hidden = reports.every(({ heldOutLoss }) => heldOutLoss === undefined);
    if (this.isOpen) this.fill(true);
  }

  private fill(isOpen: boolean): void {
    this.isOpen = isOpen;
    if (!isOpen) return;
    const step = Math.max(1, Math.ceil(this.reports.length / ROWS));
    const shown = this.reports.filter((_, i) => i % step === 0 || i === this.reports.length - 1);
    const rows = shown.map(({ fraction, loss, heldOutLoss }) => [
      `${(100 * fraction).toFixed(0)} %`,
      loss.toFixed(4),
      heldOutLoss?.toFixed(4) ?? '–',
    ]);
    const heads = [l10n.t('Done'), l10n.t('Training'), l10n.t('Held out')];
    this.numbers.replaceChildren(table(this.name, heads, rows));
  }
}

function chart(reports: readonly TrainingProgress[], at: number | undefined): SVGElement {
  const shown = reports.filter(({ fraction }) => fraction >= WARM_UP);
  const drawn = shown.length > 1 ? shown : reports;
  const losses = drawn.flatMap(({ loss, heldOutLoss }) =>
    heldOutLoss === undefined ? [loss] : [loss, heldOutLoss],
  );
  const axis = axisOf(losses);
  const x = (fraction: number) => LEFT + fraction * (WIDTH - LEFT - MARGIN);
  const y = (loss: number) =>
    HEIGHT - BELOW - ((loss - axis.first) / (axis.last - axis.first)) * (HEIGHT - BELOW - MARGIN);
  const drawing = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: 'img',
    'aria-label': summaryOf(reports),
  });
  for (const tick of axis.ticks) {
    drawing.append(svg('line', { x1: LEFT, x2: WIDTH - MARGIN, y1: y(tick), y2: y(tick) }));
    drawing.append(
      svg('text', { x: LEFT - 6, y: y(tick) + 4, 'text-anchor': 'end' }, String(Number(tick.toPrecision(4)))),
    );
  }
  for (const share of [0, 0.5, 1]) {
    const anchor = ['start', 'middle', 'end'][2 * share];
    drawing.append(svg('text', { x: x(share), y: HEIGHT - 6, 'text-anchor': anchor }, `${100 * share} %`));
  }
  const line = (className: string, points: (readonly [number, number])[]) =>
    svg('polyline', {
      class: className,
      points: points.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join(' '),
    });
  const heldOut = drawn.filter(({ heldOutLoss }) => heldOutLoss !== undefined);
  drawing.append(
    line(
      'of-training',
      drawn.map(({ fraction, loss }) => [x(fraction), y(loss)] as const),
    ),
    line(
      'of-held-out',
      heldOut.map(({ fraction, heldOutLoss = 0 }) => [x(fraction), y(heldOutLoss)] as const),
    ),
  );
  if (at !== undefined)
    drawing.append(svg('line', { class: 'now', x1: x(at), x2: x(at), y1: MARGIN, y2: HEIGHT - BELOW }));
  return drawing;
}

function axisOf(values: readonly number[]) {
  const [low, high] = values.length > 0 ? [Math.min(...values), Math.max(...values)] : [0, 1];
  const range = high - low || 1;
  const power = 10 ** Math.floor(Math.log10(range / TICKS));
  const size = [1, 2, 5, 10].map((factor) => factor * power).find((step) => range / step <= TICKS) ?? range;
  const first = Math.floor(low / size) * size;
  const last = Math.max(first + size, Math.ceil(high / size) * size);
  const ticks = Array.from({ length: Math.round((last - first) / size) + 1 }, (_, i) => first + i * size);
  return { first, last, ticks };
}

/** What the chart shows, in a sentence. */
export function summaryOf(reports: readonly TrainingProgress[]): string {
  const [first, last] = [reports[0], reports.at(-1)];
  if (!first || !last) return l10n.t('No loss is known yet.');
  const training = l10n.t('Training loss from {0} to {1}.', first.loss.toFixed(3), last.loss.toFixed(3));
  if (last.heldOutLoss === undefined) return training;
  return joinSentences(training, l10n.t('Held-out loss {0}.', last.heldOutLoss.toFixed(3)));
}
