import { element } from '../dom.ts';
import type { Theme } from '../theme.ts';
import { extentOf, type Geometry, type Viewport } from './geometry.ts';

/** CSS pixels */
const HEIGHT = 34;

/** The whole text as a low strip above the grid, with what is in view framed: shown where not all of it fits. */
export class Overview {
  /** The grid itself goes everywhere by keys. */
  readonly root = element('canvas', {
    className: 'overview',
    hidden: true,
    attributes: { 'aria-hidden': 'true' },
  });
  private width = 0;

  /** @param go is told which share of the text is to be in the middle of the view */
  constructor(go: (share: number) => void) {
    const { root } = this;
    const drag = (event: PointerEvent) => {
      const { left, width } = root.getBoundingClientRect();
      go((event.clientX - left) / width);
    };
    root.addEventListener('pointerdown', (event) => {
      root.setPointerCapture(event.pointerId);
      drag(event);
    });
    root.addEventListener('pointermove', (event) => {
      if (root.hasPointerCapture(event.pointerId)) drag(event);
    });
  }

  /** Shows or hides itself, which changes the height of the grid below. */
  fit(geometry: Geometry, width: number): void {
    this.root.hidden = extentOf(geometry).width <= width;
    this.width = width;
  }

  /** @param image all states, a pixel each */
  paint(image: CanvasImageSource, geometry: Geometry, view: Viewport, theme: Theme): void {
    const { root, width } = this;
    if (root.hidden) return;
    root.style.width = `${width}px`;
    root.style.height = `${HEIGHT}px`;
    root.width = Math.round(width * devicePixelRatio);
    root.height = Math.round(HEIGHT * devicePixelRatio);
    const context = root.getContext('2d');
    if (!context) return;
    context.scale(devicePixelRatio, devicePixelRatio);
    context.drawImage(image, 0, 2, width, HEIGHT - 4);
    const whole = geometry.steps * geometry.column;
    const [from, shown] = [view.left, view.width - geometry.gutter].map((part) => (part / whole) * width);
    const box = [from + 1, 1, Math.max(4, shown - 2), HEIGHT - 2] as const;
    context.strokeStyle = theme.background;
    context.lineWidth = 4;
    context.strokeRect(...box);
    context.strokeStyle = theme.foreground;
    context.lineWidth = 2;
    context.strokeRect(...box);
  }
}
