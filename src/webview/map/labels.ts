/** Which words stand on the map as text, and where: none covers another. */

export interface Label {
  row: number;
  /** The text's box in CSS pixels. */
  left: number;
  top: number;
  width: number;
}

export interface LabelSpace {
  width: number;
  height: number;
  /** Height of a line of text, in CSS pixels. */
  lineHeight: number;
}

/** Pixels between a point and its label, and between two labels. */
const OFFSET = 6;
const GAP = 4;
/** Pixels of the view for each label: the fewer, the denser. */
const AREA_A_LABEL = 5000;
/** Words of lower rank that are tried in vain before the view counts as full. */
const MOST_TRIES = 4000;

/**
 * Places labels in the order in which they are wanted: first `first`, then the rows from 0 on (files hold the most
 * frequent words first). The order does not depend on the view, so that labels stay while the map is moved.
 *
 * @param screen gives the pixel of a row, or undefined where it is out of view
 * @param measure width of a row's text in pixels
 */
export function placeLabels(
  count: number,
  first: readonly number[],
  space: LabelSpace,
  screen: (row: number) => [number, number] | undefined,
  measure: (row: number) => number,
): Label[] {
  const placed: Label[] = [];
  const occupied = new Occupancy(space);
  const most = Math.floor((space.width * space.height) / AREA_A_LABEL) + first.length;
  let tries = 0;
  const tryRow = (row: number) => {
    const at = screen(row);
    if (!at) return;
    tries++;
    const box = { left: at[0] + OFFSET, top: at[1] - space.lineHeight / 2, width: measure(row) };
    if (occupied.take(box)) placed.push({ row, ...box });
  };
  for (const row of first) tryRow(row);
  const done = new Set(first);
  for (let row = 0; row < count && placed.length < most && tries < MOST_TRIES; row++)
    if (!done.has(row)) tryRow(row);
  return placed;
}

/** Boxes of one line's height that are taken, by the lines of a grid that they touch. */
class Occupancy {
  private readonly lines: { left: number; right: number; top: number }[][] = [];
  private readonly lineHeight: number;

  constructor({ lineHeight }: LabelSpace) {
    this.lineHeight = lineHeight;
  }

  /** Takes a box where it covers none that is taken. */
  take({ left, top, width }: { left: number; top: number; width: number }): boolean {
    const right = left + width + GAP;
    const line = Math.floor(top / this.lineHeight);
    for (let i = line - 1; i <= line + 1; i++) {
      for (const other of this.lines[i + 1] ?? []) {
        const apart =
          other.left >= right || other.right <= left || Math.abs(other.top - top) >= this.lineHeight;
        if (!apart) return false;
      }
    }
    // Lines above the view count as one: an array has no index below 0.
    (this.lines[Math.max(0, line + 1)] ??= []).push({ left, right, top });
    return true;
  }
}
