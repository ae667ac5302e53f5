/**
 * Decimal numbers as they stand in text files, read from bytes without making a string. What comes out, stored as a
 * float32, is what `Math.fround(Number(text))` gives: the nearest double, rounded to a float32, as numpy does it.
 */

const TAB = 9;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const LOWER_E = 101;
const UPPER_E = 69;

/** Powers of ten that a double holds exactly. */
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const MOST_POWER = POWERS.length - 1;
/** Any integer of so many digits is exact in a double. */
const EXACT_DIGITS = 15;
/** A mantissa below this takes one more digit and stays exact. */
const ROOM_FOR_A_DIGIT = 10 ** (EXACT_DIGITS - 1);

/** Whether a byte parts two fields of a line: a space, a tab, or the carriage return before a line's end. */
export function isSpace(byte: number): boolean {
  return byte === SPACE || byte === TAB || byte === CARRIAGE_RETURN;
}

function endsField(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === TAB || byte === CARRIAGE_RETURN;
}

/** Where the field that begins at bytes[at] ends: at a space or a line end, and one of them must come. */
export function endOfField(bytes: Uint8Array, at: number): number {
  while (!endsField(bytes[at])) at++;
  return at;
}

/**
 * Reads `count` numbers, parted by spaces or tabs, from bytes[at …] into into[from … from + count]. A line end must
 * come, and ends the reading.
 *
 * @returns where the last number ends; −1 where there are fewer, or something else is among them
 */
export function readNumbers(
  bytes: Uint8Array,
  at: number,
  into: Float32Array,
  from: number,
  count: number,
): number {
  for (let i = from; i < from + count; i++) {
    while (isSpace(bytes[at])) at++;
    const start = at;
    const negative = bytes[at] === MINUS;
    if (negative) at++;
    const first = at;
    let mantissa = 0;
    let digit: number;
    while ((digit = bytes[at] - ZERO) >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      at++;
    }
    let digits = at - first;
    let decimals = 0;
    if (bytes[at] === DOT) {
      const point = at++;
      while ((digit = bytes[at] - ZERO) >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        at++;
      }
      decimals = at - point - 1;
      digits += decimals;
    }
    if (digits > 0 && digits <= EXACT_DIGITS && endsField(bytes[at])) {
      // Two exact numbers, one division: rounded once, and so rightly (Clinger 1990, the fast path).
      const value = mantissa / POWERS[decimals];
      into[i] = negative ? -value : value;
    } else {
      at = endOfField(bytes, start);
      const value = numberOf(bytes, start, at);
      if (value === undefined) return -1;
      into[i] = value;
    }
  }
  return at;
}

/** The number that bytes[start … end] write, for storing as a float32; undefined where they write none. */
export function numberOf(bytes: Uint8Array, start: number, end: number): number | undefined {
  const negative = bytes[start] === MINUS;
  const value = decimal(bytes, negative || bytes[start] === PLUS ? start + 1 : start, end);
  if (value === undefined) return fromText(Buffer.from(bytes.subarray(start, end)).toString('latin1'));
  return negative ? -value : value;
}

/** Whether a field is a number; NaN and infinity are. */
export function isNumber(field: string): boolean {
  const bytes = Buffer.from(field);
  return numberOf(bytes, 0, bytes.length) !== undefined;
}

/** An unsigned decimal of any number of digits, with or without exponent; undefined where it takes more to read it. */
function decimal(bytes: Uint8Array, at: number, end: number): number | undefined {
  const first = at;
  let mantissa = 0;
  let scale = 0;
  let point = -1;
  let exact = true;
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >= 0 && digit <= 9) {
      if (mantissa < ROOM_FOR_A_DIGIT) {
        mantissa = mantissa * 10 + digit;
        if (point >= 0) scale--;
      } else {
        exact = exact && digit === 0;
        if (point < 0) scale++;
      }
    } else if (bytes[at] === DOT && point < 0) point = at;
    else break;
  }
  if (at - first === (point < 0 ? 0 : 1)) return undefined;
  if (at < end) scale += exponent(bytes, at, end);
  // Also where the exponent was none: NaN.
  if (!(Math.abs(scale) <= MOST_POWER)) return undefined;
  const value = scaled(mantissa, scale);
  if (exact) return value;
  // The digits left out put the number between two doubles: where both make the same float32, so does the number.
  return Math.fround(value) === Math.fround(scaled(mantissa + 1, scale)) ? value : undefined;
}

function scaled(mantissa: number, scale: number): number {
  return scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
}

/** What bytes[at … end], 'e' and an integer, say; NaN where they are something else. */
function exponent(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] !== LOWER_E && bytes[at] !== UPPER_E) return NaN;
  const negative = bytes[++at] === MINUS;
  if (negative || bytes[at] === PLUS) at++;
  if (at >= end) return NaN;
  let value = 0;
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return negative ? -value : value;
}

/** The hard ones; and NaN and infinity as C and Python print them, and as Microsoft's C does: 'nan(ind)'. */
function fromText(text: string): number | undefined {
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Number(text);
  if (/^[-+]?nan(\([a-z]*\))?$/i.test(text)) return NaN;
  if (/^[-+]?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return undefined;
}
