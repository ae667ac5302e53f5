/**
 * LZ4 frames, as Arrow packs its columns. No library decodes them in plain JavaScript and is kept up.
 * https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md, …/lz4_Block_format.md
 */

const MAGIC = 0x184d2204;
/** Flags of the frame's descriptor. */
const HAS_BLOCK_CHECKSUM = 0x10;
const HAS_CONTENT_SIZE = 0x08;
const HAS_DICTIONARY_ID = 0x01;
/** A block that is not packed. */
const IS_PLAIN = 0x80000000;
const LEAST_MATCH = 4;
/** The part of a token that says that its length goes on. */
const GOES_ON = 15;

/**
 * Unpacks a frame.
 *
 * @param most bytes that may come out
 * @throws RangeError where the frame is broken or unpacks to more
 */
export function unpackLz4(frame: Uint8Array, most: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  if (frame.length < 7 || view.getUint32(0, true) !== MAGIC) throw new RangeError('This is no LZ4 frame.');
  const flags = frame[4];
  let at = 7 + (flags & HAS_CONTENT_SIZE ? 8 : 0) + (flags & HAS_DICTIONARY_ID ? 4 : 0);
  const output = new Output(Math.min(most, frame.length * 4), most);
  for (;;) {
    const size = view.getUint32(at, true);
    at += 4;
    if (size === 0) return output.finish();
    const length = size & ~IS_PLAIN;
    if (at + length > frame.length) throw new RangeError('The LZ4 frame is cut off.');
    const block = frame.subarray(at, at + length);
    // Matches may reach back into the blocks before.
    if (size & IS_PLAIN) output.add(block, 0, length);
    else unpackBlock(block, output);
    at += length + (flags & HAS_BLOCK_CHECKSUM ? 4 : 0);
  }
}

function unpackBlock(block: Uint8Array, output: Output): void {
  let at = 0;
  /** A length that begins in a token: 255 and 255 and … and the rest. */
  const lengthFrom = (part: number) => {
    let length = part;
    if (part === GOES_ON) {
      let more: number;
      do {
        if (at >= block.length) throw new RangeError('An LZ4 block is cut off.');
        more = block[at++];
        length += more;
      } while (more === 255);
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++];
    const literals = lengthFrom(token >> 4);
    output.add(block, at, literals);
    at += literals;
    if (at >= block.length) return;
    const distance = block[at] | (block[at + 1] << 8);
    at += 2;
    output.repeat(distance, lengthFrom(token & GOES_ON) + LEAST_MATCH);
  }
}

/** Bytes that grow as they come. */
class Output {
  private bytes: Uint8Array;
  private length = 0;
  private readonly most: number;

  constructor(expected: number, most: number) {
    this.bytes = new Uint8Array(expected);
    this.most = most;
  }

  add(source: Uint8Array, start: number, length: number): void {
    if (start + length > source.length) throw new RangeError('An LZ4 block is cut off.');
    this.reserve(length);
    this.bytes.set(source.subarray(start, start + length), this.length);
    this.length += length;
  }

  /** Repeats what stands `distance` bytes before; it may reach into what it writes itself. */
  repeat(distance: number, length: number): void {
    if (distance === 0 || distance > this.length)
      throw new RangeError('An LZ4 block reaches before its beginning.');
    this.reserve(length);
    const { bytes } = this;
    for (let i = this.length, end = i + length; i < end; i++) bytes[i] = bytes[i - distance];
    this.length += length;
  }

  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private reserve(length: number): void {
    const wanted = this.length + length;
    if (wanted > this.most) throw new RangeError(`It unpacks to more than ${this.most} bytes.`);
    if (wanted <= this.bytes.length) return;
    const grown = new Uint8Array(Math.min(this.most, Math.max(wanted, this.bytes.length * 2)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
