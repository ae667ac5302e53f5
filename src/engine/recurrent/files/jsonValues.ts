import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { WeightTensor } from './tensors.ts';

export type JsonObject = Record<string, unknown>;

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Arrays inside each other as tensors, by their names; what is no array is left out.
 *
 * @throws UserFault where the arrays of one are not of one shape, or hold something else than numbers
 */
export function tensorsIn(file: string, values: JsonObject): WeightTensor[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (!Array.isArray(value)) return [];
    const shape = shapeOf(value);
    return [{ name, shape, read: () => flattened(file, name, value, shape) }];
  });
}

/** By the first entries. */
function shapeOf(value: unknown): number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

function flattened(file: string, name: string, value: unknown, shape: number[]): Float32Array {
  const numbers: number[] = [];
  const take = (each: unknown, axis: number): boolean => {
    if (axis === shape.length) return typeof each === 'number' && numbers.push(each) > 0;
    return Array.isArray(each) && each.length === shape[axis] && each.every((inner) => take(inner, axis + 1));
  };
  if (!take(value, 0))
    throw new UserFault(l10n.t('{0}: the tensor {1} is no array of numbers of one shape.', file, name));
  return Float32Array.from(numbers);
}
