import { boundsOf } from './bounds.ts';

/** How dense a map is, over the cells of a square grid. */
export interface Density {
  /** Cells along each side. */
  size: number;
  /** [size × size], row by row. */
  values: Float32Array;
}

/** Cells along each side: at the finest level a hill is a few cells wide. */
const SIZE = 512;
/** A Gaussian is next to nothing behind so many of its widths. */
const REACH = 3;

/** [points] The cell of each point. */
export function cellsOf(positions: Float32Array): Int32Array {
  const [left, top, width] = square(positions);
  const cell = (value: number, from: number) =>
    Math.min(SIZE - 1, Math.max(0, Math.floor(((value - from) / width) * SIZE)));
  return Int32Array.from(
    { length: positions.length / 2 },
    (_, i) => cell(positions[2 * i + 1], top) * SIZE + cell(positions[2 * i], left),
  );
}

/**
 * Points in each cell, blurred by a Gaussian.
 *
 * @param width of the Gaussian, in cells
 */
export function densityOf(cells: Int32Array, width: number): Density {
  const counts = new Float32Array(SIZE * SIZE);
  for (const cell of cells) counts[cell]++;
  const kernel = gaussian(width);
  const across = blur(counts, kernel, 1, SIZE);
  return { size: SIZE, values: blur(across, kernel, SIZE, 1) };
}

/** The square around all points: left, top, width. */
function square(positions: Float32Array): [number, number, number] {
  const { left, right, top, bottom } = boundsOf(positions);
  return [left, top, Math.max(right - left, bottom - top) || 1];
}

function gaussian(width: number): Float32Array {
  const reach = Math.ceil(REACH * width);
  const kernel = Float32Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * width * width)),
  );
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

/** Blurs along lines of the grid: `step` from a cell to the next of its line, `line` from a line to the next. */
function blur(values: Float32Array, kernel: Float32Array, step: number, line: number): Float32Array {
  const out = new Float32Array(values.length);
  const reach = (kernel.length - 1) / 2;
  for (let start = 0; start < SIZE; start++) {
    for (let i = 0; i < SIZE; i++) {
      const value = values[start * line + i * step];
      // Most of a map is empty.
      if (value === 0) continue;
      const [from, to] = [Math.max(0, i - reach), Math.min(SIZE - 1, i + reach)];
      for (let j = from; j <= to; j++) out[start * line + j * step] += value * kernel[j - i + reach];
    }
  }
  return out;
}
