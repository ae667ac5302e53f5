/** Where a node has no child. */
const NONE = 0;
/** Deeper than this points lie so close that they count as one. */
const DEEPEST = 40;
/** A cell counts as one point from where it looks smaller than this (its width over its distance), squared. */
const SMALL = 0.5 ** 2;
const CHILDREN = 4;

/** The cells of a plane with points: each is divided into four as long as it holds more than one (Barnes and Hut 1986). */
export class QuadTree {
  private readonly positions: Float32Array;
  /** [nodes × 4] */
  private children: Int32Array;
  /** [nodes] Points in a cell. */
  private counts: Int32Array;
  /** [nodes × 2] The mean of those points. */
  private centres: Float64Array;
  /** [nodes] Squared width of a cell. */
  private widths: Float64Array;
  private nodes = 1;
  private readonly root: { x: number; y: number; half: number };
  private readonly stack = new Int32Array(DEEPEST * CHILDREN);

  constructor(positions: Float32Array) {
    this.positions = positions;
    const room = positions.length + 64;
    this.children = new Int32Array(room * CHILDREN);
    this.counts = new Int32Array(room);
    this.centres = new Float64Array(room * 2);
    this.widths = new Float64Array(room);
    this.root = around(positions);
    this.widths[0] = (2 * this.root.half) ** 2;
    for (let i = 0; i < positions.length; i += 2) this.insert(positions[i], positions[i + 1]);
  }

  /**
   * Student's t repulsion between all points.
   *
   * @returns forces [n × 2]: for each point Σ (1 + d²)⁻² (its place − the other's); sum: Σ (1 + d²)⁻¹ over all pairs
   */
  repulsion(): { forces: Float64Array; sum: number } {
    const { positions } = this;
    const forces = new Float64Array(positions.length);
    let sum = 0;
    for (let i = 0; i < positions.length; i += 2) sum += this.repel(i, forces);
    return { forces, sum: Math.max(sum, Number.MIN_VALUE) };
  }

  private repel(i: number, forces: Float64Array): number {
    const { children, counts, centres, widths, stack } = this;
    const [x, y] = [this.positions[i], this.positions[i + 1]];
    let [forceX, forceY, sum, length] = [0, 0, 0, 1];
    stack[0] = 0;
    while (length > 0) {
      const node = stack[--length];
      const dx = x - centres[2 * node];
      const dy = y - centres[2 * node + 1];
      const square = dx * dx + dy * dy;
      const first = node * CHILDREN;
      const isLeaf =
        (children[first] | children[first + 1] | children[first + 2] | children[first + 3]) === NONE;
      if (isLeaf || widths[node] < SMALL * square) {
        const near = 1 / (1 + square);
        const weight = counts[node] * near;
        sum += weight;
        forceX += weight * near * dx;
        forceY += weight * near * dy;
        continue;
      }
      for (let child = first; child < first + CHILDREN; child++)
        if (children[child] !== NONE) stack[length++] = children[child];
    }
    forces[i] = forceX;
    forces[i + 1] = forceY;
    // The point itself was among those it met, at no distance.
    return sum - 1;
  }

  private insert(x: number, y: number): void {
    let node = 0;
    let { x: middleX, y: middleY, half } = this.root;
    for (let depth = 0; ; depth++) {
      const count = this.counts[node];
      const [oldX, oldY] = [this.centres[2 * node], this.centres[2 * node + 1]];
      this.counts[node] = count + 1;
      this.centres[2 * node] = oldX + (x - oldX) / (count + 1);
      this.centres[2 * node + 1] = oldY + (y - oldY) / (count + 1);
      if (count === 0 || depth === DEEPEST) return;
      const first = node * CHILDREN;
      const isLeaf = this.children.subarray(first, first + CHILDREN).every((child) => child === NONE);
      if (isLeaf) {
        if (oldX === x && oldY === y) return;
        // Those that were here go one cell further down.
        const old = this.child(node, quadrant(oldX, oldY, middleX, middleY), half);
        this.counts[old] = count;
        this.centres.set([oldX, oldY], 2 * old);
      }
      const place = quadrant(x, y, middleX, middleY);
      node = this.child(node, place, half);
      half /= 2;
      middleX += place & 1 ? half : -half;
      middleY += place & 2 ? half : -half;
    }
  }

  /** The child of a node, made where it is missing. `half` is the node's. */
  private child(node: number, place: number, half: number): number {
    const at = node * CHILDREN + place;
    if (this.children[at] === NONE) {
      if (this.nodes === this.counts.length) this.grow();
      this.widths[this.nodes] = half * half;
      this.children[at] = this.nodes++;
    }
    return this.children[at];
  }

  private grow(): void {
    const grown = <T extends Int32Array | Float64Array>(array: T): T => {
      const longer = new (array.constructor as new (length: number) => T)(array.length * 2);
      longer.set(array);
      return longer;
    };
    this.children = grown(this.children);
    this.counts = grown(this.counts);
    this.centres = grown(this.centres);
    this.widths = grown(this.widths);
  }
}

function quadrant(x: number, y: number, middleX: number, middleY: number): number {
  return (x >= middleX ? 1 : 0) + (y >= middleY ? 2 : 0);
}

/** The square that holds all points. */
function around(positions: Float32Array): { x: number; y: number; half: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < positions.length; i += 2) {
    left = Math.min(left, positions[i]);
    right = Math.max(right, positions[i]);
    top = Math.min(top, positions[i + 1]);
    bottom = Math.max(bottom, positions[i + 1]);
  }
  const half = Math.max(right - left, bottom - top) / 2;
  return { x: (left + right) / 2, y: (top + bottom) / 2, half: half > 0 ? half * 1.0001 : 1 };
}
