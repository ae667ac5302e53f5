/** A tensor in a file of weights, of which nothing but its name and shape is read until it is wanted. */
export interface WeightTensor {
  name: string;
  shape: number[];
  /**
   * Its numbers, row-major.
   *
   * @throws UserFault where it holds something else than floating-point numbers, or more than its file
   */
  read(): Float32Array;
}

export function shapeText(shape: number[]): string {
  return `[${shape.join(' × ')}]`;
}
