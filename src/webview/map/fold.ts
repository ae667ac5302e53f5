import { element } from '../dom.ts';
import { icon } from '../icons.ts';

/** Maps that are narrower or lower have little room for more than themselves, in pixels. */
const SMALL = { width: 560, height: 400 };

/** A button that folds a part of the page away, and unfolds it. Where there is little room it begins folded. */
export class Fold {
  readonly button = element('button', { className: 'plain fold' }, icon('chevron'));
  private readonly parts: HTMLElement[];
  private isFolded = innerWidth < SMALL.width || innerHeight < SMALL.height;

  /** @param label names what is folded */
  constructor(label: string, ...parts: HTMLElement[]) {
    this.parts = parts;
    this.button.title = label;
    this.button.setAttribute('aria-label', label);
    this.button.addEventListener('click', () => {
      this.isFolded = !this.isFolded;
      this.update();
    });
    this.update();
  }

  private update(): void {
    this.button.setAttribute('aria-expanded', String(!this.isFolded));
    for (const part of this.parts) part.classList.toggle('folded', this.isFolded);
  }
}
