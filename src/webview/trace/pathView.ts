import * as l10n from '@vscode/l10n';
import type { TracePath } from '../../protocol/recurrent.ts';
import { element } from '../dom.ts';
import { svg } from '../svg.ts';
import { quoted, shownText } from './describe.ts';
import { faultLine, waitingLine } from './fault.ts';
import type { Questions } from './questions.ts';
import { statesOf, stepOf, type Scene, type SceneView } from './scene.ts';

const WIDTH = 460;
const HEIGHT = 360;
const MARGIN = 36;
/** More words than this would lie over each other: only those around the step are written. */
const MOST_WORDS = 24;
const AROUND = 3;

/** The way that h_t goes, in the plane that shows most of it. */
export class PathView implements SceneView {
  readonly root = element('section', { className: 'path' });
  private readonly questions: Questions;
  private readonly choose: (step: number) => void;
  private path: TracePath | undefined;
  private last = 0;

  /** @param choose is told the step that the user goes to */
  constructor(questions: Questions, choose: (step: number) => void) {
    this.questions = questions;
    this.choose = choose;
  }

  show(scene: Scene): void {
    const number = ++this.last;
    this.path = undefined;
    this.root.replaceChildren(waitingLine(l10n.t('Finding the plane…')));
    this.questions.ask('path', statesOf(scene)).then(
      (path) => {
        if (number !== this.last) return;
        this.path = path;
        this.select(scene);
      },
      (fault: Error) => number === this.last && this.root.replaceChildren(faultLine(fault.message)),
    );
  }

  select(scene: Scene): void {
    const { path } = this;
    if (!path) return;
    const [first, second] = path.shares.map((share) => `${(100 * share).toFixed(0)} %`);
    const what = l10n.t(
      'hₜ in the plane of its two principal components, which show {0} and {1} of its variance. The line goes from the first token, the ring, to the last.',
      first,
      second,
    );
    this.root.replaceChildren(this.picture(scene, path), element('p', { className: 'note' }, what));
  }

  private picture({ trace, ...scene }: Scene, { positions }: TracePath): SVGElement {
    const { tokens } = trace;
    const places = placed(positions);
    const current = stepOf({ trace, ...scene });
    const label = l10n.t('The path of h_t over {0} tokens', tokens.length);
    const line = svg('polyline', { points: places.map(([px, py]) => `${px},${py}`).join(' ') });
    const picture = svg(
      'svg',
      { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', role: 'img', 'aria-label': label },
      line,
    );
    tokens.forEach((token, step) => {
      const [cx, cy] = places[step];
      const kind = step === current ? 'point current' : step === 0 ? 'point first' : 'point';
      const title = svg('title', {}, `${quoted(token)} · t = ${step + 1}`);
      const point = svg('circle', { cx, cy, r: step === current ? 6 : 4, class: kind }, title);
      point.addEventListener('click', () => this.choose(step));
      picture.append(point);
      const isWritten = tokens.length <= MOST_WORDS || Math.abs(step - current) <= AROUND;
      if (!isWritten) return;
      const isRight = cx > WIDTH * 0.8;
      const anchor = isRight ? 'end' : 'start';
      const place = { x: cx + (isRight ? -8 : 8), y: cy - 6, 'text-anchor': anchor };
      picture.append(
        svg('text', { ...place, class: step === current ? 'current' : '' }, shownText(token.text)),
      );
    });
    return picture;
  }
}

/** The positions within the picture, both axes by the same scale. */
function placed(positions: Float32Array): [number, number][] {
  const xs = positions.filter((_, i) => i % 2 === 0);
  const ys = positions.filter((_, i) => i % 2 === 1);
  const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / (maxX - minX || 1),
    (HEIGHT - 2 * MARGIN) / (maxY - minY || 1),
  );
  const [midX, midY] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const round = (value: number) => Math.round(value * 10) / 10;
  return Array.from(xs, (px, i) => [
    round(WIDTH / 2 + (px - midX) * scale),
    round(HEIGHT / 2 - (ys[i] - midY) * scale),
  ]);
}
