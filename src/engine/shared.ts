/** Typed arrays on memory that threads share. */

export const sharedBytes = (length: number) => new Uint8Array(new SharedArrayBuffer(length));
export const sharedUint16 = (length: number) => new Uint16Array(new SharedArrayBuffer(length * 2));
export const sharedInt32 = (length: number) => new Int32Array(new SharedArrayBuffer(length * 4));
export const sharedUint32 = (length: number) => new Uint32Array(new SharedArrayBuffer(length * 4));
export const sharedFloat32 = (length: number) => new Float32Array(new SharedArrayBuffer(length * 4));
export const sharedFloat64 = (length: number) => new Float64Array(new SharedArrayBuffer(length * 8));

/** How far memory may grow in its place, in times its first length: address space is set aside, and no more. */
const ROOM = 16;

/** Arrays that {@link grown} makes longer. */
export const growableBytes = (length: number) => new Uint8Array(growable(length), 0, length);
export const growableUint32 = (length: number) => new Uint32Array(growable(length * 4), 0, length);

/** The same array, longer: in its place where there is room, else by a copy. */
export function grown<T extends Uint8Array | Uint32Array>(array: T, length: number): T {
  const bytes = length * array.BYTES_PER_ELEMENT;
  const Type = array.constructor as new (buffer: SharedArrayBuffer, offset: number, length: number) => T;
  const buffer = array.buffer as SharedArrayBuffer;
  if (bytes <= buffer.maxByteLength) {
    buffer.grow(bytes);
    return new Type(buffer, 0, length);
  }
  const copy = new Type(growable(bytes), 0, length);
  copy.set(array);
  return copy;
}

function growable(bytes: number): SharedArrayBuffer {
  return new SharedArrayBuffer(bytes, { maxByteLength: bytes * ROOM });
}
