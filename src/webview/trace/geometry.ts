/** Where the cells of the grid stand: tokens across, hidden units down. All lengths are CSS pixels. */
import type { Trace } from '../../protocol/recurrent.ts';

export interface Cell {
  step: number;
  unit: number;
}

export interface Geometry {
  steps: number;
  units: number;
  /** Width of the column of unit numbers, which stays when one scrolls. */
  gutter: number;
  /** Height of the tokens' words. */
  words: number;
  /** Height of all that stands above the cells, which stays too. */
  head: number;
  /** Width of a step's column. */
  column: number;
  /** Height of a unit's row. */
  row: number;
  /** The tokens are written upwards, as they do not fit across their columns. */
  isUpright: boolean;
}

export interface Size {
  width: number;
  height: number;
}

/** What a scrolled grid shows of itself. */
export interface Viewport extends Size {
  left: number;
  top: number;
}

const NARROWEST = 24;
const WIDEST = 84;
const TALL_ROW = 20;
const LOW_ROW = 14;
/** From so many units on the rows are low ones. */
const MANY_UNITS = 33;
const WORD_LINE = 20;
const LONGEST_WORD = 116;

/** The line of the steps' numbers, below it rows of bars, and the band that marks unknown tokens. */
export const NUMBER_LINE = 16;
export const BAR = 30;
export const BAND = 12;
export const PADDING = 6;

/**
 * @param bars how many rows of bars there are
 * @param labelWidth width of the widest text in the column of unit numbers
 * @param wordWidth width of the widest token
 * @param width what there is for all of it
 */
export function layOut(
  steps: number,
  units: number,
  {
    bars,
    labelWidth,
    wordWidth,
    width,
  }: { bars: number; labelWidth: number; wordWidth: number; width: number },
): Geometry {
  const gutter = Math.ceil(labelWidth) + 2 * PADDING;
  const share = Math.floor((width - gutter - PADDING) / steps);
  const column = Math.min(WIDEST, Math.max(NARROWEST, share));
  const isUpright = wordWidth > column - PADDING;
  const wordHeight = isUpright ? Math.min(LONGEST_WORD, Math.ceil(wordWidth)) + PADDING : WORD_LINE;
  const row = units < MANY_UNITS ? TALL_ROW : LOW_ROW;
  const head = wordHeight + NUMBER_LINE + BAND + bars * BAR;
  return { steps, units, gutter, words: wordHeight, head, column, row, isUpright };
}

/** The size of the whole grid. */
export function extentOf({ steps, units, gutter, head, column, row }: Geometry): Size {
  return { width: gutter + steps * column + PADDING, height: head + units * row + PADDING };
}

/** The steps and units of which something is in view; `to…` is the first that is not. */
export function rangeOf({ steps, units, gutter, head, column, row }: Geometry, view: Viewport) {
  return {
    fromStep: Math.floor(view.left / column),
    toStep: Math.min(steps, Math.ceil((view.left + view.width - gutter) / column)),
    fromUnit: Math.floor(view.top / row),
    toUnit: Math.min(units, Math.ceil((view.top + view.height - head) / row)),
  };
}

/** The left upper corner of a cell within the view. */
export function placeOf({ gutter, head, column, row }: Geometry, view: Viewport, { step, unit }: Cell) {
  return { x: gutter + step * column - view.left, y: head + unit * row - view.top };
}

/** The step whose column, and the unit whose row, a point of the view lies in; −1 where in none. */
export function cellAt(geometry: Geometry, view: Viewport, x: number, y: number): Cell {
  const { steps, units, gutter, head, column, row } = geometry;
  const step = x < gutter ? -1 : Math.floor((x - gutter + view.left) / column);
  const unit = y < head ? -1 : Math.floor((y - head + view.top) / row);
  return { step: step < steps ? step : -1, unit: unit < units ? unit : -1 };
}

/** How far to scroll so that a cell is wholly in view. */
export function scrollTo(
  geometry: Geometry,
  view: Viewport,
  { step, unit }: Cell,
): { left: number; top: number } {
  const { gutter, head, column, row } = geometry;
  return {
    left: reveal(view.left, view.width - gutter - PADDING, step * column, column),
    top: reveal(view.top, view.height - head - PADDING, unit * row, row),
  };
}

function reveal(scroll: number, room: number, start: number, length: number): number {
  return Math.max(Math.min(scroll, start), start + length - room);
}

/** The nearest cell that the trace has. */
export function clamped({ step, unit }: Cell, { tokens, hiddenSize }: Trace): Cell {
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return { step: within(step, tokens.length), unit: within(unit, hiddenSize) };
}
