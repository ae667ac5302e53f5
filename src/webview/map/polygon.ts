/** A place on the map or on the screen. */
export interface Place {
  x: number;
  y: number;
}

/**
 * Whether a place lies inside a polygon, by the even-odd rule: what a line that crosses itself goes around twice is
 * outside.
 *
 * @param corners the last is joined to the first
 */
export function isInside(corners: readonly Place[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = corners.length - 1; i < corners.length; j = i++) {
    const { x: ax, y: ay } = corners[i];
    const { x: bx, y: by } = corners[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** The corners of a rectangle with sides along the axes, by two opposite ones. */
export function rectangle(a: Place, b: Place): Place[] {
  return [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
}
