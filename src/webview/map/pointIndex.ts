import { boundsOf, type Bounds } from './camera.ts';
import { isInside, type Place } from './polygon.ts';

/** Points a cell, on average: few enough to look through, many enough that the cells take little memory. */
const POINTS_A_CELL = 4;

/** A grid over positions, which finds the point nearest to a place, and the points of a view. */
export class PointIndex {
  private readonly positions: Float32Array;
  private readonly left: number;
  private readonly bottom: number;
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  /** Where in `items` each cell begins. */
  private readonly starts: Int32Array;
  private readonly items: Int32Array;

  /** @param positions [n × 2]; places that are no numbers are never found */
  constructor(positions: Float32Array, bounds: Bounds) {
    this.positions = positions;
    this.left = bounds.left;
    this.bottom = bounds.bottom;
    const wide = Math.max(bounds.right - bounds.left, 1e-9);
    const high = Math.max(bounds.top - bounds.bottom, 1e-9);
    const cells = Math.max(1, positions.length / 2 / POINTS_A_CELL);
    this.cell = Math.max(Math.sqrt((wide * high) / cells), Math.max(wide, high) / 4096);
    this.columns = Math.floor(wide / this.cell) + 1;
    this.rows = Math.floor(high / this.cell) + 1;
    this.starts = new Int32Array(this.columns * this.rows + 1);
    this.items = new Int32Array(positions.length / 2);
    this.fill();
  }

  /** The point nearest to (x, y) within `radius`, of those that may be found; or −1. */
  nearest(x: number, y: number, radius: number, mayFind: (point: number) => boolean = () => true): number {
    const { positions, starts, items, columns } = this;
    let best = -1;
    let bestSquare = radius * radius;
    const [fromColumn, toColumn] = [this.column(x - radius), this.column(x + radius)];
    const [fromRow, toRow] = [this.row(y - radius), this.row(y + radius)];
    for (let row = fromRow; row <= toRow; row++) {
      for (let i = starts[row * columns + fromColumn]; i < starts[row * columns + toColumn + 1]; i++) {
        const point = items[i];
        const square = (positions[2 * point] - x) ** 2 + (positions[2 * point + 1] - y) ** 2;
        if (square > bestSquare || (square === bestSquare && best >= 0) || !mayFind(point)) continue;
        bestSquare = square;
        best = point;
      }
    }
    return best;
  }

  /** The points of all cells that a box touches, in order; undefined where they are more than `most`. */
  rowsIn({ left, right, bottom, top }: Bounds, most: number): Int32Array | undefined {
    const runs: [number, number][] = [];
    let count = 0;
    for (let row = this.row(bottom); row <= this.row(top); row++) {
      const from = this.starts[row * this.columns + this.column(left)];
      const to = this.starts[row * this.columns + this.column(right) + 1];
      runs.push([from, to]);
      count += to - from;
      if (count > most) return undefined;
    }
    const found = new Int32Array(count);
    let at = 0;
    for (const [from, to] of runs) {
      found.set(this.items.subarray(from, to), at);
      at += to - from;
    }
    return found.sort();
  }

  /** The points inside a polygon, in order. */
  inside(corners: readonly Place[]): Int32Array {
    const box = boundsOf(Float32Array.from(corners.flatMap(({ x, y }) => [x, y])));
    const { positions } = this;
    const near = corners.length > 2 ? this.rowsIn(box, Infinity) : undefined;
    return (near ?? new Int32Array(0)).filter((point) =>
      isInside(corners, positions[2 * point], positions[2 * point + 1]),
    );
  }

  /** Counting sort of the points by their cells. */
  private fill(): void {
    const { positions, starts, items } = this;
    const cells = new Int32Array(items.length);
    for (let point = 0; point < items.length; point++) {
      const x = positions[2 * point];
      const y = positions[2 * point + 1];
      cells[point] = Number.isFinite(x + y) ? this.row(y) * this.columns + this.column(x) : -1;
      if (cells[point] >= 0) starts[cells[point] + 1]++;
    }
    for (let cell = 1; cell < starts.length; cell++) starts[cell] += starts[cell - 1];
    const next = starts.slice();
    for (let point = 0; point < items.length; point++)
      if (cells[point] >= 0) items[next[cells[point]]++] = point;
  }

  private column(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.left) / this.cell)));
  }

  private row(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.bottom) / this.cell)));
  }
}
