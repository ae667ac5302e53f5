import { dot } from '../kernels/plainKernels.ts';

export interface DirectionWork {
  /** [rows × dims] */
  vectors: Float32Array;
  dims: number;
  /** [rows] How far each row lies along the direction, from the mean of all. */
  places: Float32Array;
  /** [dims] A direction of length 1 at right angles to it, where it is the first of those. */
  besides?: Float64Array | undefined;
}

/** A direction of a space, and where it begins. */
export interface RecoveredDirection {
  /** [dims] */
  unit: Float32Array;
  /** What is taken off a product with it, so that the mean of all rows lies at 0. */
  middle: number;
}

/**
 * The principal direction by which rows were laid out, of their places: as it is an eigenvector of XᵀX, and p = X u, it is
 * Xᵀ p / pᵀp; with the part along `besides` taken out where that was.
 */
export function recoverDirection({ vectors, dims, places, besides }: DirectionWork): RecoveredDirection {
  const mean = new Float64Array(dims);
  const sum = new Float64Array(dims);
  let [square, total] = [0, 0];
  places.forEach((place, row) => {
    square += place * place;
    total += place;
    for (let i = 0, at = row * dims; i < dims; i++, at++) {
      mean[i] += vectors[at] / places.length;
      sum[i] += vectors[at] * place;
    }
  });
  const unit = sum.map((value, i) => (square > 0 ? (value - total * mean[i]) / square : 0));
  if (besides) {
    const along = unit.reduce((product, value, i) => product + value * besides[i], 0);
    besides.forEach((value, i) => (unit[i] -= along * value));
  }
  const single = Float32Array.from(unit);
  return { unit: single, middle: dot(single, 0, Float32Array.from(mean), 0, dims) };
}
