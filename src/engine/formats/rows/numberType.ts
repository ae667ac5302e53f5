/** Numbers as files hold them, and the float32 that they become. */

/** Kinds of numbers in a matrix: 'f' as IEEE 754 has them, 'bf16' Google's brain float. */
export type NumberKind = 'f16' | 'bf16' | 'f32' | 'f64';

export interface NumberType {
  kind: NumberKind;
  /** The byte of most weight comes first. */
  isBigEndian?: boolean;
}

export const BYTES_OF: Record<NumberKind, number> = { f16: 2, bf16: 2, f32: 4, f64: 8 };

/** A shape as a sentence shows it: '400,000 × 50'. */
export function shapeText(shape: readonly number[]): string {
  return shape.map((length) => length.toLocaleString('en')).join(' × ');
}

/** Bytes that an array takes: exact, though a header may claim more than a double can count. */
export function bytesOfShape(shape: readonly number[], bytesAnItem: number): bigint {
  return shape.reduce((product, length) => product * BigInt(length), BigInt(bytesAnItem));
}

/**
 * Decodes numbers.
 *
 * @param bytes [count × bytes a number], which may be overwritten; must begin where memory of that type may
 * @param into gets them from `at` on
 */
export function decodeNumbers(
  bytes: Buffer,
  { kind, isBigEndian = false }: NumberType,
  into: Float32Array,
  at: number,
): void {
  if (isBigEndian) swap(bytes, BYTES_OF[kind]);
  const { buffer, byteOffset, byteLength } = bytes;
  const count = byteLength / BYTES_OF[kind];
  switch (kind) {
    case 'f32':
      return into.set(new Float32Array(buffer, byteOffset, count), at);
    case 'f64':
      return into.set(new Float64Array(buffer, byteOffset, count), at);
    case 'f16':
      return decodeHalves(new Uint16Array(buffer, byteOffset, count), into, at);
    case 'bf16':
      return decodeBrainFloats(new Uint16Array(buffer, byteOffset, count), into, at);
  }
}

function swap(bytes: Buffer, size: number): void {
  if (size === 2) bytes.swap16();
  else if (size === 4) bytes.swap32();
  else bytes.swap64();
}

/** The upper half of a float32. */
function decodeBrainFloats(halves: Uint16Array, into: Float32Array, at: number): void {
  const bits = new Uint32Array(into.buffer, into.byteOffset, into.length);
  for (let i = 0; i < halves.length; i++) bits[at + i] = halves[i] << 16;
}

let table: Float32Array | undefined;

function decodeHalves(halves: Uint16Array, into: Float32Array, at: number): void {
  table ??= Float32Array.from({ length: 1 << 16 }, (_, half) => halfToNumber(half));
  for (let i = 0; i < halves.length; i++) into[at + i] = table[halves[i]];
}

/** 1 bit sign, 5 bits exponent, 10 bits fraction. */
function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
