import { element } from '../dom.ts';
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

/** All that is drawn over the cloud, and where. */
export interface Scene {
  size: Size;
  pixelRatio: number;
  theme: Theme;
  marks: Marks;
  /** Radius of the cloud's points in CSS pixels. */
  pointRadius: number;
  /** The colour that a column gives a row; undefined where all have the same. */
  colourOf: (row: number) => string | undefined;
  /** Rows that may be in view, the most frequent first. */
  rows: Iterable<number>;
  /** 0 … 1: how much air is kept around labels. */
  air: number;
  /** The pixel of a row, in view or not; undefined where it has none. */
  screen: (row: number) => [number, number] | undefined;
}

const FONT_SIZE = 12;
const LINE_HEIGHT = 16;
/** Words whose text and width are remembered, before all are forgotten. */
const MOST_TEXTS = 50_000;

/** Labels, marked points and the lines between them, drawn on a 2-D canvas over the cloud. */
export class Overlay {
  readonly canvas = element('canvas', { className: 'overlay' });
  /** The labels as they stand, for whoever wants to check them. */
  labels: readonly Label[] = [];
  private readonly context = this.canvas.getContext('2d');
  private readonly texts = new Map<number, { text: string; width: number }>();
  private readonly wordAt: (row: number) => string;

  constructor(wordAt: (row: number) => string) {
    this.wordAt = wordAt;
  }

  /** Forgets the words' widths: other words, or another font. */
  forget(): void {
    this.texts.clear();
  }

  draw(scene: Scene): void {
    const { context } = this;
    if (!context) return;
    this.clear(context, scene);
    drawLines(context, scene);
    drawMarks(context, scene);
    const { selected, neighbours, pinned } = scene.marks;
    const wanted = [...new Set([selected, ...neighbours, pinned])].filter((row) => row >= 0);
    const space = { ...scene.size, lineHeight: LINE_HEIGHT, offset: scene.pointRadius + 4, air: scene.air };
    const width = (row: number) => this.textOf(context, row).width;
    this.labels = placeLabels(wanted, scene.rows, space, scene.screen, width);
    this.drawLabels(context, new Set(wanted), scene.theme);
  }

  private clear(context: CanvasRenderingContext2D, { size, pixelRatio, theme }: Scene): void {
    const width = Math.round(size.width * pixelRatio);
    const height = Math.round(size.height * pixelRatio);
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.font = `${FONT_SIZE}px ${theme.font}`;
    context.textBaseline = 'middle';
  }

  private drawLabels(context: CanvasRenderingContext2D, wanted: ReadonlySet<number>, theme: Theme): void {
    context.lineJoin = 'round';
    context.lineWidth = 3;
    context.strokeStyle = theme.background;
    context.fillStyle = theme.foreground;
    for (const { row, left, top } of this.labels) {
      const { text } = this.textOf(context, row);
      context.globalAlpha = wanted.has(row) || theme.isHighContrast ? 1 : 0.85;
      // A rim of the background's colour keeps the word readable over the points.
      context.strokeText(text, left, top + LINE_HEIGHT / 2);
      context.fillText(text, left, top + LINE_HEIGHT / 2);
    }
    context.globalAlpha = 1;
  }

  private textOf(context: CanvasRenderingContext2D, row: number): { text: string; width: number } {
    const known = this.texts.get(row);
    if (known) return known;
    if (this.texts.size >= MOST_TEXTS) this.texts.clear();
    const text = this.wordAt(row);
    const made = { text, width: context.measureText(text).width };
    this.texts.set(row, made);
    return made;
  }
}

/** Lines from the selected word to its neighbours. */
function drawLines(context: CanvasRenderingContext2D, { marks, theme, screen, colourOf }: Scene): void {
  const from = marks.selected >= 0 ? screen(marks.selected) : undefined;
  if (!from) return;
  context.strokeStyle = colourOf(marks.selected) ? theme.foreground : theme.neighbour;
  context.globalAlpha = theme.isHighContrast ? 1 : 0.6;
  context.lineWidth = 1;
  context.beginPath();
  for (const row of marks.neighbours) {
    const to = screen(row);
    if (!to) continue;
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * Marks differ by size and shape too, and not by colour alone. Where a column colours the map, a marked point keeps its
 * colour and gets a rim; the selected one a ring as well.
 */
function drawMarks(context: CanvasRenderingContext2D, scene: Scene): void {
  const { marks, theme, pointRadius, screen, colourOf } = scene;
  const disc = (row: number, radius: number, colour: string) => {
    const at = row >= 0 ? screen(row) : undefined;
    if (!at) return;
    const own = colourOf(row);
    const rim = own ? theme.foreground : theme.background;
    drawDisc(context, at, pointRadius + radius, own ?? colour, rim);
  };
  const ring = (row: number, radius: number, colour: string) => {
    const at = row >= 0 ? screen(row) : undefined;
    if (at) drawRing(context, at, pointRadius + radius, colour);
  };
  for (const row of marks.neighbours) disc(row, 2, theme.neighbour);
  disc(marks.hovered, 2.5, theme.foreground);
  disc(marks.selected, 4, theme.selected);
  if (colourOf(marks.selected)) ring(marks.selected, 7, theme.foreground);
  ring(marks.pinned, marks.pinned === marks.selected ? 10 : 7, theme.pinned);
}

function drawDisc(
  context: CanvasRenderingContext2D,
  at: [number, number],
  radius: number,
  colour: string,
  rim: string,
): void {
  context.fillStyle = colour;
  context.strokeStyle = rim;
  context.lineWidth = 1.5;
  context.beginPath();
  context.arc(...at, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

function drawRing(
  context: CanvasRenderingContext2D,
  at: [number, number],
  radius: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  context.arc(...at, radius, 0, 2 * Math.PI);
  context.stroke();
}
