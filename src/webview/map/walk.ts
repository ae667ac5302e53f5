import type { Place } from './polygon.ts';

/** A neighbour lies in a direction where it is off it by less than this, in radians. */
const SPREAD = Math.PI / 3;

export const WALK_DIRECTIONS: Partial<Record<string, Place>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/**
 * The neighbour to which one comes by going from a place in a direction: of those that lie there, the most similar one.
 *
 * @param neighbours in the original space, the nearest first
 * @param pixelOf where each is seen
 */
export function neighbourTowards(
  from: Place,
  direction: Place,
  neighbours: readonly number[],
  pixelOf: (row: number) => [number, number] | undefined,
): number | undefined {
  return neighbours.find((row) => {
    const at = pixelOf(row);
    if (!at) return false;
    const [x, y] = [at[0] - from.x, at[1] - from.y];
    const length = Math.hypot(x, y);
    return length > 0 && Math.acos((x * direction.x + y * direction.y) / length) <= SPREAD;
  });
}
