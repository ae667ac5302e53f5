import * as l10n from '@vscode/l10n';
import type { SetBuffers } from '../../embeddings/embeddingSet.ts';
import { textAt } from '../../embeddings/vocabulary.ts';

/** The share of a set up to which zeros are what is usual: a padding word, a few places that a table keeps free. */
const USUAL = 0.01;

/**
 * A set that says how many of its vectors [words × dims] are all zeros: they have no direction, so that neither their
 * neighbours nor their places on a map mean anything. It is a warning where they are many, else a remark.
 */
export function withZerosCounted(set: SetBuffers): SetBuffers {
  const { vectors, dims, words, notes, remarks = [] } = set;
  let count = 0;
  let first = 0;
  for (let at = vectors.length - dims; at >= 0; at -= dims) {
    if (!isZero(vectors, at, dims)) continue;
    count++;
    first = at / dims;
  }
  if (count === 0) return set;
  const note = l10n.t(
    'Vectors that are all zeros, whose cosine to every other is 0: {0} (first: ‘{1}’).',
    count.toLocaleString('en'),
    textAt(words, first),
  );
  const isUsual = count <= USUAL * (vectors.length / dims);
  return isUsual ? { ...set, remarks: [...remarks, note] } : { ...set, notes: [...notes, note] };
}

/** Most vectors are told by their first number. */
function isZero(vectors: Float32Array, from: number, dims: number): boolean {
  for (let i = from; i < from + dims; i++) if (vectors[i] !== 0) return false;
  return true;
}
