import * as l10n from '@vscode/l10n';
import type { WordPairsReport } from '../../protocol/queries.ts';
import { format } from '../../common/numbers.ts';

type Pair = WordPairsReport['pairs'][number];

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 480;
const HEIGHT = 340;
/** Room for the numbers and names of the axes. */
const LEFT = 48;
const BELOW = 40;
const MARGIN = 10;
const RADIUS = 3.5;
const TICKS = 5;
/** More points than this would be one blot. */
const MOST_POINTS = 4000;

/** Every pair as a point: people's judgement across, the cosine up. */
export function scatter(pairs: readonly Pair[]): SVGElement {
  const step = Math.ceil(pairs.length / MOST_POINTS);
  const shown = pairs.filter((_, i) => i % step === 0);
  const x = axis(
    shown.map(({ human }) => human),
    LEFT,
    WIDTH - MARGIN,
  );
  const y = axis(
    shown.map(({ cosine }) => cosine),
    HEIGHT - BELOW,
    MARGIN,
  );
  const label = l10n.t('{0} pairs: people’s judgement across, cosine up', shown.length.toLocaleString());
  const chart = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: 'scatter',
    role: 'img',
    'aria-label': label,
  });
  const bottom = HEIGHT - BELOW;
  for (const tick of x.ticks) {
    const at = x.place(tick);
    chart.append(line(at, MARGIN, at, bottom), text(at, bottom + 16, 'middle', shortNumber(tick)));
  }
  for (const tick of y.ticks) {
    const at = y.place(tick);
    chart.append(line(LEFT, at, WIDTH - MARGIN, at), text(LEFT - 6, at + 4, 'end', shortNumber(tick)));
  }
  chart.append(
    text((LEFT + WIDTH - MARGIN) / 2, HEIGHT - 6, 'middle', l10n.t('people’s judgement')),
    text(14, (MARGIN + bottom) / 2, 'middle', l10n.t('cosine'), true),
    ...shown.map((pair) => point(pair, x.place(pair.human), y.place(pair.cosine))),
  );
  return chart;
}

function axis(values: readonly number[], from: number, to: number) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const size = stepOf(high - low || 1);
  const first = Math.floor(low / size) * size;
  const last = Math.max(first + size, Math.ceil(high / size) * size);
  const ticks = Array.from({ length: Math.round((last - first) / size) + 1 }, (_, i) => first + i * size);
  return { ticks, place: (value: number) => from + ((value - first) / (last - first)) * (to - from) };
}

/** A round distance between ticks: 1, 2 or 5 times a power of ten. */
function stepOf(range: number): number {
  const power = 10 ** Math.floor(Math.log10(range / TICKS));
  return [1, 2, 5, 10].map((factor) => factor * power).find((size) => range / size <= TICKS) ?? range;
}

function point({ a, b, human, cosine }: Pair, x: number, y: number): SVGElement {
  const circle = svg('circle', { cx: x.toFixed(1), cy: y.toFixed(1), r: String(RADIUS) });
  const title = svg('title', {});
  title.textContent = `${a} · ${b}\n${l10n.t('people')}: ${human}\n${l10n.t('cosine')}: ${format(cosine)}`;
  circle.append(title);
  return circle;
}

function line(x1: number, y1: number, x2: number, y2: number): SVGElement {
  return svg('line', { x1: String(x1), y1: String(y1), x2: String(x2), y2: String(y2) });
}

function text(x: number, y: number, anchor: string, content: string, isUpright = false): SVGElement {
  const place = { x: String(x), y: String(y), 'text-anchor': anchor };
  const made = svg('text', isUpright ? { ...place, transform: `rotate(-90 ${x} ${y})` } : place);
  made.textContent = content;
  return made;
}

function shortNumber(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

function svg(tag: string, attributes: Record<string, string>): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
