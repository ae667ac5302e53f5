import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import { svg } from '../svg.ts';

/** Half a side of the plane, and the room around it for names, in pixels. */
const HALF = 120;
const MARGIN = 34;

interface Arrow {
  name: string;
  /** −1 … 1 */
  x: number;
  y: number;
}

/** Vectors as arrows from the middle of a plane from −1 to 1. */
export function arrowPlot(arrows: readonly Arrow[], xName: string, yName: string): SVGElement {
  const size = HALF + MARGIN;
  const label = arrows
    .map(({ name, x, y }) => l10n.t('{0} at {1}, {2}', name, format(x, 2), format(y, 2)))
    .join('; ');
  return svg(
    'svg',
    {
      class: 'arrows',
      viewBox: `${-size} ${-size} ${2 * size} ${2 * size}`,
      role: 'img',
      'aria-label': label,
    },
    svg('rect', { class: 'plane', x: -HALF, y: -HALF, width: 2 * HALF, height: 2 * HALF }),
    svg('path', { class: 'axes', d: `M${-HALF} 0H${HALF}M0 ${-HALF}V${HALF}` }),
    ...[-1, 1].flatMap((end) => [
      svg('text', { class: 'tick', x: end * (HALF + 12), y: 4, 'text-anchor': 'middle' }, format(end, 0)),
      svg(
        'text',
        { class: 'tick', x: 0, y: -end * (HALF + 10) + 4, 'text-anchor': 'middle' },
        format(end, 0),
      ),
    ]),
    svg('text', { class: 'axis', x: HALF, y: HALF + 16, 'text-anchor': 'end' }, `${xName} →`),
    svg('text', { class: 'axis', x: -HALF, y: -HALF - 8 }, `↑ ${yName}`),
    ...arrows.map((arrow, i) => drawn(arrow, i)),
  );
}

function drawn({ name, x, y }: Arrow, i: number): SVGElement {
  const [toX, toY] = [x * HALF, -y * HALF];
  const length = Math.hypot(toX, toY);
  const isLeft = toX < 0;
  const text = {
    x: toX + (isLeft ? -6 : 6),
    y: toY + (toY < 0 ? -5 : 13),
    'text-anchor': isLeft ? 'end' : 'start',
  };
  return svg(
    'g',
    { class: `arrow arrow-${i}` },
    svg('path', { d: `M0 0L${toX} ${toY}` }),
    svg('path', {
      class: 'head',
      d: 'M0 0L-9 -4.5V4.5Z',
      transform: `translate(${toX} ${toY}) rotate(${length > 0 ? (Math.atan2(toY, toX) * 180) / Math.PI : 0})`,
    }),
    svg('text', text, name),
  );
}
