import { isUtf8 } from 'node:buffer';

/** Looks at the first bytes of a file, by which its format is found. */

/** Bytes that a format may look at: enough for one line of a text file of any usual width. */
export const HEAD_BYTES = 1 << 20;
/** Bytes that tell a text from a binary file. */
const TEXT_SAMPLE = 1 << 16;
const NEWLINE = 10;
const SPACE = 32;
/** Digits, signs, points and spaces stand at or below it. */
const NINE = 57;
/** Tab, line feed, carriage return. */
const TEXT_CONTROLS = [9, NEWLINE, 13];

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** The first bytes of a file, behind a byte-order mark. */
export interface Head {
  bytes: Buffer;
  /** Where in the file they begin: 3 behind a byte-order mark, else 0. */
  start: number;
  /** Whether that is the file to its end. */
  whole: boolean;
}

/** @param size of the whole file */
export function headOf(bytes: Buffer, size: number): Head {
  const head = { bytes, start: 0, whole: bytes.length === size };
  return startsWith(bytes, BYTE_ORDER_MARK) ? behind(head, BYTE_ORDER_MARK.length) : head;
}

export function startsWith(bytes: Uint8Array, magic: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, magic.length), magic) === 0;
}

/** Whether bytes[start …] may be lines of numbers in some encoding: a text, and UTF-8 or of digits for the most part. */
export function isTextOfNumbers(bytes: Buffer, start: number): boolean {
  const sample = bytes.subarray(start, start + TEXT_SAMPLE);
  if (!isText(sample, 0)) return false;
  const numeric = sample.reduce((count, byte) => count + (byte <= NINE ? 1 : 0), 0);
  return numeric * 2 >= sample.length || isUtf8(sample);
}

/** No text holds control characters other than tab and line ends: a sample of bytes[start … end] decides. */
export function isText(bytes: Uint8Array, start: number, end = bytes.length): boolean {
  const border = Math.min(end, start + TEXT_SAMPLE);
  for (let i = start; i < border; i++)
    if (bytes[i] < SPACE && !TEXT_CONTROLS.includes(bytes[i])) return false;
  return true;
}

/** The first lines that hold something and are there in full, trimmed; bytes outside ASCII show as Latin-1. */
export function firstLines({ bytes, whole }: Head, most: number): string[] {
  const lines: string[] = [];
  for (let start = 0; start < bytes.length && lines.length < most;) {
    const newline = bytes.indexOf(NEWLINE, start);
    if (newline < 0 && !whole) break;
    const end = newline < 0 ? bytes.length : newline;
    const line = bytes.toString('latin1', start, end).replace(/^[ \t\r]+|[ \t\r]+$/g, '');
    if (line.length > 0) lines.push(line);
    start = end + 1;
  }
  return lines;
}

/** The fields of a line, parted by spaces or tabs. */
export function fieldsOf(line: string): string[] {
  return line.split(/[ \t\r]+/);
}

/** The head without its first `length` bytes. */
export function behind({ bytes, start, whole }: Head, length: number): Head {
  return { bytes: bytes.subarray(length), start: start + length, whole };
}
