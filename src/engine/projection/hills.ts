import type { Density } from './density.ts';

/** A hill that rises above the pass to a higher one by less than this share of its height belongs to that. */
const LEAST_RISE = 0.25;
/** Where it is less dense than this share of the highest hill, there is no hill. */
const LEAST_HEIGHT = 0.01;

/**
 * The hills of a density: from each cell the way up leads to one, and low hills beside higher ones are part of those (watershed by
 * persistence; Chazal et al. 2013).
 *
 * @returns [cells] a number for each hill, which is the cell of its top; −1 where there is none
 */
export function hillsOf({ size, values }: Density): Int32Array {
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  const floor = highest * LEAST_HEIGHT;
  const order = Uint32Array.from(values.keys())
    .filter((cell) => values[cell] > floor)
    .sort((a, b) => values[b] - values[a] || a - b);
  // Each cell's hill, by way of others that it was joined to.
  const parents = new Int32Array(values.length).fill(-1);
  for (const cell of order) {
    const tops = [
      ...new Set(around(cell, size).flatMap((other) => (parents[other] < 0 ? [] : topOf(parents, other)))),
    ];
    tops.sort((a, b) => values[b] - values[a] || a - b);
    parents[cell] = tops.length > 0 ? tops[0] : cell;
    for (const top of tops.slice(1)) {
      if (values[top] - values[cell] < LEAST_RISE * values[top]) parents[top] = tops[0];
    }
  }
  for (const cell of order) parents[cell] = topOf(parents, cell);
  return parents;
}

function topOf(parents: Int32Array, cell: number): number {
  while (parents[cell] !== cell) {
    // The way gets shorter each time that it is gone.
    parents[cell] = parents[parents[cell]];
    cell = parents[cell];
  }
  return cell;
}

/** The cells beside one, at most eight. */
function around(cell: number, size: number): number[] {
  const [x, y] = [cell % size, Math.floor(cell / size)];
  const cells: number[] = [];
  for (let row = Math.max(0, y - 1); row <= Math.min(size - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(size - 1, x + 1); column++) {
      if (row !== y || column !== x) cells.push(row * size + column);
    }
  }
  return cells;
}
