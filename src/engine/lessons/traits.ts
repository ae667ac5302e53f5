import type { Traits } from '../../protocol/lessons.ts';
import { cosinesOf } from './cosinesOf.ts';

/** The score that stands between both ends of a trait. */
const MIDDLE = 50;

/**
 * People as vectors of their traits.
 *
 * @param scores [people][traits], 0 … 100, of each person as many
 */
export function traits(scores: readonly (readonly number[])[]): Traits {
  const rows = scores.map((person) => Float32Array.from(person, rescaled));
  const width = rows[0]?.length ?? 0;
  const vectors = new Float32Array(rows.length * width);
  rows.forEach((row, i) => vectors.set(row, i * width));
  return { vectors, cosines: cosinesOf(rows) };
}

/** A score of 0 … 100 as a number of −1 … 1. */
function rescaled(score: number): number {
  return (score - MIDDLE) / MIDDLE;
}
