import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';

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

/**
 * The numbers of a tensor, of which each is one.
 *
 * @throws UserFault with the place, counted from 0, of the first that is NaN or infinite
 */
export function finite(
  file: string,
  { name, shape }: Pick<WeightTensor, 'name' | 'shape'>,
  values: Float32Array,
): Float32Array {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return values;
  let rest = at;
  const place = shape.toReversed().map((length) => {
    const index = rest % length;
    rest = Math.floor(rest / length);
    return index;
  });
  throw new UserFault(
    l10n.t(
      '{0}: the tensor {1} has {2} at [{3}]; expected finite numbers.',
      file,
      name,
      String(values[at]),
      place.toReversed().join(', '),
    ),
  );
}

/** @param type of its numbers, as its format calls it */
export function notFloats(file: string, tensor: string, type: string): UserFault {
  return new UserFault(
    l10n.t(
      '{0}: the tensor {1} holds numbers of a {2}; expected float16, bfloat16, float32 or float64.',
      file,
      tensor,
      type,
    ),
  );
}

export function shapeText(shape: number[]): string {
  return `[${shape.join(' × ')}]`;
}
