import { element } from '../dom.ts';
import { icon } from '../icons.ts';

/** Maps that are narrower or lower have little room for more than themselves. */
const SMALL = matchMedia('(max-width: 559px), (max-height: 399px)');

/** A button that folds a part of the page away, and unfolds it. Until it is used, the room that there is decides. */
export class Fold {
  readonly button = element('button', { className: 'plain fold' }, icon('chevron'));
  private readonly parts: HTMLElement[];
  /** As the user wants it. */
  private wanted: boolean | undefined;

  /** @param label names what is folded */
  constructor(label: string, ...parts: HTMLElement[]) {
    this.parts = parts;
    this.button.title = label;
    this.button.setAttribute('aria-label', label);
    this.button.addEventListener('click', () => {
      this.wanted = !this.isFolded;
      this.update();
    });
    // A page that comes up may have no size yet.
    SMALL.addEventListener('change', () => this.update());
    this.update();
  }

  private get isFolded(): boolean {
    return this.wanted ?? SMALL.matches;
  }

  private update(): void {
    this.button.setAttribute('aria-expanded', String(!this.isFolded));
    for (const part of this.parts) part.classList.toggle('folded', this.isFolded);
  }
}
