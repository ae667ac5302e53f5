import type { Random } from '../../src/engine/random.ts';

/** Numbers at which readers stumble. */
const AWKWARD = [
  0,
  1,
  127,
  128,
  255,
  256,
  32767,
  65535,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32 - 1,
  2 ** 53,
  2 ** 60,
  2 ** 63,
  -1,
];
const TEXTS = [
  'nan',
  '-inf',
  '1e400',
  '"',
  '\n',
  '\t',
  '{',
  '[',
  ']',
  ',',
  '\0',
  '..',
  '-',
  '9999999999',
  '\r\n',
  ' ',
];
const MOST_MUTATIONS = 6;
const LONGEST_PART = 64;

/** A copy of a file with a few things wrong in it. */
export function mutated(file: Buffer, others: readonly Buffer[], random: Random): Buffer {
  let bytes: Buffer = Buffer.from(file);
  const count = 1 + Math.floor(random() * MOST_MUTATIONS);
  for (let i = 0; i < count; i++) bytes = mutate(bytes, others, random);
  return bytes;
}

function mutate(bytes: Buffer, others: readonly Buffer[], random: Random): Buffer {
  const below = (limit: number) => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]) => list[below(list.length)];
  // The first bytes say most.
  const at = random() < 0.3 ? below(Math.min(bytes.length, 128)) : below(bytes.length);
  const end = Math.min(bytes.length, at + 1 + below(LONGEST_PART));
  const insert = (part: Uint8Array) => Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)]);
  switch (below(9)) {
    case 0:
      if (bytes.length > 0) bytes[at] ^= 1 << below(8);
      return bytes;
    case 1:
      if (bytes.length > 0) bytes[at] = below(256);
      return bytes;
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(end)]);
    case 4:
      return insert(bytes.subarray(at, end));
    case 5:
      return insert(Buffer.from(pick(TEXTS)));
    case 6: {
      const other = pick(others);
      const from = below(other.length);
      return insert(other.subarray(from, from + 1 + below(LONGEST_PART)));
    }
    case 7:
      return overwritten(bytes, at, pick(AWKWARD), pick([1, 2, 4, 8]));
    default:
      return digits(bytes, at, String(pick(AWKWARD)));
  }
}

function overwritten(bytes: Buffer, at: number, value: number, length: number): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  number.copy(bytes, at, 0, Math.min(length, bytes.length - at));
  return bytes;
}

/** Another number in the place of the next one that is written in digits. */
function digits(bytes: Buffer, from: number, number: string): Buffer {
  const isDigit = (byte: number) => byte >= 48 && byte <= 57;
  let at = from;
  while (at < bytes.length && !isDigit(bytes[at])) at++;
  let end = at;
  while (end < bytes.length && isDigit(bytes[end])) end++;
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(number), bytes.subarray(end)]);
}
