import type { Bounds } from './camera.ts';

/** Levels of the pyramid; each has cells of half the size. */
const LEVELS = 11;
/** So many rows a cell stands for, on each level. */
const ROWS_A_CELL = 4;

/**
 * The most frequent words of every part of the map at every zoom level: a quadtree in which each row stands in the coarsest
 * cell that has room, rows being sorted by frequency. What labels are chosen from in a view is then a few thousand rows,
 * however many words there are, and the same ones wherever the view moves.
 */
export class LabelPyramid {
  private readonly bounds: Bounds;
  private readonly extent: number;
  /** Where in `items` each cell begins, all levels one after the other. */
  private readonly starts: Int32Array;
  private readonly items: Int32Array;

  /** @param positions [n × 2]; places that are no numbers are left out */
  constructor(positions: Float32Array, bounds: Bounds) {
    this.bounds = bounds;
    this.extent = Math.max(bounds.right - bounds.left, bounds.top - bounds.bottom, 1e-9);
    const count = positions.length / 2;
    const cells = new Int32Array(count).fill(-1);
    this.starts = new Int32Array(firstCell(LEVELS) + 1);
    const taken = this.starts.subarray(1);
    for (let row = 0; row < count; row++) {
      const cell = this.roomFor(positions[2 * row], positions[2 * row + 1], taken);
      cells[row] = cell;
      if (cell >= 0) taken[cell]++;
    }
    for (let cell = 1; cell < this.starts.length; cell++) this.starts[cell] += this.starts[cell - 1];
    this.items = new Int32Array(this.starts[this.starts.length - 1]);
    const next = this.starts.slice();
    for (let row = 0; row < count; row++) if (cells[row] >= 0) this.items[next[cells[row]]++] = row;
  }

  /** The rows from which the labels of a view are chosen, the most frequent first. */
  rowsIn(view: Bounds): Int32Array {
    // Cells of a sixteenth of the view and larger ones: a label is hardly smaller.
    const wide = Math.max(view.right - view.left, view.top - view.bottom, 1e-9);
    const finest = Math.min(LEVELS - 1, Math.max(3, Math.ceil(Math.log2(this.extent / wide)) + 4));
    const found: number[] = [];
    for (let level = 0; level <= finest; level++) {
      const side = 1 << level;
      const [fromX, toX] = [
        this.at(view.left - this.bounds.left, side),
        this.at(view.right - this.bounds.left, side),
      ];
      const [fromY, toY] = [
        this.at(view.bottom - this.bounds.bottom, side),
        this.at(view.top - this.bounds.bottom, side),
      ];
      for (let y = fromY; y <= toY; y++) {
        const line = firstCell(level) + y * side;
        for (let i = this.starts[line + fromX]; i < this.starts[line + toX + 1]; i++)
          found.push(this.items[i]);
      }
    }
    return Int32Array.from(found).sort();
  }

  /** The coarsest cell over a place that has room; on the finest level all have. */
  private roomFor(x: number, y: number, taken: Int32Array): number {
    if (!Number.isFinite(x + y)) return -1;
    const side = 1 << (LEVELS - 1);
    const [column, line] = [this.at(x - this.bounds.left, side), this.at(y - this.bounds.bottom, side)];
    let first = 0;
    for (let level = 0; level < LEVELS - 1; level++) {
      const up = LEVELS - 1 - level;
      const cell = first + ((line >> up) << level) + (column >> up);
      if (taken[cell] < ROWS_A_CELL) return cell;
      first += 1 << (2 * level);
    }
    return first + line * side + column;
  }

  private at(distance: number, side: number): number {
    return Math.min(side - 1, Math.max(0, Math.floor((distance / this.extent) * side)));
  }
}

/** How many cells the levels before one have: 1 + 4 + 16 + … */
function firstCell(level: number): number {
  return (4 ** level - 1) / 3;
}
