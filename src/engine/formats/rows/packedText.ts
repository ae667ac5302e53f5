import type { PackedWords } from '../../../protocol/engine.ts';
import { growableBytes, growableUint32, grown } from '../../shared.ts';

/** Texts in one block of shared memory, which grows with what is added. */
export class PackedTextBuilder {
  count = 0;
  private bytes = Buffer.from(growableBytes(1 << 10).buffer);
  private offsets = growableUint32(1 << 8);

  /** Bytes of all texts. */
  get length(): number {
    return this.offsets[this.count];
  }

  add(text: string): void {
    const end = this.extend(Buffer.byteLength(text));
    this.bytes.write(text, this.length);
    this.offsets[++this.count] = end;
  }

  /** Adds the UTF-8 text source[start … end]. */
  addBytes(source: Uint8Array, start: number, end: number): void {
    const after = this.extend(end - start);
    this.bytes.set(source.subarray(start, end), this.length);
    this.offsets[++this.count] = after;
  }

  at(index: number): string {
    return this.bytes.toString('utf8', this.offsets[index], this.offsets[index + 1]);
  }

  /** Text i as bytes[offsets[i] … offsets[i + 1]], until the next one is added. */
  get block(): { bytes: Buffer; offsets: Uint32Array } {
    return { bytes: this.bytes, offsets: this.offsets };
  }

  /** A copy without the first ones. */
  from(first: number): PackedTextBuilder {
    const copy = new PackedTextBuilder();
    for (let i = first; i < this.count; i++) copy.addBytes(this.bytes, this.offsets[i], this.offsets[i + 1]);
    return copy;
  }

  finish(): PackedWords {
    const bytes = new Uint8Array(this.bytes.buffer, 0, this.length);
    return { bytes, offsets: this.offsets.subarray(0, this.count + 1) };
  }

  /** Makes room for a text of so many bytes; returns where it will end. */
  private extend(length: number): number {
    const end = this.length + length;
    if (end > this.bytes.length) {
      const longer = grown(new Uint8Array(this.bytes.buffer), Math.max(end, this.bytes.length * 2));
      this.bytes = Buffer.from(longer.buffer, 0, longer.length);
    }
    if (this.count + 2 > this.offsets.length) this.offsets = grown(this.offsets, this.offsets.length * 2);
    return end;
  }
}
