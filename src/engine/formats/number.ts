/**
 * Decimal numbers as they stand in text files, read from bytes without making a string: the nearest double, as
 * `Number()` gives it, for everything that a `printf` or a Python `repr` writes.
 */

const MINUS = 45;
const PLUS = 43;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const LOWER_E = 101;
const UPPER_E = 69;

/** Powers of ten that a double holds exactly. */
const EXACT_POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Above this, the next digit may not be exact in a double. */
const MOST_MANTISSA = (2 ** 53 - 10) / 10;

/** Not a number that can be read. NaN itself is a value that a file may hold. */
export class NumberReader {
  /** Behind the last byte of the number that was read. */
  end = 0;
  /** Whether what {@link read} met was a number (NaN and infinity are numbers). */
  isNumber = false;

  /** Reads the number that begins at `bytes[at]` and ends before `limit` or white space. */
  read(bytes: Uint8Array, at: number, limit: number): number {
    const start = at;
    let byte = bytes[at];
    const negative = byte === MINUS;
    if (negative || byte === PLUS) byte = bytes[++at];
    let mantissa = 0;
    let digits = 0;
    let scale = 0;
    for (; at < limit && byte >= ZERO && byte <= NINE; byte = bytes[++at], digits++) {
      if (mantissa > MOST_MANTISSA) return this.readSlowly(bytes, start, limit);
      mantissa = mantissa * 10 + (byte - ZERO);
    }
    if (at < limit && byte === DOT) {
      byte = bytes[++at];
      for (; at < limit && byte >= ZERO && byte <= NINE; byte = bytes[++at], digits++, scale--) {
        if (mantissa > MOST_MANTISSA) return this.readSlowly(bytes, start, limit);
        mantissa = mantissa * 10 + (byte - ZERO);
      }
    }
    if (digits === 0) return this.readSlowly(bytes, start, limit);
    if (at < limit && (byte === LOWER_E || byte === UPPER_E)) {
      byte = bytes[++at];
      const negativeExponent = byte === MINUS;
      if (negativeExponent || byte === PLUS) byte = bytes[++at];
      let exponent = 0;
      const firstDigit = at;
      for (; at < limit && byte >= ZERO && byte <= NINE; byte = bytes[++at]) {
        exponent = exponent * 10 + (byte - ZERO);
      }
      if (at === firstDigit) return this.readSlowly(bytes, start, limit);
      scale += negativeExponent ? -exponent : exponent;
    }
    if (at < limit && !isSpace(byte)) return this.readSlowly(bytes, start, limit);
    // One exact number times or over another: rounded once, and so rightly (Clinger 1990, the fast path).
    if (scale < -22 || scale > 22) return this.readSlowly(bytes, start, limit);
    const value = scale < 0 ? mantissa / EXACT_POWERS[-scale] : mantissa * EXACT_POWERS[scale];
    this.end = at;
    this.isNumber = true;
    return negative ? -value : value;
  }

  private readSlowly(bytes: Uint8Array, start: number, limit: number): number {
    let end = start;
    while (end < limit && !isSpace(bytes[end])) end++;
    const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
    this.end = end;
    if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) {
      this.isNumber = true;
      return Number(text);
    }
    // As C and Python print them, and 'nan(ind)' as Microsoft's C does.
    this.isNumber = /^[-+]?(nan(\([a-z]*\))?|inf(inity)?)$/i.test(text);
    return NaN;
  }
}

/** Whether a byte parts two fields of a line: space or tab (and a carriage return before the line's end). */
export function isSpace(byte: number): boolean {
  return byte === 32 || byte === 9 || byte === 13;
}
