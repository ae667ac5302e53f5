import type { Metric } from '../../protocol/queries.ts';

/** What makes of query · row something that ranks rows as a metric does: score = product × factor + offset. */
export interface Terms {
  /** [rows] */
  factors: Float32Array;
  /** [rows] */
  offsets?: Float32Array | undefined;
}

/** @param inverseNorms [rows] 1 / ‖row‖, 0 for a row of zeros */
export function termsOf(inverseNorms: Float32Array, metric: Metric): Terms {
  if (metric === 'cosine') return { factors: inverseNorms };
  const factors = new Float32Array(inverseNorms.length).fill(1);
  if (metric === 'dot') return { factors };
  // −½ ‖query − row‖² but for what is the same for all rows.
  return { factors, offsets: inverseNorms.map((inverse) => (inverse > 0 ? -0.5 / (inverse * inverse) : 0)) };
}
