import { isSpace, numberOf } from '../text/number.ts';

const NEWLINE = 10;
const COMMA = 44;
const SEMICOLON = 59;
/** A text of so many numbers at least is a vector. */
const LEAST = 2;

/**
 * The numbers of a text such as '[0.1, -2]', '0.1 -2' or '(0.1;-2)', as Python, NumPy and others write vectors into
 * cells; undefined where it is none.
 */
export function vectorOf(text: string): Float32Array | undefined {
  const inner = /^\s*(?:array\()?\s*[[({]?([^\])}]*)[\])}]?\)?\s*$/.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const bytes = Buffer.from(inner);
  const numbers: number[] = [];
  for (let at = skip(bytes, 0); at < bytes.length; at = skip(bytes, at)) {
    const end = endOf(bytes, at);
    const value = numberOf(bytes, at, end);
    if (value === undefined) return undefined;
    numbers.push(value);
    at = end;
  }
  return numbers.length >= LEAST ? Float32Array.from(numbers) : undefined;
}

function skip(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && isSeparator(bytes[at])) at++;
  return at;
}

function endOf(bytes: Uint8Array, at: number): number {
  while (at < bytes.length && !isSeparator(bytes[at])) at++;
  return at;
}

function isSeparator(byte: number): boolean {
  return isSpace(byte) || byte === NEWLINE || byte === COMMA || byte === SEMICOLON;
}
