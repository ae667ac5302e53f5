import { element } from '../dom.ts';
import type { Size } from './camera.ts';

/** Pixels between a point and its tooltip. */
const OFFSET = 10;

/** The name of the point that is hovered, beside it and inside the map. */
export class Tooltip {
  readonly root = element('div', {
    className: 'tooltip',
    hidden: true,
    attributes: { 'aria-hidden': 'true' },
  });
  private size: Size = { width: 0, height: 0 };

  show(text: string): void {
    this.root.hidden = false;
    if (this.root.textContent === text) return;
    this.root.textContent = text;
    this.size = { width: this.root.offsetWidth, height: this.root.offsetHeight };
  }

  hide(): void {
    this.root.hidden = true;
  }

  /** @param at the pixel of its point, in a map of some size */
  place([x, y]: [number, number], map: Size): void {
    const { width, height } = this.size;
    const right = x + OFFSET;
    const left = right + width <= map.width ? right : Math.max(0, x - OFFSET - width);
    const top = Math.min(map.height - height, Math.max(0, y - height / 2));
    this.root.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  }
}
