import { PickleBytes, PickleObject, type PickleValue } from './values.ts';

/** A NumPy array as a pickle holds it. */
export interface PickledArray {
  /** NumPy's name of the type, such as '<f4'. */
  descr: string;
  shape: number[];
  isFortranOrder: boolean;
  data: PickleBytes;
}

const RECONSTRUCT = /^numpy\.(?:_?core)\.multiarray _reconstruct$/;
const FROM_BUFFER = /^numpy\.(?:_?core)\.numeric _frombuffer$/;

/** The array that a value is; undefined where it is something else. */
export function arrayOf(value: PickleValue | undefined): PickledArray | undefined {
  if (!(value instanceof PickleObject)) return undefined;
  if (RECONSTRUCT.test(value.name) && Array.isArray(value.state)) {
    // (version, shape, dtype, is Fortran order, bytes)
    const [, shape, dtype, isFortranOrder, data] = value.state;
    return arrayFrom(shape, dtype, isFortranOrder === true, data);
  }
  if (FROM_BUFFER.test(value.name)) {
    const [data, dtype, shape, order] = value.args;
    return arrayFrom(shape, dtype, order === 'F', data);
  }
  return undefined;
}

function arrayFrom(
  shape: PickleValue,
  dtype: PickleValue,
  isFortranOrder: boolean,
  data: PickleValue,
): PickledArray | undefined {
  const descr = descrOf(dtype);
  const isShape =
    Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && Number(length) >= 0);
  if (descr === undefined || !isShape || !(data instanceof PickleBytes)) return undefined;
  return { descr, shape: shape as number[], isFortranOrder, data };
}

/** dtype('f4', False, True) with the state (3, '<', …) */
function descrOf(value: PickleValue): string | undefined {
  if (!(value instanceof PickleObject) || value.name !== 'numpy dtype') return undefined;
  const [name] = value.args;
  const order = Array.isArray(value.state) ? value.state[1] : '<';
  return typeof name === 'string' && typeof order === 'string' ? order + name : undefined;
}
