import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import type { ByteSource } from '../bytes/byteSource.ts';
import { excerpt } from '../bytes/excerpt.ts';
import { numberOf } from '../text/number.ts';

/** What a value is; 'word': true, false or null. */
export type JsonKind = 'array' | 'object' | 'string' | 'number' | 'word' | 'end';

/** A value that holds no other. */
export type Scalar = string | number | boolean | null;

const TAB = 9;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const COLON = 58;
const OPEN_ARRAY = 91;
const BACKSLASH = 92;
const CLOSE_ARRAY = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
/** No file of vectors is nested deeper. */
const MOST_DEPTH = 200;
/** As RFC 8259 has them; NaN and infinity too, as Python writes them. */
const NUMBER = /^-?(?:\d[\d.eE+-]*|Infinity|NaN)$/;
const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Reads JSON (RFC 8259) from front to back, one value at a time: a text is never held in one piece. Whoever reads asks
 * what comes ({@link peek}) and takes it; where something else comes, one sentence names the place.
 */
export class JsonSource {
  private readonly source: ByteSource;
  private numbers = new Float32Array(1 << 10);

  constructor(source: ByteSource) {
    this.source = source;
  }

  /** What comes next. */
  peek(): JsonKind {
    return kindOf(this.next());
  }

  /** What the array that comes holds first; 'end' where it holds nothing. */
  peekInside(): JsonKind {
    this.next();
    const { source } = this;
    let length = 1;
    while (source.need(length + 1) && isWhite(source.bytes[source.start + length])) length++;
    return kindOf(source.need(length + 1) ? source.bytes[source.start + length] : -1);
  }

  /** Calls `read` with each key of the object that comes; it must take or {@link skip} the value. */
  object(read: (key: string) => void): void {
    this.take(OPEN_OBJECT, '{');
    if (this.takes(CLOSE_OBJECT)) return;
    do {
      const key = this.string();
      this.take(COLON, ':');
      read(key);
    } while (this.goesOn(CLOSE_OBJECT, '}'));
  }

  /** Calls `read` for each element of the array that comes; it must take or {@link skip} it. */
  array(read: () => void): void {
    this.take(OPEN_ARRAY, '[');
    if (this.takes(CLOSE_ARRAY)) return;
    do read();
    while (this.goesOn(CLOSE_ARRAY, ']'));
  }

  /** An array of numbers: a view, good until the next one is read. */
  floats(): Float32Array {
    let count = 0;
    this.array(() => {
      if (count === this.numbers.length) this.grow();
      this.numbers[count++] = this.number();
    });
    return this.numbers.subarray(0, count);
  }

  string(): string {
    if (this.next() !== QUOTE) throw this.unexpected(l10n.t('a string'));
    const end = this.endOfString();
    const { bytes, start } = this.source;
    const isPlain = bytes.subarray(start + 1, end - 1).every((byte) => byte >= SPACE && byte !== BACKSLASH);
    const value = isPlain
      ? bytes.toString('utf8', start + 1, end - 1)
      : parsed(bytes.toString('utf8', start, end));
    if (value === undefined) throw this.unexpected(l10n.t('a string'));
    this.source.start = end;
    return value;
  }

  number(): number {
    const value = this.peek() === 'number' ? this.bare() : undefined;
    if (typeof value !== 'number') throw this.unexpected(l10n.t('a number'));
    return value;
  }

  scalar(): Scalar {
    if (this.next() === QUOTE) return this.string();
    return this.bare();
  }

  /** Passes over a value, whatever it is. */
  skip(depth = 0): void {
    if (depth > MOST_DEPTH) throw this.tooDeep();
    const kind = this.peek();
    if (kind === 'array') this.array(() => this.skip(depth + 1));
    else if (kind === 'object') this.object(() => this.skip(depth + 1));
    else this.scalar();
  }

  /** @throws UserFault where something stands behind the last value */
  end(): void {
    if (this.next() >= 0) throw this.unexpected(l10n.t('the end of the file'));
  }

  /** The sentence for what stands here in the place of something else. */
  unexpected(expected: string): UserFault {
    const isEnd = this.next() < 0;
    const { name, bytes, start, end, position } = this.source;
    if (isEnd)
      return new UserFault(
        l10n.t('{0} is cut off: it ends at byte {1}, where {2} was expected.', name, position, expected),
      );
    const found = /^[\w.+-]+|^./su.exec(excerpt(bytes, start, end))?.[0] ?? '';
    return new UserFault(
      l10n.t('{0}, byte {1}: expected {2}, found ‘{3}’.', name, position, expected, found),
    );
  }

  /** The first byte of what comes, behind white space; −1 at the end of the file. */
  private next(): number {
    const { source } = this;
    for (;;) {
      while (source.start < source.end && isWhite(source.bytes[source.start])) source.start++;
      if (source.start < source.end) return source.bytes[source.start];
      if (!source.need(1)) return -1;
    }
  }

  private take(byte: number, shown: string): void {
    if (!this.takes(byte)) throw this.unexpected(`‘${shown}’`);
  }

  private takes(byte: number): boolean {
    if (this.next() !== byte) return false;
    this.source.start++;
    return true;
  }

  /** Whether an object or array goes on behind one of its values. */
  private goesOn(close: number, shown: string): boolean {
    if (this.takes(COMMA)) return true;
    if (this.takes(close)) return false;
    throw this.unexpected(l10n.t('‘,’ or ‘{0}’', shown));
  }

  private bare(): Scalar {
    const end = this.endOfBare();
    const { bytes, start } = this.source;
    const value = bareValue(bytes, start, end);
    if (value === undefined) throw this.unexpected(l10n.t('a value'));
    this.source.start = end;
    return value;
  }

  /** Behind the closing quote of the string that begins at `start`. */
  private endOfString(): number {
    const { source } = this;
    for (let length = 1; ; length++) {
      if (!source.need(length + 1)) throw this.unended();
      const byte = source.bytes[source.start + length];
      if (byte === QUOTE) return source.start + length + 1;
      if (byte === BACKSLASH) length++;
    }
  }

  /** Where the word or number that begins at `start` ends. */
  private endOfBare(): number {
    const { source } = this;
    for (let length = 0; source.need(length + 1); length++) {
      if (isDelimiter(source.bytes[source.start + length])) return source.start + length;
    }
    return source.end;
  }

  private grow(): void {
    const grown = new Float32Array(this.numbers.length * 2);
    grown.set(this.numbers);
    this.numbers = grown;
  }

  private unended(): UserFault {
    const { name, position } = this.source;
    return new UserFault(
      l10n.t('{0}, byte {1}: expected a string, found one without an end.', name, position),
    );
  }

  private tooDeep(): UserFault {
    const { name, position } = this.source;
    return new UserFault(
      l10n.t(
        '{0}, byte {1}: expected vectors, found values nested more than {2} deep.',
        name,
        position,
        MOST_DEPTH,
      ),
    );
  }
}

/** What begins with a byte. */
function kindOf(byte: number): JsonKind {
  if (byte === OPEN_ARRAY) return 'array';
  if (byte === OPEN_OBJECT) return 'object';
  if (byte === QUOTE) return 'string';
  if (byte < 0 || byte === CLOSE_ARRAY) return 'end';
  // NaN and Infinity too.
  return isDigit(byte) || byte === MINUS || byte === 78 || byte === 73 ? 'number' : 'word';
}

function bareValue(bytes: Buffer, start: number, end: number): Scalar | undefined {
  // The usual number needs no string; what else the reader of numbers takes (nan, .5, +1) is no JSON.
  const first = bytes[start];
  if (isDigit(first) || (first === MINUS && isDigit(bytes[start + 1]))) return numberOf(bytes, start, end);
  const text = bytes.toString('latin1', start, end);
  return NUMBER.test(text) ? Number(text) : WORDS.get(text);
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function parsed(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

function isWhite(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === CARRIAGE_RETURN || byte === TAB;
}

function isDelimiter(byte: number): boolean {
  return isWhite(byte) || byte === COMMA || byte === CLOSE_ARRAY || byte === CLOSE_OBJECT || byte === COLON;
}
