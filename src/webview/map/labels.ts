/** Which words stand on the map as text, and where: none covers another. Pure, so that it can be tested without a page. */

export interface Label {
  /** −1 for a title. */
  row: number;
  /** Which of the titles it is. */
  title?: number;
  /** The text's box in CSS pixels; its height is the line's. */
  left: number;
  top: number;
  width: number;
}

export interface LabelSpace {
  /** The view, in CSS pixels. */
  width: number;
  height: number;
  /** Further to the left nothing can be read: tools stand there. */
  left?: number;
  /** Height of a line of text. */
  lineHeight: number;
  /** Pixels between the middle of a point and its label. */
  offset: number;
  /** 0 … 1: how much air is kept around a label. 1 for a crowded view, 0 where every word may have its label. */
  air: number;
}

/** What a part of the map is called, in its middle. */
export interface Title {
  /** The pixel of its middle. */
  at: [number, number];
  /** Of its text in pixels. */
  width: number;
  /** Comes before all labels. */
  isFixed?: boolean | undefined;
}

/** So many characters of a word are drawn. */
const MOST_CHARACTERS = 40;

/** A word as it stands on the map: of a very long one the beginning. */
export function labelText(word: string): string {
  if (word.length <= MOST_CHARACTERS) return word;
  const characters = Array.from(word);
  return characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…` : word;
}

type Box = Omit<Label, 'row' | 'title'>;
type Place = (space: LabelSpace, x: number, y: number, width: number) => Box;

/** Pixels between two labels: at least, and in a crowded view. */
const GAP = { x: 4, y: 0, airX: 28, airY: 18 };
/**
 * Points so near to the view take part too, in pixels: what they take from others is decided before it comes into
 * sight, so that labels stay while the map is moved.
 */
export const MARGIN = { x: 160, y: 32 };
/** Pixels by which a marked point is larger than others. */
const MARK = 4;
const MOST_LABELS = 400;
/** Words in view that are looked at, with or without success, before the view counts as full. */
const MOST_TRIES = 4000;

/**
 * Where a wanted label may stand, the best first; all others stand to the right, or to the left where the view ends too
 * soon.
 */
const PLACES: readonly Place[] = [
  ({ offset, lineHeight }, x, y, width) => ({ left: x + offset, top: y - lineHeight / 2, width }),
  ({ offset, lineHeight }, x, y, width) => ({ left: x - offset - width, top: y - lineHeight / 2, width }),
  ({ offset, lineHeight }, x, y, width) => ({ left: x - width / 2, top: y - offset - lineHeight, width }),
  ({ offset }, x, y, width) => ({ left: x - width / 2, top: y + offset, width }),
];

/**
 * Places labels in the order in which they are wanted. The order does not depend on the view, and whether a label finds
 * a place depends only on those near to it: so labels stay where they are while the map is moved.
 *
 * @param wanted rows that come first, and may stand on any side of their points
 * @param rows all that may be in view, the most frequent first
 * @param screen gives the pixel of a row, undefined where it has none
 * @param measure width of a row's text in pixels
 * @param titles come after what is wanted, the first of them first; fixed ones before everything
 */
export function placeLabels(
  wanted: readonly number[],
  rows: Iterable<number>,
  space: LabelSpace,
  screen: (row: number) => [number, number] | undefined,
  measure: (row: number) => number,
  titles: readonly Title[] = [],
): Label[] {
  const placed: Label[] = [];
  const occupied = new Occupancy(space.lineHeight);
  let tries = 0;
  const tryRow = (row: number, mayChoose: boolean, air: number) => {
    const at = screen(row);
    if (!at || !isNear(at, space)) return;
    tries++;
    const width = measure(row);
    const room = mayChoose ? { ...space, offset: space.offset + MARK } : space;
    const boxes = PLACES.map((place) => place(room, ...at, width));
    // The first that fits by itself, unless any of them will do.
    const possible = mayChoose ? shown(boxes, at, space) : shown(boxes.slice(0, 2), at, space).slice(0, 1);
    const box = possible.find((box) => occupied.isFree(box, air));
    if (!box) return;
    occupied.take(box);
    placed.push({ row, ...box });
  };
  const tryTitles = (areFixed: boolean) =>
    titles.forEach(({ at: [x, y], width, isFixed = false }, title) => {
      if (isFixed !== areFixed) return;
      const middle = { left: x - width / 2, top: y - space.lineHeight / 2, width };
      const box = shown([middle, beside(middle, space)], [x, y], space)[0];
      if (!occupied.isFree(box, 0)) return;
      occupied.take(box);
      placed.push({ row: -1, title, ...box });
    });
  tryTitles(true);
  for (const row of wanted) tryRow(row, true, 0);
  tryTitles(false);
  const isWanted = new Set(wanted);
  for (const row of rows) {
    if (placed.length >= MOST_LABELS || tries >= MOST_TRIES) break;
    if (!isWanted.has(row)) tryRow(row, false, space.air);
  }
  return placed.filter((label) => isInSight(label, space));
}

/** A box as near as can be, and inside the view. */
function beside(box: Box, { left = 0, width }: LabelSpace): Box {
  return { ...box, left: Math.max(left, Math.min(box.left, width - box.width)) };
}

/**
 * The boxes in which a label of a point in view can be read: those that the view does not cut, if there are any; moved
 * up or down into it.
 */
function shown(boxes: Box[], [x, y]: [number, number], space: LabelSpace): Box[] {
  const { left = 0, width, height, lineHeight } = space;
  if (x < 0 || y < 0 || x > width || y > height) return boxes;
  const whole = boxes.filter((box) => box.left >= left && box.left + box.width <= width);
  return (whole.length > 0 ? whole : boxes).map((box) => ({
    ...box,
    top: Math.min(Math.max(box.top, 0), height - lineHeight),
  }));
}

function isNear([x, y]: [number, number], { width, height }: LabelSpace): boolean {
  return x > -MARGIN.x && y > -MARGIN.y && x < width + MARGIN.x && y < height + MARGIN.y;
}

function isInSight({ left, top, width }: Box, space: LabelSpace): boolean {
  return left < space.width && left + width > 0 && top < space.height && top + space.lineHeight > 0;
}

/** Boxes of one line's height that are taken, by the lines of a grid in which they begin. */
class Occupancy {
  private readonly lines = new Map<number, Box[]>();
  private readonly lineHeight: number;

  constructor(lineHeight: number) {
    this.lineHeight = lineHeight;
  }

  /** Whether a box, with air around it, covers none that is taken. */
  isFree({ left, top, width }: Box, air: number): boolean {
    const gapX = GAP.x + GAP.airX * air;
    const reach = this.lineHeight + GAP.y + GAP.airY * air;
    for (let line = this.lineOf(top - reach); line <= this.lineOf(top + reach); line++) {
      for (const other of this.lines.get(line) ?? []) {
        const isBeside = other.left >= left + width + gapX || other.left + other.width + gapX <= left;
        if (!isBeside && Math.abs(other.top - top) < reach) return false;
      }
    }
    return true;
  }

  take(box: Box): void {
    const line = this.lineOf(box.top);
    const boxes = this.lines.get(line);
    if (boxes) boxes.push(box);
    else this.lines.set(line, [box]);
  }

  private lineOf(top: number): number {
    return Math.floor(top / this.lineHeight);
  }
}
