import * as l10n from '@vscode/l10n';
import { svg } from './svg.ts';

/** How something falls with distance. */
export interface Curve {
  name: string;
  /** Of its line: colours and dashes tell curves apart. */
  style: string;
  values: Float64Array;
}

const WIDTH = 480;
const HEIGHT = 300;
const LEFT = 56;
const BELOW = 40;
const MARGIN = 10;
/** So many powers of ten are shown at most: what is below has vanished. */
const MOST_DECADES = 12;

/** Curves on a logarithmic scale. */
export function curvesChart(curves: readonly Curve[], label: string): SVGElement {
  const all = curves.flatMap(({ values }) => [...values]).filter((value) => value > 0);
  const top = Math.ceil(Math.log10(Math.max(...all, 1e-300)));
  const lowest = Math.floor(Math.log10(Math.min(...all, 1e300)));
  const bottom = Math.max(Math.min(lowest, top - 1), top - MOST_DECADES);
  const steps = Math.max(2, ...curves.map(({ values }) => values.length));
  const xOf = (distance: number) => LEFT + (distance / (steps - 1)) * (WIDTH - LEFT - MARGIN);
  const yOf = (value: number) => {
    const share = (Math.log10(value) - bottom) / (top - bottom);
    return HEIGHT - BELOW - share * (HEIGHT - BELOW - MARGIN);
  };
  const chart = svg('svg', {
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    class: 'chart',
    role: 'img',
    'aria-label': label,
  });
  const every = Math.ceil((top - bottom) / 6);
  for (let power = top; power >= bottom; power -= every) {
    const y = yOf(10 ** power);
    chart.append(
      svg('line', { x1: LEFT, y1: y, x2: WIDTH - MARGIN, y2: y, class: 'rule' }),
      svg('text', { x: LEFT - 6, y: y + 4, 'text-anchor': 'end' }, powerOfTen(power)),
    );
  }
  const between = roundStep((steps - 1) / 6);
  for (let distance = 0; distance < steps; distance += between)
    chart.append(
      svg('text', { x: xOf(distance), y: HEIGHT - BELOW + 16, 'text-anchor': 'middle' }, String(distance)),
    );
  chart.append(
    svg(
      'text',
      { x: (LEFT + WIDTH - MARGIN) / 2, y: HEIGHT - 6, 'text-anchor': 'middle' },
      l10n.t('tokens between the word and the state'),
    ),
    ...curves.map(({ values, style }) => curveLine(values, style, xOf, yOf, 10 ** bottom)),
  );
  return chart;
}

/** The beginning of a curve down to where it leaves the picture. */
function curveLine(
  values: Float64Array,
  style: string,
  xOf: (distance: number) => number,
  yOf: (value: number) => number,
  least: number,
): SVGElement {
  const end = values.findIndex((value) => !(value >= least));
  const shown = Array.from(end < 0 ? values : values.subarray(0, end));
  const points = shown.map((value, distance) => `${xOf(distance).toFixed(1)},${yOf(value).toFixed(1)}`);
  return svg('polyline', { points: points.join(' '), class: `curve ${style}` });
}

/** '10⁻⁴'; '1' and '10' as they are. */
function powerOfTen(power: number): string {
  if (power === 0 || power === 1) return String(10 ** power);
  return `10${[...String(power)].map((digit) => SUPERSCRIPTS[digit] ?? digit).join('')}`;
}

const SUPERSCRIPTS: Record<string, string> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** A round number of tokens: 1, 2 or 5 times a power of ten. */
function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? 1;
}

/** A piece of a curve's line, for a legend. */
export function curveSample(style: string): SVGElement {
  return svg(
    'svg',
    { viewBox: '0 0 30 8', class: 'sample', 'aria-hidden': 'true' },
    svg('line', { x1: 0, y1: 4, x2: 30, y2: 4, class: `curve ${style}` }),
  );
}
