import { sharedFloat32 } from '../shared.ts';

/** What the sums of squares begin with: the first steps are not too large. */
const FIRST_SUM = 0.1;

/** A table [rows × width] that goes down its gradients, each number by a rate of its own (Duchi et al. 2011). */
export class AdaGrad {
  readonly values: Float32Array;
  private readonly width: number;
  private readonly sums: Float32Array;

  /** @param values [rows × width], changed in their place; shared */
  constructor(values: Float32Array, width: number) {
    this.values = values;
    this.width = width;
    this.sums = sharedFloat32(values.length).fill(FIRST_SUM);
  }

  /** What it has learned, in shared memory: the numbers, and what their rates fall by. */
  get state(): [values: Float32Array, sums: Float32Array] {
    return [this.values, this.sums];
  }

  /** Rows one behind another; zeros for a row −1. */
  gather(rows: Int32Array): Float32Array {
    const { values, width } = this;
    const out = new Float32Array(rows.length * width);
    rows.forEach((row, i) => {
      if (row >= 0) out.set(values.subarray(row * width, (row + 1) * width), i * width);
    });
    return out;
  }

  /** A step for gathered rows; one that was gathered often takes as many. */
  descend(rows: Int32Array, gradients: Float32Array, rate: number): void {
    const { width } = this;
    rows.forEach((row, i) => {
      if (row >= 0) this.change(row * width, gradients, i * width, width, rate);
    });
  }

  descendAll(gradients: Float32Array, rate: number): void {
    this.change(0, gradients, 0, gradients.length, rate);
  }

  private change(at: number, gradients: Float32Array, from: number, length: number, rate: number): void {
    const { values, sums } = this;
    for (let i = 0; i < length; i++) {
      const gradient = gradients[from + i];
      sums[at + i] += gradient * gradient;
      values[at + i] -= (rate * gradient) / Math.sqrt(sums[at + i]);
    }
  }
}
