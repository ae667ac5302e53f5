/** A field's number, and what it holds: a varint, or the bytes of anything else (8, 4, or as many as it says). */
export type Field = [number: number, value: bigint | Buffer];

/** What is no message: where, in bytes from the begin of the memory that it is a part of. */
export class BrokenMessage extends Error {
  readonly at: number;

  constructor(at: number) {
    super(`No message of Protocol Buffers at byte ${at}.`);
    this.at = at;
  }
}

/** A varint of 64 bits has at most so many bytes. */
const LONGEST_VARINT = 10;

/**
 * The fields of a message in the wire format of Protocol Buffers: https://protobuf.dev/programming-guides/encoding/
 * Bytes are views of the message.
 *
 * @throws BrokenMessage where it is none
 */
export function* fieldsOf(message: Buffer): Generator<Field> {
  for (let at = 0; at < message.length;) {
    const tag = varintAt(message, at);
    const [number, wireType] = [Number(tag.value >> 3n), Number(tag.value & 7n)];
    if (wireType === 0) {
      const varint = varintAt(message, tag.end);
      yield [number, varint.value];
      at = varint.end;
      continue;
    }
    const { start, end } = bytesAt(message, tag.end, wireType);
    yield [number, message.subarray(start, end)];
    at = end;
  }
}

/** Numbers that are packed into one field. */
export function* varintsOf(packed: Buffer): Generator<bigint> {
  for (let at = 0; at < packed.length;) {
    const { value, end } = varintAt(packed, at);
    yield value;
    at = end;
  }
}

function varintAt(bytes: Buffer, start: number): { value: bigint; end: number } {
  let value = 0n;
  for (let i = 0; i < LONGEST_VARINT && start + i < bytes.length; i++) {
    const byte = bytes[start + i];
    value |= BigInt(byte & 127) << BigInt(7 * i);
    if (byte < 128) return { value: BigInt.asUintN(64, value), end: start + i + 1 };
  }
  throw new BrokenMessage(bytes.byteOffset + start);
}

/** Wire types 1, 2 and 5; groups, 3 and 4, are long given up. */
function bytesAt(bytes: Buffer, at: number, wireType: number): { start: number; end: number } {
  const isCounted = wireType === 2;
  const { value, end: start } = isCounted ? varintAt(bytes, at) : { value: 0n, end: at };
  const length = isCounted ? Number(value) : wireType === 1 ? 8 : wireType === 5 ? 4 : NaN;
  // NaN is no smaller than anything.
  if (!(start + length <= bytes.length)) throw new BrokenMessage(bytes.byteOffset + at);
  return { start, end: start + length };
}
