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

/** A label's box in CSS pixels. */
export interface LabelPlace {
  left: number;
  top: number;
  width: number;
  height: number;
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

  draw(context: CanvasRenderingContext2D, text: string, place: LabelPlace, style: LabelStyle): void {
    const { pixelRatio } = style;
    const key = `${pixelRatio} ${style.font} ${text}`;
    let sprite = this.sprites.get(key);
    if (!sprite) {
      if (this.sprites.size >= MOST_SPRITES) this.forget();
      this.sprites.set(key, (sprite = paint(text, place, style)));
    }
    // On whole pixels of the screen, so that it stays sharp.
    const at = (side: number) => Math.round((side - AIR) * pixelRatio) / pixelRatio;
    const [width, height] = [sprite.width / pixelRatio, sprite.height / pixelRatio];
    context.drawImage(sprite, at(place.left), at(place.top), width, height);
  }
}

/** Writes a label at once. */
export function drawLabel(
  context: CanvasRenderingContext2D,
  text: string,
  { left, top, height }: LabelPlace,
  { font, foreground, background }: LabelStyle,
): void {
  context.font = font;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = LINE_WIDTH;
  context.strokeStyle = background;
  context.fillStyle = foreground;
  context.strokeText(text, left, top + height / 2);
  context.fillText(text, left, top + height / 2);
}

function paint(text: string, { width, height }: LabelPlace, style: LabelStyle): HTMLCanvasElement {
  const pixels = (length: number) => Math.ceil((length + 2 * AIR) * style.pixelRatio);
  const canvas = element('canvas', { width: pixels(width), height: pixels(height) });
  const context = canvas.getContext('2d');
  context?.scale(style.pixelRatio, style.pixelRatio);
  if (context) drawLabel(context, text, { left: AIR, top: AIR, width, height }, style);
  return canvas;
}
