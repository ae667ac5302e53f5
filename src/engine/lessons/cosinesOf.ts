import { cosine } from '../embeddings/embeddingSet.ts';

/** The cosine of each vector with each, [rows × rows]. */
export function cosinesOf(rows: readonly Float32Array[]): Float32Array {
  return Float32Array.from(rows.flatMap((a) => rows.map((b) => cosine(a, b))));
}
