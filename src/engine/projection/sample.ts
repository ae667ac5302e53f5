import { seededRandom } from '../random.ts';
import type { NeighbourGraph } from '../search/neighbourGraph.ts';

/**
 * A sample of points that keeps rare regions: the further a point's last neighbour, the likelier it is chosen (weighted sampling
 * without replacement by Efraimidis and Spirakis 2006).
 *
 * @returns `size` points in ascending order
 */
export function sparseSample({ count, distances }: NeighbourGraph, size: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const points = distances.length / count;
  const keys = new Float64Array(points);
  for (let point = 0; point < points; point++) {
    // Points that lie together in one place have a chance, too.
    const weight = Math.max(distances[(point + 1) * count - 1], Number.MIN_VALUE);
    keys[point] = Math.log(weight) - Math.log(-Math.log(random() || Number.MIN_VALUE));
  }
  const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[b] - keys[a] || a - b);
  return Int32Array.from(order.subarray(0, size)).sort();
}
