import { boundsOf } from './bounds.ts';

/** Where a node has no child. */
const NONE = 0;
/** Deeper than this points lie so close that they count as one. */
const DEEPEST = 40;
/** A cell counts as one point from where its width over its distance is less than this, squared. */
const SMALL = 0.5 ** 2;
const CHILDREN = 4;

/** What is known of a node, in numbers that lie together: the mean of its points, its squared width, how many they are. */
const X = 0;
const Y = 1;
/** 0 where the node is not divided. */
const WIDTH = 2;
const COUNT = 3;
const NUMBERS = 4;

/** The cells of a plane with points: each is divided into four as long as it holds more than one (Barnes and Hut 1986). */
export class QuadTree {
  private readonly positions: Float32Array;
  /** [nodes × 4] */
  private children: Int32Array;
  /** [nodes × 4] */
  private data: Float64Array;
  private nodes = 1;
  private readonly root: { x: number; y: number; half: number };
  private readonly stack = new Int32Array(DEEPEST * CHILDREN);

  constructor(positions: Float32Array) {
    this.positions = positions;
    const room = positions.length + 64;
    this.children = new Int32Array(room * CHILDREN);
    this.data = new Float64Array(room * NUMBERS);
    this.root = around(positions);
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
    const { children, data, stack, positions } = this;
    const x = positions[i];
    const y = positions[i + 1];
    let forceX = 0;
    let forceY = 0;
    let sum = 0;
    let length = 1;
    stack[0] = 0;
    while (length > 0) {
      const node = stack[--length] * NUMBERS;
      const dx = x - data[node + X];
      const dy = y - data[node + Y];
      const square = dx * dx + dy * dy;
      if (data[node + WIDTH] <= SMALL * square) {
        const near = 1 / (1 + square);
        const weight = data[node + COUNT] * near;
        sum += weight;
        forceX += weight * near * dx;
        forceY += weight * near * dy;
        continue;
      }
      // As many children as numbers.
      for (let child = node; child < node + CHILDREN; child++)
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
      const at = node * NUMBERS;
      const count = this.data[at + COUNT];
      const oldX = this.data[at + X];
      const oldY = this.data[at + Y];
      this.data[at + COUNT] = count + 1;
      this.data[at + X] = oldX + (x - oldX) / (count + 1);
      this.data[at + Y] = oldY + (y - oldY) / (count + 1);
      if (count === 0 || depth === DEEPEST) return;
      if (this.data[at + WIDTH] === 0) {
        if (oldX === x && oldY === y) return;
        this.data[at + WIDTH] = 4 * half * half;
        // Those that were here go one cell further down.
        const old = this.child(node, quadrant(oldX, oldY, middleX, middleY)) * NUMBERS;
        this.data[old + X] = oldX;
        this.data[old + Y] = oldY;
        this.data[old + COUNT] = count;
      }
      const place = quadrant(x, y, middleX, middleY);
      node = this.child(node, place);
      half /= 2;
      middleX += place & 1 ? half : -half;
      middleY += place & 2 ? half : -half;
    }
  }

  /** The child of a node, made where it is missing. */
  private child(node: number, place: number): number {
    const at = node * CHILDREN + place;
    if (this.children[at] === NONE) {
      if (this.nodes * CHILDREN === this.children.length) this.grow();
      this.children[at] = this.nodes++;
    }
    return this.children[at];
  }

  private grow(): void {
    const { children, data } = this;
    this.children = new Int32Array(children.length * 2);
    this.children.set(children);
    this.data = new Float64Array(data.length * 2);
    this.data.set(data);
  }
}

function quadrant(x: number, y: number, middleX: number, middleY: number): number {
  return (x >= middleX ? 1 : 0) + (y >= middleY ? 2 : 0);
}

/** The square that holds all points. */
function around(positions: Float32Array): { x: number; y: number; half: number } {
  const { left, right, top, bottom } = boundsOf(positions);
  const half = Math.max(right - left, bottom - top) / 2;
  return { x: (left + right) / 2, y: (top + bottom) / 2, half: half > 0 ? half * 1.0001 : 1 };
}
