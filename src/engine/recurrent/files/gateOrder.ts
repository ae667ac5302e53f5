/**
 * Puts blocks of rows into another order.
 *
 * @param matrix [blocks·size × columns], row-major
 * @param order which block of `matrix` comes first, second, …
 */
export function inOrder(matrix: Float32Array, order: readonly number[]): Float32Array {
  const length = matrix.length / order.length;
  const out = new Float32Array(matrix.length);
  order.forEach((block, i) => out.set(matrix.subarray(block * length, (block + 1) * length), i * length));
  return out;
}
