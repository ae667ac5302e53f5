import { LANES, PUSH, randomStates, type Descent, type DescentStart } from './descent.ts';

/** As in assembly/descent.ts. */
const LEAST_SQUARE = 1e-12;
const LONGEST = 4;

/** The descent as plain loops: what the WebAssembly one is compared with, and what computes where that cannot. */
export class PlainDescent implements Descent {
  readonly positions: Float32Array;
  private readonly others: Float32Array;
  private readonly start: DescentStart;
  private readonly due: Float32Array;
  private readonly states: Uint32Array;
  /** How far the points at random push, along x and y. */
  private readonly push = new Float64Array(2);

  constructor(start: DescentStart) {
    this.start = start;
    this.positions = start.places.slice();
    this.others = start.others ?? this.positions;
    this.due = start.edges.intervals.slice();
    this.states = randomStates(start.seed);
  }

  run(epoch: number, rate: number): void {
    const { heads, tails, intervals } = this.start.edges;
    const { due } = this;
    for (let edge = 0; edge < due.length; edge++) {
      if (due[edge] > epoch) continue;
      due[edge] += intervals[edge];
      this.move(heads[edge], tails[edge], rate);
    }
  }

  private move(head: number, tail: number, rate: number): void {
    const { positions, others, push } = this;
    const { a, b } = this.start;
    const [x, y] = [positions[2 * head], positions[2 * head + 1]];
    this.pushFromOthers(x, y);
    const [dx, dy] = [x - others[2 * tail], y - others[2 * tail + 1]];
    const square = Math.max(dx * dx + dy * dy, LEAST_SQUARE);
    const power = square ** b;
    const factor = (-2 * a * b * power) / (square * (1 + a * power));
    const [pullX, pullY] = [clip(factor * dx), clip(factor * dy)];
    if (others === positions) {
      others[2 * tail] -= rate * pullX;
      others[2 * tail + 1] -= rate * pullY;
    }
    positions[2 * head] = x + rate * (pullX + push[0]);
    positions[2 * head + 1] = y + rate * (pullY + push[1]);
  }

  private pushFromOthers(x: number, y: number): void {
    const { others, push } = this;
    const { a, b } = this.start;
    push.fill(0);
    for (let lane = 1; lane < LANES; lane++) {
      const other = this.randomBelow(others.length / 2, lane);
      const [dx, dy] = [x - others[2 * other], y - others[2 * other + 1]];
      const square = Math.max(dx * dx + dy * dy, LEAST_SQUARE);
      const power = square ** b;
      const factor = (2 * b * PUSH) / ((0.001 + square) * (1 + a * power));
      push[0] += clip(factor * dx);
      push[1] += clip(factor * dy);
    }
  }

  /** By Marsaglia's xorshift (2003). */
  private randomBelow(count: number, lane: number): number {
    let state = this.states[lane];
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.states[lane] = state;
    return Math.floor((this.states[lane] * count) / 2 ** 32);
  }
}

function clip(x: number): number {
  return Math.max(-LONGEST, Math.min(LONGEST, x));
}
