import * as l10n from '@vscode/l10n';
import type { CosineSteps } from '../../protocol/lessons.ts';
import { cosine } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { dot } from '../kernels/plainKernels.ts';

/**
 * The cosine of two vectors as one computes it by hand; the result is the engine's own.
 *
 * @throws UserFault where they are of different lengths
 */
export function cosineSteps(a: Float32Array, b: Float32Array): CosineSteps {
  if (a.length !== b.length)
    throw new UserFault(l10n.t('A vector of {0} numbers has no cosine with one of {1}.', a.length, b.length));
  const squares: [number, number] = [dot(a, 0, a, 0, a.length), dot(b, 0, b, 0, b.length)];
  return {
    products: Array.from(a, (value, i) => value * b[i]),
    dot: dot(a, 0, b, 0, a.length),
    squares,
    norms: [Math.sqrt(squares[0]), Math.sqrt(squares[1])],
    cosine: cosine(a, b),
  };
}
