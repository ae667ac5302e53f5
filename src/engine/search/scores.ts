import type { Metric } from '../../protocol/queries.ts';
import type { Kernels } from '../kernels/kernels.ts';

/** What every row is compared with, and how; the higher the score, the nearer the row. */
export type Scorer =
  /**
   * 'cosine': cosine similarity, 'dot': dot product, 'euclidean': the distance with its sign turned.
   */
  | { kind: 'single'; metric: Metric; query: Float32Array }
  /**
   * 3CosMul (Levy and Goldberg 2014): the product of the cosines to the positive vectors over that to the negative ones,
   * all moved to 0 … 1.
   */
  | { kind: 'product'; positive: Float32Array[]; negative: Float32Array[] };

/** As gensim has it, so that nothing is divided by zero. */
const EPSILON = 0.000001;

/**
 * The scores of the rows from … to, [to − from].
 *
 * @param inverseNorms [rows]
 */
export function scoreRows(
  kernels: Kernels,
  inverseNorms: Float32Array,
  scorer: Scorer,
  from: number,
  to: number,
): Float32Array {
  if (scorer.kind === 'product') return productScores(kernels, inverseNorms, scorer, from, to);
  const { metric, query } = scorer;
  const scores = kernels.products(query, from, to);
  if (metric === 'cosine') toCosines(scores, inverseNorms, from, lengthOf(query));
  if (metric === 'euclidean') toDistances(scores, inverseNorms, from, lengthOf(query));
  return scores;
}

/** ‖vector‖ */
export function lengthOf(vector: Float32Array): number {
  let sum = 0;
  for (const value of vector) sum += value * value;
  return Math.sqrt(sum);
}

function toCosines(products: Float32Array, inverseNorms: Float32Array, from: number, length: number): void {
  const scale = length > 0 ? 1 / length : 0;
  for (let i = 0; i < products.length; i++) products[i] *= inverseNorms[from + i] * scale;
}

/** −‖row − query‖, by ‖row‖² + ‖query‖² − 2 row · query: near to zero it is not exact. */
function toDistances(products: Float32Array, inverseNorms: Float32Array, from: number, length: number): void {
  for (let i = 0; i < products.length; i++) {
    const inverse = inverseNorms[from + i];
    const square = inverse > 0 ? 1 / (inverse * inverse) : 0;
    products[i] = -Math.sqrt(Math.max(0, square + length * length - 2 * products[i]));
  }
}

function productScores(
  kernels: Kernels,
  inverseNorms: Float32Array,
  { positive, negative }: Extract<Scorer, { kind: 'product' }>,
  from: number,
  to: number,
): Float32Array {
  const above = new Float32Array(to - from).fill(1);
  const below = new Float32Array(to - from).fill(1);
  for (const [queries, product] of [
    [positive, above],
    [negative, below],
  ] as const) {
    for (const query of queries) {
      const cosines = kernels.products(query, from, to);
      toCosines(cosines, inverseNorms, from, lengthOf(query));
      for (let i = 0; i < product.length; i++) product[i] *= (1 + cosines[i]) / 2;
    }
  }
  for (let i = 0; i < above.length; i++) above[i] /= below[i] + EPSILON;
  return above;
}
