import * as l10n from '@vscode/l10n';
import { divergingColour, inkOn } from '../../common/colours.ts';
import type { TraceToken } from '../../protocol/engine.ts';
import { heat } from '../heat.ts';
import type { Theme } from '../theme.ts';
import { heightOf, type Bars } from './bars.ts';
import { shownText } from './describe.ts';
import {
  BAND,
  BAR,
  NUMBER_LINE,
  PADDING,
  placeOf,
  rangeOf,
  type Cell,
  type Geometry,
  type Viewport,
} from './geometry.ts';
import { hatch } from './hatch.ts';
import { columnRead, type States } from './states.ts';

/** What stands out in the grid. The unit of a cell is its row here, as the units are ordered. */
export interface Marks {
  /** Under the pointer; in a head, one of the two is −1. */
  hovered: Cell | undefined;
  /** Where the keyboard is, while it is in the grid. */
  focused: Cell | undefined;
  selected: Cell | undefined;
  /** The step that is pointed at elsewhere: in the editor, in a tab. */
  pointed: number | undefined;
  /** While the steps are played: the last one that has happened. */
  played: number | undefined;
  /** Whether the selected cell's formula reads the column after it, as in the reverse direction. */
  isReverse: boolean;
}

export const NO_MARKS: Marks = {
  hovered: undefined,
  focused: undefined,
  selected: undefined,
  pointed: undefined,
  played: undefined,
  isReverse: false,
};

/** What is drawn. */
export interface Picture {
  tokens: readonly TraceToken[];
  states: States;
  /** The unit of each row. */
  order: Uint32Array;
  bars: readonly Bars[];
}

export interface Frame {
  geometry: Geometry;
  view: Viewport;
  marks: Marks;
  theme: Theme;
  /** CSS pixels */
  fontSize: number;
  /** Pixels a CSS pixel. */
  scale: number;
}

/** Rows lower than this have no room for a mark. */
const MARKED_ROW = 10;
const DOT = 2;

/** Draws the part of the grid that is in view. */
export class Painter {
  private readonly context: CanvasRenderingContext2D;
  private picture: Picture | undefined;
  /** All states, a pixel each: drawn larger, it is the grid. */
  image: OffscreenCanvas | undefined;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws no canvas.');
    this.context = context;
  }

  setPicture(picture: Picture): void {
    this.picture = picture;
    this.image = imageOf(picture);
  }

  /** The widths that the layout depends on. */
  measure(font: string, fontSize: number): { wordWidth: number; labelWidth: number } {
    const { context, picture } = this;
    if (!picture) return { wordWidth: 0, labelWidth: 0 };
    const widest = (texts: string[]) =>
      texts.reduce((most, text) => Math.max(most, context.measureText(text).width), 0);
    context.font = `italic ${fontSize}px ${font}`;
    const wordWidth = widest(picture.tokens.map(({ text }) => shownText(text)));
    context.font = smallFont(font, fontSize);
    const labels = [String(picture.states.units), unitCaption(), ...picture.bars.map(({ name }) => name)];
    return { wordWidth, labelWidth: widest(labels) };
  }

  paint(frame: Frame): void {
    const { context, picture } = this;
    if (!picture) return;
    const { geometry, view, scale } = frame;
    const { gutter, head } = geometry;
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    const right = view.width - gutter;
    const below = view.height - head;
    this.within(gutter, head, right, below, () => this.drawCells(frame, picture));
    // Marks may reach a little beyond the cells.
    this.within(gutter - 3, head - 3, right + 3, below + 3, () => this.drawMarks(frame, picture));
    this.within(gutter, 0, right, head, () => this.drawHeads(frame, picture));
    this.within(0, head, gutter, below, () => this.drawUnits(frame, picture));
    this.drawCorner(frame, picture);
  }

  private within(x: number, y: number, width: number, height: number, draw: () => void): void {
    const { context } = this;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    draw();
    context.restore();
  }

  private drawCells(frame: Frame, picture: Picture): void {
    const { context, image } = this;
    const { geometry, view, theme, marks } = frame;
    if (!image) return;
    const { column, row } = geometry;
    const { fromStep, toStep, fromUnit, toUnit } = rangeOf(geometry, view);
    const steps = toStep - fromStep;
    const units = toUnit - fromUnit;
    if (steps <= 0 || units <= 0) return;
    const { x, y } = placeOf(geometry, view, { step: fromStep, unit: fromUnit });
    context.imageSmoothingEnabled = false;
    context.drawImage(image, fromStep, fromUnit, steps, units, x, y, steps * column, units * row);
    context.fillStyle = theme.background;
    for (let i = 1; i <= steps; i++) context.fillRect(x + i * column - 1, y, 1, units * row);
    for (let i = 1; i <= units; i++) context.fillRect(x, y + i * row - 1, steps * column, 1);
    if (row >= MARKED_ROW) this.drawSaturation(frame, picture);
    if (marks.played === undefined) return;
    // What has not happened yet is but a shadow.
    const { x: later } = placeOf(geometry, view, { step: marks.played + 1, unit: 0 });
    context.globalAlpha = 0.82;
    context.fillStyle = theme.background;
    context.fillRect(later, y, view.width, units * row);
    context.globalAlpha = 1;
  }

  /** A dot in every saturated cell. */
  private drawSaturation({ geometry, view }: Frame, { states, order }: Picture): void {
    const { context } = this;
    const { values, units, range, isSaturated } = states;
    const { fromStep, toStep, fromUnit, toUnit } = rangeOf(geometry, view);
    for (let step = fromStep; step < toStep; step++) {
      for (let row = fromUnit; row < toUnit; row++) {
        const value = values[step * units + order[row]];
        if (!isSaturated(value)) continue;
        const { x, y } = placeOf(geometry, view, { step, unit: row });
        context.fillStyle = inkOn(divergingColour((value / range) * 2));
        context.beginPath();
        context.arc(x + (geometry.column - 1) / 2, y + (geometry.row - 1) / 2, DOT, 0, 2 * Math.PI);
        context.fill();
      }
    }
  }

  private drawMarks(frame: Frame, { states }: Picture): void {
    const { geometry, marks, theme } = frame;
    const { hovered, focused, selected, pointed, isReverse } = marks;
    if (pointed !== undefined) this.ring(frame, { step: pointed, unit: 0 }, geometry.units, theme.point, 1);
    if (hovered && hovered.step >= 0 && hovered.unit >= 0) this.ring(frame, hovered, 1, theme.foreground, 1);
    const read = columnRead(states, selected?.step, isReverse);
    if (read !== undefined)
      this.ring(frame, { step: read, unit: 0 }, geometry.units, theme.foreground, 1, [3, 3]);
    if (selected) this.ring(frame, selected, 1, theme.foreground, 2);
    if (focused) this.ring(frame, focused, 1, theme.focus, 2);
  }

  /** A frame around a cell or some cells of a column; a seam of the background sets it off from every colour. */
  private ring(
    { geometry, view, theme }: Frame,
    cell: Cell,
    units: number,
    colour: string,
    thickness: number,
    dash: number[] = [],
  ): void {
    const { context } = this;
    const { x, y } = placeOf(geometry, view, cell);
    const box = [x - 0.5, y - 0.5, geometry.column, units * geometry.row] as const;
    context.setLineDash([]);
    context.strokeStyle = theme.background;
    context.lineWidth = thickness + 2;
    context.strokeRect(...box);
    context.setLineDash(dash);
    context.strokeStyle = colour;
    context.lineWidth = thickness;
    context.strokeRect(...box);
  }

  private drawHeads(frame: Frame, { tokens, bars }: Picture): void {
    const { geometry, view, theme, fontSize } = frame;
    const { fromStep, toStep } = rangeOf(geometry, view);
    const { context } = this;
    context.font = smallFont(theme.font, fontSize);
    const isRoomy = context.measureText(String(geometry.steps)).width < geometry.column - 2;
    for (let step = fromStep; step < toStep; step++) {
      const isMarked = stepsOf(frame.marks).includes(step);
      const hasNumber = isRoomy || isMarked || (step + 1) % 5 === 0;
      this.drawWord(frame, tokens[step], step, isMarked);
      if (hasNumber) this.drawStepNumber(frame, step, isMarked);
      if (!tokens[step].isKnown) this.drawBand(frame, step);
      bars.forEach((each, i) => this.drawBar(frame, each, i, step));
    }
  }

  private drawWord(
    { geometry, view, theme, fontSize }: Frame,
    { text, isKnown }: TraceToken,
    step: number,
    isMarked: boolean,
  ): void {
    const { context } = this;
    const { column, words, isUpright } = geometry;
    const { x } = placeOf(geometry, view, { step, unit: 0 });
    const [slant, size] = [isKnown ? '' : 'italic ', `${fontSize}px ${theme.font}`];
    context.font = slant + size;
    context.fillStyle = theme.foreground;
    context.textBaseline = 'middle';
    const room = isUpright ? words - PADDING : column - PADDING / 2;
    if (isMarked) {
      context.font = `${slant}bold ${size}`;
      // Bold letters are wider: no word is cut off for their sake.
      if (context.measureText(shownText(text)).width > room) context.font = slant + size;
    }
    const word = this.fitted(shownText(text), room);
    context.save();
    context.translate(x + column / 2, isUpright ? words - 2 : words / 2);
    if (isUpright) context.rotate(-Math.PI / 2);
    context.textAlign = isUpright ? 'start' : 'center';
    context.fillText(word, 0, 0);
    context.restore();
  }

  private drawStepNumber({ geometry, view, theme, fontSize }: Frame, step: number, isMarked: boolean): void {
    const { context } = this;
    const { x } = placeOf(geometry, view, { step, unit: 0 });
    context.font = smallFont(theme.font, fontSize);
    context.fillStyle = isMarked ? theme.foreground : theme.faint;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(String(step + 1), x + geometry.column / 2, geometry.words + NUMBER_LINE / 2);
  }

  /** The mark of a token that the set does not know. */
  private drawBand({ geometry, view, theme }: Frame, step: number): void {
    const { x } = placeOf(geometry, view, { step, unit: 0 });
    const top = geometry.head - BAND + 1;
    hatch(this.context, x, top, geometry.column - 1, BAND - 3, theme.foreground);
  }

  /** A bar that stands on the line of its row. */
  private drawBar({ geometry, view, theme }: Frame, bars: Bars, row: number, step: number): void {
    const { context } = this;
    const { x } = placeOf(geometry, view, { step, unit: 0 });
    const bottom = barTop(geometry, row) + BAR - 3;
    const height = heightOf(bars, bars.values[step]) * (BAR - 6);
    const width = Math.max(2, Math.min(geometry.column - 4, 36));
    context.fillStyle = theme[bars.colour];
    context.fillRect(x + (geometry.column - 1 - width) / 2, bottom - height, width, height);
    context.fillStyle = theme.faint;
    context.fillRect(x, bottom, geometry.column - 1, 1);
  }

  private drawUnits({ geometry, view, marks, theme, fontSize }: Frame, { order }: Picture): void {
    const { context } = this;
    const { fromUnit, toUnit } = rangeOf(geometry, view);
    const marked = unitsOf(marks);
    context.font = smallFont(theme.font, fontSize);
    context.textAlign = 'end';
    context.textBaseline = 'middle';
    for (let row = fromUnit; row < toUnit; row++) {
      const { y } = placeOf(geometry, view, { step: 0, unit: row });
      context.fillStyle = marked.includes(row) ? theme.foreground : theme.faint;
      context.fillText(String(order[row] + 1), geometry.gutter - PADDING, y + geometry.row / 2);
    }
  }

  /** Says what the rows of the head count. */
  private drawCorner({ geometry, theme, fontSize }: Frame, { bars }: Picture): void {
    const { context } = this;
    const right = geometry.gutter - PADDING;
    context.fillStyle = theme.faint;
    context.textAlign = 'end';
    context.textBaseline = 'middle';
    context.font = `italic ${smallFont(theme.font, fontSize)}`;
    context.fillText('t', right, geometry.words + NUMBER_LINE / 2);
    context.font = smallFont(theme.font, fontSize);
    bars.forEach(({ name }, i) => context.fillText(name, right, barTop(geometry, i) + BAR / 2 + 4));
    context.fillText(unitCaption(), right, geometry.head - BAND / 2);
  }

  /** The text, or as much of its beginning as there is room for. */
  private fitted(text: string, room: number): string {
    const { context } = this;
    if (context.measureText(text).width <= room) return text;
    const characters = [...text];
    while (characters.length > 1 && context.measureText(`${characters.join('')}…`).width > room)
      characters.pop();
    return `${characters.join('')}…`;
  }
}

/** The states as a picture of steps × units. */
function imageOf({ tokens, states: { values, units, range }, order }: Picture): OffscreenCanvas {
  const image = heat(units, tokens.length, range, (row, step) => values[step * units + order[row]]);
  const canvas = new OffscreenCanvas(tokens.length, units);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

function barTop({ words }: Geometry, row: number): number {
  return words + NUMBER_LINE + row * BAR;
}

function unitCaption(): string {
  return l10n.t('unit');
}

function smallFont(font: string, fontSize: number): string {
  return `${fontSize - 2}px ${font}`;
}

function stepsOf({ hovered, focused, selected, pointed }: Marks): (number | undefined)[] {
  return [hovered?.step, focused?.step, selected?.step, pointed];
}

function unitsOf({ hovered, focused, selected }: Marks): (number | undefined)[] {
  return [hovered?.unit, focused?.unit, selected?.unit];
}
