import type { Theme } from '../theme.ts';
import type { Size } from './camera.ts';
import { placeLabels, type Label } from './labels.ts';

/** What stands out from the cloud. Rows; −1 for none. */
export interface Marks {
  selected: number;
  neighbours: readonly number[];
  pinned: number;
  hovered: number;
}

const FONT_SIZE = 12;
const LINE_HEIGHT = 16;
const MARK_RADIUS = 5;

/** Labels, marked points and the lines between them, drawn on a 2-D canvas over the cloud. */
export class Overlay {
  /** The labels as they stand, for whoever wants to check them. */
  labels: Label[] = [];
  private readonly context: CanvasRenderingContext2D | null;
  private readonly widths = new Map<number, number>();
  private readonly wordAt: (row: number) => string;

  constructor(canvas: HTMLCanvasElement, wordAt: (row: number) => string) {
    this.context = canvas.getContext('2d');
    this.wordAt = wordAt;
  }

  /** Forgets the words' widths: other words, or another font. */
  forget(): void {
    this.widths.clear();
  }

  /** @param screen gives the pixel of a row, or undefined where it is out of view or no number */
  draw(
    count: number,
    size: Size,
    pixelRatio: number,
    theme: Theme,
    marks: Marks,
    screen: (row: number, isAnywhere?: boolean) => [number, number] | undefined,
  ): void {
    const { context } = this;
    if (!context) return;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.font = `${FONT_SIZE}px ${theme.font}`;
    context.textBaseline = 'middle';
    this.drawLines(context, marks, theme, screen);
    this.drawMarks(context, marks, theme, screen);
    const wanted = [marks.selected, marks.pinned, ...marks.neighbours].filter((row) => row >= 0);
    const first = [...new Set(wanted)];
    const space = { ...size, lineHeight: LINE_HEIGHT };
    this.labels = placeLabels(count, first, space, screen, (row) => this.widthOf(context, row));
    this.drawLabels(context, new Set(first), theme);
  }

  private drawLines(
    context: CanvasRenderingContext2D,
    { selected, neighbours }: Marks,
    theme: Theme,
    screen: (row: number, isAnywhere?: boolean) => [number, number] | undefined,
  ): void {
    const from = selected >= 0 ? screen(selected, true) : undefined;
    if (!from) return;
    context.strokeStyle = theme.neighbour;
    context.globalAlpha = theme.isHighContrast ? 1 : 0.6;
    context.lineWidth = 1;
    context.beginPath();
    for (const row of neighbours) {
      const to = screen(row, true);
      if (!to) continue;
      context.moveTo(...from);
      context.lineTo(...to);
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  private drawMarks(
    context: CanvasRenderingContext2D,
    { selected, neighbours, pinned, hovered }: Marks,
    theme: Theme,
    screen: (row: number) => [number, number] | undefined,
  ): void {
    for (const row of neighbours) this.disc(context, screen(row), MARK_RADIUS - 1, theme.neighbour, theme);
    if (hovered >= 0) this.disc(context, screen(hovered), MARK_RADIUS, theme.foreground, theme);
    if (selected >= 0) this.disc(context, screen(selected), MARK_RADIUS + 1, theme.selected, theme);
    const pin = pinned >= 0 ? screen(pinned) : undefined;
    if (!pin) return;
    // A ring, so that the pinned word is told from the others without its colour.
    context.strokeStyle = theme.pinned;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(...pin, MARK_RADIUS + 4, 0, 2 * Math.PI);
    context.stroke();
  }

  private disc(
    context: CanvasRenderingContext2D,
    at: [number, number] | undefined,
    radius: number,
    colour: string,
    theme: Theme,
  ): void {
    if (!at) return;
    context.fillStyle = colour;
    context.strokeStyle = theme.background;
    context.lineWidth = 1.5;
    context.beginPath();
    context.arc(...at, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }

  private drawLabels(context: CanvasRenderingContext2D, first: ReadonlySet<number>, theme: Theme): void {
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = theme.background;
    for (const { row, left, top } of this.labels) {
      context.globalAlpha = first.has(row) || theme.isHighContrast ? 1 : 0.85;
      context.fillStyle = theme.foreground;
      // A rim of the background's colour keeps the word readable over the points.
      context.strokeText(this.wordAt(row), left, top + LINE_HEIGHT / 2);
      context.fillText(this.wordAt(row), left, top + LINE_HEIGHT / 2);
    }
    context.globalAlpha = 1;
  }

  private widthOf(context: CanvasRenderingContext2D, row: number): number {
    const known = this.widths.get(row);
    if (known !== undefined) return known;
    const { width } = context.measureText(this.wordAt(row));
    this.widths.set(row, width);
    return width;
  }
}
