import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { moved } from '../gridKeys.ts';
import { heat, heatCanvas } from '../heat.ts';
import { indexed, quoted, shownText } from './describe.ts';
import { faultLine, waitingLine } from './fault.ts';
import type { Questions } from './questions.ts';
import { statesOf, stepOf, type Scene, type SceneView } from './scene.ts';

/** So many tokens have room for their names along both sides. */
const MOST_NAMED = 24;

/** How similar the states of all steps are to each other: every step by every step. */
export class SimilarityView implements SceneView {
  readonly root = element('section', { className: 'similarity' });
  private readonly questions: Questions;
  private readonly choose: (step: number) => void;
  private readonly speak: (sentence: string) => void;
  private readonly across = element('div', { className: 'cross across' });
  private readonly down = element('div', { className: 'cross down' });
  private readonly reading = element('p', { className: 'reading' });
  private scene: Scene | undefined;
  private cosines: Float32Array = new Float32Array();
  private place = { column: 0, row: 0 };
  private last = 0;

  /** @param choose is told the step that the user goes to */
  constructor(questions: Questions, choose: (step: number) => void, speak: (sentence: string) => void) {
    this.questions = questions;
    this.choose = choose;
    this.speak = speak;
  }

  show(scene: Scene): void {
    this.scene = scene;
    const number = ++this.last;
    this.root.replaceChildren(waitingLine(l10n.t('Comparing all steps…')));
    this.questions.ask('similarity', statesOf(scene)).then(
      (cosines) => number === this.last && this.draw(cosines),
      (fault: Error) => number === this.last && this.root.replaceChildren(faultLine(fault.message)),
    );
  }

  select(scene: Scene): void {
    this.scene = scene;
    this.mark();
  }

  private draw(cosines: Float32Array): void {
    const { scene } = this;
    if (!scene) return;
    this.cosines = cosines;
    const steps = scene.trace.tokens.length;
    const image = heat(steps, steps, 1, (a, b) => cosines[a * steps + b]);
    const canvas = heatCanvas(image, l10n.t('Cosines of hₜ over time, {0} × {0}', steps));
    const label = l10n.t('Cosines of hₜ over time. Arrow keys move, Enter goes to the step.');
    const field = element(
      'div',
      { className: 'field', tabIndex: 0, attributes: { role: 'application', 'aria-label': label } },
      canvas,
      this.across,
      this.down,
    );
    field.addEventListener('pointermove', (event) => this.read(this.placeAt(field, event)));
    field.addEventListener('click', (event) => this.choose(this.placeAt(field, event).row));
    field.addEventListener('keydown', (event) => this.press(event));
    const what = l10n.t(
      'How similar the states after two tokens are: 1, red, the same direction; −1, blue, the opposite.',
    );
    this.root.replaceChildren(named(field, scene), this.reading, element('p', { className: 'note' }, what));
    this.mark();
  }

  private mark(): void {
    if (!this.scene) return;
    const { length } = this.scene.trace.tokens;
    const step = stepOf(this.scene);
    this.across.style.insetBlockStart = this.down.style.insetInlineStart = `${(100 * step) / length}%`;
    this.across.style.blockSize = this.down.style.inlineSize = `${100 / length}%`;
    this.place = { column: step, row: step };
  }

  private placeAt(field: HTMLElement, { clientX, clientY }: MouseEvent): { column: number; row: number } {
    const { left, top, width, height } = field.getBoundingClientRect();
    const steps = this.scene?.trace.tokens.length ?? 1;
    const at = (share: number) => Math.min(steps - 1, Math.max(0, Math.floor(share * steps)));
    return { column: at((clientX - left) / width), row: at((clientY - top) / height) };
  }

  private press(event: KeyboardEvent): void {
    const steps = this.scene?.trace.tokens.length ?? 1;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      return this.choose(this.place.row);
    }
    const to = event.altKey ? undefined : moved(this.place, event, 10);
    if (!to) return;
    event.preventDefault();
    const within = (value: number) => Math.min(steps - 1, Math.max(0, value));
    this.place = { column: within(to.column), row: within(to.row) };
    this.read(this.place);
    this.speak(this.reading.textContent ?? '');
  }

  private read({ column, row }: { column: number; row: number }): void {
    const { tokens } = this.scene?.trace ?? { tokens: [] };
    const cosine = this.cosines[row * tokens.length + column];
    if (cosine === undefined) return;
    const name = (step: number) => `${indexed('h', step + 1)} ${quoted(tokens[step])}`;
    this.reading.textContent = `${name(row)} · ${name(column)}: ${format(cosine)}`;
  }
}

/** With the names of the tokens along both sides, where there are few. */
function named(field: HTMLElement, { trace: { tokens } }: Scene): HTMLElement {
  if (tokens.length > MOST_NAMED) return field;
  const names = (side: string) =>
    element(
      'div',
      { className: `names ${side}`, attributes: { 'aria-hidden': 'true' } },
      ...tokens.map(({ text }) => element('span', {}, shownText(text))),
    );
  return element('div', { className: 'named' }, names('columns'), names('rows'), field);
}
