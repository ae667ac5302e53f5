import type { Analogy } from '../../protocol/map.ts';
import { element } from '../dom.ts';
import type { Theme } from '../theme.ts';
import type { Size } from './camera.ts';
import type { Region } from './region.ts';
import { drawLabel, LabelSprites } from './labelSprites.ts';
import { labelText, placeLabels, type Label, type Title } from './labels.ts';
import { fitCanvas, pixelsOf } from './pixels.ts';

/** What stands out from the cloud. Rows; −1 for none. */
export interface Marks {
  selected: number;
  neighbours: readonly number[];
  pinned: number;
  hovered: number;
  /** Pointed at in a linked map. */
  linked: number;
  /** Under the cursor of the text editor. */
  cursor: number;
}

/** All that is drawn over the cloud, and where. */
export interface Scene {
  size: Size;
  pixelRatio: number;
  theme: Theme;
  /** The points are on their way, and the labels change with them. */
  isMoving: boolean;
  marks: Marks;
  /** What is being drawn around words. */
  region: Region | undefined;
  /** Radius of the cloud's points in CSS pixels. */
  pointRadius: number;
  /** Rows of words that were added to the layout. */
  added: readonly number[];
  /** Analogies, each as two arrows. */
  analogies: readonly Analogy[];
  /** The colour that a column gives a row; undefined where all have the same. */
  colourOf: (row: number) => string | undefined;
  /** Rows that may be in view, the most frequent first. */
  rows: Iterable<number>;
  /** The names of clusters in view and of the ends of axes, by the pixels of their middles. */
  titles: readonly { text: string; at: [number, number]; isFixed?: boolean }[];
  /** Where axes of the user's own have their middles, in pixels; undefined where there is no such axis. */
  axes: { x?: number | undefined; y?: number | undefined };
  /** How many pixels of the view tools take on the left. */
  taken: number;
  /** 0 … 1: how much air is kept around labels. */
  air: number;
  /** The pixel of a row, in view or not; undefined where it has none. */
  screen: (row: number) => [number, number] | undefined;
}

export const FONT_SIZE = 12;
export const LINE_HEIGHT = 16;
/** How far the diamond of an added word goes beyond a point, in pixels. */
export const DIAMOND = 4;
/** Half the size of the cross that the keys move, in pixels. */
const CROSS = 10;
/** Of an arrow's head: its length in pixels, and its angle to the shaft. */
const ARROW_LENGTH = 9;
const ARROW_ANGLE = 0.45;
/** Words whose text and width are remembered, before all are forgotten. */
const MOST_TEXTS = 50_000;

/** Labels, marked points and the lines between them, drawn on a 2-D canvas over the cloud. */
export class Overlay {
  readonly canvas = element('canvas', { className: 'overlay' });
  /** The labels as they stand, for whoever wants to check them. */
  labels: readonly Label[] = [];
  private readonly context = this.canvas.getContext('2d');
  private readonly sprites = new LabelSprites();
  private readonly texts = new Map<number, { text: string; width: number }>();
  private readonly wordAt: (row: number) => string;

  constructor(wordAt: (row: number) => string) {
    this.wordAt = wordAt;
  }

  /** Forgets the words' widths: other words, or another font. */
  forget(): void {
    this.texts.clear();
    this.sprites.forget();
  }

  draw(scene: Scene): void {
    const { context } = this;
    if (!context) return;
    this.clear(context, scene);
    drawAxes(context, scene);
    drawLines(context, scene);
    drawAnalogies(context, scene);
    drawAdded(context, scene);
    drawMarks(context, scene);
    drawRegion(context, scene);
    const wanted = wantedRows(scene);
    const space = {
      ...scene.size,
      left: scene.taken,
      lineHeight: LINE_HEIGHT,
      offset: scene.pointRadius + 4,
      air: scene.air,
    };
    const width = (row: number) => this.textOf(context, row).width;
    const titles = this.measureTitles(context, scene);
    this.labels = placeLabels(wanted, scene.rows, space, scene.screen, width, titles);
    this.drawLabels(context, new Set(wanted), scene);
  }

  private clear(context: CanvasRenderingContext2D, { size, pixelRatio, theme }: Scene): void {
    fitCanvas(this.canvas, pixelsOf(size, pixelRatio));
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    context.clearRect(0, 0, size.width, size.height);
    context.font = wordFont(theme);
  }

  private measureTitles(context: CanvasRenderingContext2D, { titles, theme }: Scene): Title[] {
    context.font = titleFont(theme);
    const measured = titles.map(({ text, at, isFixed }) => ({
      at,
      isFixed,
      width: context.measureText(text).width,
    }));
    context.font = wordFont(theme);
    return measured;
  }

  private drawLabels(context: CanvasRenderingContext2D, wanted: ReadonlySet<number>, scene: Scene): void {
    const { theme, titles, pixelRatio, isMoving } = scene;
    const { foreground, background } = theme;
    for (const { row, title, left, top, width } of this.labels) {
      const text = title === undefined ? this.textOf(context, row).text : titles[title].text;
      const font = title === undefined ? wordFont(theme) : titleFont(theme);
      context.globalAlpha = title !== undefined || wanted.has(row) || theme.isHighContrast ? 1 : 0.85;
      const place = { left, top, width, height: LINE_HEIGHT };
      const style = { font, foreground, background, pixelRatio };
      // A picture of a label pays where it is drawn many times.
      if (isMoving) drawLabel(context, text, place, style);
      else this.sprites.draw(context, text, place, style);
    }
    context.globalAlpha = 1;
  }

  private textOf(context: CanvasRenderingContext2D, row: number): { text: string; width: number } {
    const known = this.texts.get(row);
    if (known) return known;
    if (this.texts.size >= MOST_TEXTS) this.texts.clear();
    const text = labelText(this.wordAt(row));
    const made = { text, width: context.measureText(text).width };
    this.texts.set(row, made);
    return made;
  }
}

function wordFont({ font }: Theme): string {
  return `${FONT_SIZE}px ${font}`;
}

function titleFont({ font }: Theme): string {
  return `italic bold ${FONT_SIZE + 1}px ${font}`;
}

/** Through the middles of axes. */
function drawAxes(context: CanvasRenderingContext2D, scene: Scene): void {
  const { theme } = scene;
  context.strokeStyle = theme.isHighContrast ? theme.foreground : theme.faint;
  context.lineWidth = 1;
  context.setLineDash([4, 4]);
  context.beginPath();
  for (const { from, to } of axisLines(scene)) {
    context.moveTo(...from);
    context.lineTo(...to);
  }
  context.stroke();
  context.setLineDash([]);
}

/** The lines through the middles of axes, from border to border. */
export function axisLines({
  axes: { x, y },
  size,
}: Scene): { from: [number, number]; to: [number, number] }[] {
  const { width, height } = size;
  const lines: { from: [number, number]; to: [number, number] }[] = [];
  if (x !== undefined) lines.push({ from: [x, 0], to: [x, height] });
  if (y !== undefined) lines.push({ from: [0, y], to: [width, y] });
  return lines;
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
  // A ring of its own size each, as a point may have several.
  ring(marks.cursor, 13, theme.focus);
  ring(marks.linked, 16, theme.foreground);
}

/** Diamonds: another shape than any word that was laid out. */
function drawAdded(context: CanvasRenderingContext2D, { added, theme, pointRadius, screen }: Scene): void {
  context.fillStyle = theme.foreground;
  context.strokeStyle = theme.background;
  context.lineWidth = 1.5;
  for (const row of added) {
    const at = screen(row);
    if (!at) continue;
    context.beginPath();
    for (const [x, y] of diamond(at, pointRadius + DIAMOND)) context.lineTo(x, y);
    context.closePath();
    context.fill();
    context.stroke();
  }
}

/** The corners of a diamond around a place. */
export function diamond([x, y]: [number, number], radius: number): [number, number][] {
  return [
    [x, y - radius],
    [x + radius, y],
    [x, y + radius],
    [x - radius, y],
  ];
}

/** Words that have a label before all others. */
function wantedRows({ marks, analogies, added }: Scene): number[] {
  const { selected, neighbours, pinned, linked, cursor } = marks;
  const ends = analogies.flatMap(({ a, b, c, d }) => [a, b, c, d]);
  return [...new Set([selected, linked, cursor, ...ends, ...added, ...neighbours, pinned])].filter(
    (row) => row >= 0,
  );
}

/** From a to b and from c to d: arrows that are nearly parallel where the analogy holds. */
function drawAnalogies(
  context: CanvasRenderingContext2D,
  { analogies, theme, screen, pointRadius }: Scene,
): void {
  for (const { a, b, c, d } of analogies) {
    for (const [from, to] of [
      [a, b],
      [c, d],
    ]) {
      const [start, end] = [screen(from), screen(to)];
      if (start && end) drawArrow(context, start, end, pointRadius + 3, theme);
    }
  }
}

/** With a rim of the ground's colour, so that it stands out from the points. */
function drawArrow(
  context: CanvasRenderingContext2D,
  from: [number, number],
  to: [number, number],
  gap: number,
  theme: Theme,
): void {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const tip = [to[0] - gap * Math.cos(angle), to[1] - gap * Math.sin(angle)] as const;
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...tip);
  for (const side of [-1, 1]) {
    context.moveTo(...tip);
    const back = angle + side * ARROW_ANGLE;
    context.lineTo(tip[0] - ARROW_LENGTH * Math.cos(back), tip[1] - ARROW_LENGTH * Math.sin(back));
  }
  context.lineCap = 'round';
  context.lineWidth = 4;
  context.strokeStyle = theme.background;
  context.stroke();
  context.lineWidth = 2;
  context.strokeStyle = theme.selected;
  context.stroke();
  context.lineCap = 'butt';
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

/** The outline of a region in two colours, so that it is seen over points of any; and where the keys are in it. */
function drawRegion(context: CanvasRenderingContext2D, { region, theme }: Scene): void {
  if (!region) return;
  const { corners, cursor } = region;
  context.beginPath();
  for (const { x, y } of corners) context.lineTo(x, y);
  context.closePath();
  context.globalAlpha = 0.12;
  context.fillStyle = theme.focus;
  context.fill('evenodd');
  context.globalAlpha = 1;
  context.lineWidth = 3;
  context.strokeStyle = theme.background;
  context.stroke();
  context.lineWidth = 1.5;
  context.strokeStyle = theme.focus;
  context.stroke();
  if (!cursor) return;
  const { x, y } = cursor;
  context.beginPath();
  context.moveTo(x - CROSS, y);
  context.lineTo(x + CROSS, y);
  context.moveTo(x, y - CROSS);
  context.lineTo(x, y + CROSS);
  context.strokeStyle = theme.foreground;
  context.stroke();
}
