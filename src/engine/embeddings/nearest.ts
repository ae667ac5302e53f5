/** Exact nearest rows by cosine similarity: plain loops over one row-major matrix. */

/** 1 / ‖row‖ for every row, 0 for a row of zeros: [rows]. */
export function inverseNorms(vectors: Float32Array, dims: number): Float32Array {
  const rows = vectors.length / dims;
  const norms = new Float32Array(new SharedArrayBuffer(rows * 4));
  for (let row = 0, at = 0; row < rows; row++) {
    let sum = 0;
    for (const end = at + dims; at < end; at++) sum += vectors[at] * vectors[at];
    norms[row] = sum > 0 ? 1 / Math.sqrt(sum) : 0;
  }
  return norms;
}

/** vectors[a … a + length] · other[b … b + length] */
export function dot(
  vectors: Float32Array,
  a: number,
  other: Float32Array,
  b: number,
  length: number,
): number {
  // Four sums at once: the additions do not wait for each other.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += vectors[a + i] * other[b + i];
    s1 += vectors[a + i + 1] * other[b + i + 1];
    s2 += vectors[a + i + 2] * other[b + i + 2];
    s3 += vectors[a + i + 3] * other[b + i + 3];
  }
  for (; i < length; i++) s0 += vectors[a + i] * other[b + i];
  return s0 + s1 + (s2 + s3);
}

export interface Nearest {
  row: number;
  cosine: number;
}

/**
 * The `count` rows of highest cosine to a query, best first; among equals the lower row first.
 *
 * @param norms what {@link inverseNorms} gave for `vectors`
 * @param query [dims]
 * @param skip rows to leave out
 */
export function nearest(
  vectors: Float32Array,
  norms: Float32Array,
  query: Float32Array,
  count: number,
  skip: ReadonlySet<number>,
): Nearest[] {
  const dims = query.length;
  const length = Math.sqrt(dot(query, 0, query, 0, dims));
  const scale = length > 0 ? 1 / length : 0;
  const best: Nearest[] = [];
  let worst = -Infinity;
  for (let row = 0; row < norms.length; row++) {
    const cosine = dot(vectors, row * dims, query, 0, dims) * norms[row] * scale;
    if (cosine <= worst && best.length === count) continue;
    if (skip.has(row)) continue;
    insert(best, { row, cosine }, count);
    worst = best[best.length - 1]?.cosine ?? -Infinity;
  }
  return best;
}

function insert(best: Nearest[], item: Nearest, count: number): void {
  let at = best.length;
  while (at > 0 && best[at - 1].cosine < item.cosine) at--;
  best.splice(at, 0, item);
  if (best.length > count) best.pop();
}
