import * as l10n from '@vscode/l10n';
import { COLOUR_RANGE, divergingColour } from '../../common/colours.ts';
import type { Trace, TraceToken } from '../../protocol/engine.ts';
import type { Theme } from '../theme.ts';
import {
  BAND,
  NUMBER_LINE,
  PADDING,
  placeOf,
  rangeOf,
  type Cell,
  type Geometry,
  type Viewport,
} from './geometry.ts';
import { hatch } from './hatch.ts';

/** What stands out in the grid. */
export interface Marks {
  /** Under the pointer; in a head, one of the two is −1. */
  hovered: Cell | undefined;
  /** Where the keyboard is, while it is in the grid. */
  focused: Cell | undefined;
  selected: Cell | undefined;
}

export interface Frame {
  geometry: Geometry;
  view: Viewport;
  marks: Marks;
  theme: Theme;
  /** CSS pixels */
  fontSize: number;
}

/** Draws the part of the grid that is in view. */
export class Painter {
  private readonly context: CanvasRenderingContext2D;
  private tokens: TraceToken[] = [];
  /** All hidden states, a pixel each: drawn larger, it is the grid. */
  private states: OffscreenCanvas | undefined;

  constructor(canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws no canvas.');
    this.context = context;
  }

  setTrace({ tokens, hidden, hiddenSize }: Trace): void {
    this.tokens = tokens;
    this.states = imageOf(hidden, tokens.length, hiddenSize);
  }

  /** The widths that the layout depends on. */
  measure(
    { tokens, hiddenSize }: Trace,
    font: string,
    fontSize: number,
  ): { wordWidth: number; labelWidth: number } {
    const { context } = this;
    const widest = (texts: string[]) =>
      texts.reduce((most, text) => Math.max(most, context.measureText(text).width), 0);
    context.font = `italic ${fontSize}px ${font}`;
    const wordWidth = widest(tokens.map(({ text }) => text));
    context.font = smallFont(font, fontSize);
    return { wordWidth, labelWidth: widest([String(hiddenSize), unitCaption()]) };
  }

  paint(frame: Frame): void {
    const { context } = this;
    const { geometry, view } = frame;
    const { gutter, head } = geometry;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, view.width, view.height);
    const right = view.width - gutter;
    const below = view.height - head;
    this.within(gutter, head, right, below, () => this.drawCells(frame));
    // Marks may reach a little beyond the cells.
    this.within(gutter - 3, head - 3, right + 3, below + 3, () => this.drawMarks(frame));
    this.within(gutter, 0, right, head, () => this.drawHeads(frame));
    this.within(0, head, gutter, below, () => this.drawUnits(frame));
    this.drawCorner(frame);
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

  private drawCells({ geometry, view, theme }: Frame): void {
    const { context, states } = this;
    if (!states) return;
    const { column, row } = geometry;
    const { fromStep, toStep, fromUnit, toUnit } = rangeOf(geometry, view);
    const steps = toStep - fromStep;
    const units = toUnit - fromUnit;
    if (steps <= 0 || units <= 0) return;
    const { x, y } = placeOf(geometry, view, { step: fromStep, unit: fromUnit });
    context.imageSmoothingEnabled = false;
    context.drawImage(states, fromStep, fromUnit, steps, units, x, y, steps * column, units * row);
    context.fillStyle = theme.background;
    for (let i = 1; i <= steps; i++) context.fillRect(x + i * column - 1, y, 1, units * row);
    for (let i = 1; i <= units; i++) context.fillRect(x, y + i * row - 1, steps * column, 1);
  }

  private drawMarks(frame: Frame): void {
    const { geometry, marks, theme } = frame;
    const { hovered, focused, selected } = marks;
    if (hovered && hovered.step >= 0 && hovered.unit >= 0) this.ring(frame, hovered, 1, theme.foreground, 1);
    // The formula of a selected cell reads the whole column before it.
    if (selected && selected.step > 0) {
      this.ring(frame, { step: selected.step - 1, unit: 0 }, geometry.units, theme.foreground, 1, [3, 3]);
    }
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

  private drawHeads(frame: Frame): void {
    const { geometry, view, theme, fontSize } = frame;
    const { fromStep, toStep } = rangeOf(geometry, view);
    const { context } = this;
    context.font = smallFont(theme.font, fontSize);
    const isRoomy = context.measureText(String(geometry.steps)).width < geometry.column - 2;
    for (let step = fromStep; step < toStep; step++) {
      const isMarked = stepsOf(frame.marks).includes(step);
      const hasNumber = isRoomy || isMarked || (step + 1) % 5 === 0;
      this.drawWord(frame, step, isMarked);
      if (hasNumber) this.drawStepNumber(frame, step, isMarked);
      if (this.tokens[step].row < 0) this.drawBand(frame, step);
    }
  }

  private drawWord({ geometry, view, theme, fontSize }: Frame, step: number, isMarked: boolean): void {
    const { context } = this;
    const { column, head, isUpright } = geometry;
    const { text, row } = this.tokens[step];
    const { x } = placeOf(geometry, view, { step, unit: 0 });
    const bottom = head - BAND - NUMBER_LINE;
    context.font = `${row < 0 ? 'italic ' : ''}${isMarked ? 'bold ' : ''}${fontSize}px ${theme.font}`;
    context.fillStyle = theme.foreground;
    context.textBaseline = 'middle';
    const room = isUpright ? bottom - PADDING : column - PADDING / 2;
    const word = this.fitted(text, room);
    context.save();
    context.translate(x + column / 2, isUpright ? bottom - 2 : bottom / 2);
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
    context.fillText(String(step + 1), x + geometry.column / 2, geometry.head - BAND - NUMBER_LINE / 2);
  }

  /** The mark of a token that the set does not know. */
  private drawBand({ geometry, view, theme }: Frame, step: number): void {
    const { x } = placeOf(geometry, view, { step, unit: 0 });
    hatch(this.context, x, geometry.head - BAND + 1, geometry.column - 1, BAND - 3, theme.foreground);
  }

  private drawUnits({ geometry, view, marks, theme, fontSize }: Frame): void {
    const { context } = this;
    const { fromUnit, toUnit } = rangeOf(geometry, view);
    const marked = unitsOf(marks);
    context.font = smallFont(theme.font, fontSize);
    context.textAlign = 'end';
    context.textBaseline = 'middle';
    for (let unit = fromUnit; unit < toUnit; unit++) {
      const { y } = placeOf(geometry, view, { step: 0, unit });
      context.fillStyle = marked.includes(unit) ? theme.foreground : theme.faint;
      context.fillText(String(unit + 1), geometry.gutter - PADDING, y + geometry.row / 2);
    }
  }

  /** Says what the two rows of numbers count. */
  private drawCorner({ geometry, theme, fontSize }: Frame): void {
    const { context } = this;
    const right = geometry.gutter - PADDING;
    context.fillStyle = theme.faint;
    context.textAlign = 'end';
    context.textBaseline = 'middle';
    context.font = `italic ${smallFont(theme.font, fontSize)}`;
    context.fillText('t', right, geometry.head - BAND - NUMBER_LINE / 2);
    context.font = smallFont(theme.font, fontSize);
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

/** h_t as a picture of steps × units; tanh's −1 and 1 have the full colours. */
function imageOf(hidden: Float32Array, steps: number, units: number): OffscreenCanvas {
  const image = new ImageData(steps, units);
  hidden.forEach((value, i) => {
    const at = ((i % units) * steps + Math.floor(i / units)) * 4;
    image.data.set(divergingColour(value * COLOUR_RANGE), at);
    image.data[at + 3] = 255;
  });
  const canvas = new OffscreenCanvas(steps, units);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
  return canvas;
}

function unitCaption(): string {
  return l10n.t('unit');
}

function smallFont(font: string, fontSize: number): string {
  return `${fontSize - 2}px ${font}`;
}

function stepsOf({ hovered, focused, selected }: Marks): (number | undefined)[] {
  return [hovered?.step, focused?.step, selected?.step];
}

function unitsOf({ hovered, focused, selected }: Marks): (number | undefined)[] {
  return [hovered?.unit, focused?.unit, selected?.unit];
}
