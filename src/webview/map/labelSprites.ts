import { element } from '../dom.ts';

/** How a label is written. */
export interface LabelStyle {
  font: string;
  foreground: string;
  /** Of a rim that keeps the word readable over the points. */
  background: string;
  /** Pixels of the screen for one of CSS. */
  pixelRatio: number;
}

/** Half of it is the rim's width, in pixels. */
const LINE_WIDTH = 3;
/** So far a letter may reach beyond the place that its text takes, in pixels. */
const AIR = 4;
/** Labels that are kept, before all are forgotten: several views of them. */
const MOST_SPRITES = 1000;

/** Labels as small pictures: outlining letters costs far more than laying a picture over the map in every frame. */
export class LabelSprites {
  private readonly sprites = new Map<string, HTMLCanvasElement>();

  forget(): void {
    this.sprites.clear();
  }

  /** Draws a label of some width and height, by its left upper corner; all in CSS pixels. */
  draw(
    context: CanvasRenderingContext2D,
    text: string,
    { left, top, width, height }: { left: number; top: number; width: number; height: number },
    style: LabelStyle,
  ): void {
    const { pixelRatio } = style;
    const key = `${pixelRatio} ${style.font} ${text}`;
    let sprite = this.sprites.get(key);
    if (!sprite) {
      if (this.sprites.size >= MOST_SPRITES) this.forget();
      this.sprites.set(key, (sprite = paint(text, width, height, style)));
    }
    // On whole pixels of the screen, so that it stays sharp.
    const at = (place: number) => Math.round((place - AIR) * pixelRatio) / pixelRatio;
    context.drawImage(sprite, at(left), at(top), sprite.width / pixelRatio, sprite.height / pixelRatio);
  }
}

function paint(
  text: string,
  width: number,
  height: number,
  { font, foreground, background, pixelRatio }: LabelStyle,
): HTMLCanvasElement {
  const pixels = (length: number) => Math.ceil((length + 2 * AIR) * pixelRatio);
  const canvas = element('canvas', { width: pixels(width), height: pixels(height) });
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.scale(pixelRatio, pixelRatio);
  Object.assign(context, { font, textBaseline: 'middle', lineJoin: 'round', lineWidth: LINE_WIDTH });
  context.strokeStyle = background;
  context.fillStyle = foreground;
  context.strokeText(text, AIR, AIR + height / 2);
  context.fillText(text, AIR, AIR + height / 2);
  return canvas;
}
