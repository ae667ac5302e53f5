import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import { ByteSource } from '../bytes/byteSource.ts';
import { excerpt } from '../bytes/excerpt.ts';
import type { Head } from '../bytes/head.ts';
import type { Meter } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import type { RowChoice } from '../rows/rowChoice.ts';
import type { RowStore } from '../rows/rowStore.ts';
import { endOfField, isSpace, numberOf, readNumbers } from './number.ts';

const NEWLINE = 10;
/** A number as much of Europe writes it. */
const DECIMAL_COMMA = /^[-+]?\d*,\d+(e[-+]?\d+)?$/i;

/** A line that the reading stands at. */
export interface Line {
  bytes: Buffer;
  /** Of its first byte. */
  start: number;
  /** Behind its last byte, before its line end. */
  end: number;
  /** Counted from 1. */
  number: number;
  /** The file's name. */
  name: string;
}

/** How a note names a row of a text file. */
export const lineName = (line: number) => l10n.t('line {0}', line);

/** How many rows of `dims` numbers can stand in `bytes` of text: a number takes two bytes, a word and a line end one. */
export function mostTextRows(bytes: number, dims: number): number {
  return Math.ceil(bytes / (2 * dims + 2));
}

/** About how many lines stand in `bytes` of a text that begins with `head`. */
export function aboutTextRows({ bytes: sample }: Head, bytes: number): number {
  let lines = 0;
  let end = 0;
  for (let at = sample.indexOf(NEWLINE); at >= 0; at = sample.indexOf(NEWLINE, end)) {
    lines++;
    end = at + 1;
  }
  return lines > 0 ? Math.ceil((bytes / end) * lines) : 1;
}

/** What a reader of lines works with. */
export interface TextReading {
  file: VectorFile;
  store: RowStore;
  choice: RowChoice;
  meter: Meter;
}

/**
 * Reads lines of a word and its numbers, parted by spaces or tabs, into a store. A word may hold spaces (as some of
 * GloVe's do): the last `dims` fields of a line are its numbers.
 */
export class TextRows {
  /** Lines so far that held something. */
  rows = 0;
  private readonly reading: TextReading;
  private readonly source: ByteSource;
  /** Of the next line, counted from 1. */
  private line: number;

  /** @param from where in the file the next line begins */
  constructor(reading: TextReading, from: number, line: number) {
    this.reading = reading;
    this.source = new ByteSource(reading.file, from, reading.meter);
    this.line = line;
  }

  /** Where in the file the next line begins, and its number. */
  get place(): { position: number; line: number } {
    return { position: this.source.position, line: this.line };
  }

  /**
   * Reads the lines that begin before a place in the file.
   *
   * @throws UserFault naming the line that has too few or too many numbers, or something else in a number's place
   */
  read(border = Infinity): void {
    const { source } = this;
    const { choice } = this.reading;
    for (let last = source.wholeLines(); last >= 0; last = source.wholeLines()) {
      const end = Math.min(last + 1, source.start + border - source.position);
      for (; source.start < end; this.line++) {
        if (choice.isBeyond(this.rows)) return;
        if (this.readLine(choice.wants(this.rows))) this.rows++;
      }
      if (source.position >= border) return;
    }
  }

  /** Reads the next line. Returns whether it holds something. */
  private readLine(isWanted: boolean): boolean {
    const { source, line } = this;
    const { store } = this.reading;
    if (!isWanted) return skipLine(source);
    const next = readPlainLine(source, store, line);
    if (next === 0) return readOddLine(source, store, line);
    source.start = next;
    return true;
  }
}

function skipLine(source: ByteSource): boolean {
  const { bytes, start } = source;
  const newline = bytes.indexOf(NEWLINE, start);
  source.start = newline + 1;
  return trimEnd(bytes, start, newline) > start;
}

/**
 * Reads the numbers of a line of one word without spaces, which stands in bytes[start …] and has its line end.
 *
 * @param into the numbers go to into[from … from + dims]
 * @returns where the next line begins; 0 where the line is another
 */
export function parsePlainLine(
  bytes: Uint8Array,
  start: number,
  into: Float32Array,
  from: number,
  dims: number,
): number {
  const wordEnd = endOfField(bytes, start);
  if (wordEnd === start) return 0;
  let at = readNumbers(bytes, wordEnd, into, from, dims);
  if (at < 0) return 0;
  while (isSpace(bytes[at])) at++;
  return bytes[at] === NEWLINE ? at + 1 : 0;
}

function readPlainLine({ bytes, start }: ByteSource, store: RowStore, line: number): number {
  const next = parsePlainLine(bytes, start, store.vectors, store.at, store.dims);
  if (next > 0) store.take(bytes, start, endOfField(bytes, start), line);
  return next;
}

/** Reads any line: blank, indented, of a word with spaces, without a word, or wrong. Returns whether it held something. */
function readOddLine(source: ByteSource, store: RowStore, number: number): boolean {
  const { bytes, start, name } = source;
  const newline = bytes.indexOf(NEWLINE, start);
  source.start = newline + 1;
  const line: Line = { bytes, start, end: trimEnd(bytes, start, newline), number, name };
  if (line.end === start) return false;
  const wordStart = skipSpaces(bytes, start, line.end);
  const numbers = startOfNumbers(line, wordStart, store.dims);
  if (readNumbers(bytes, numbers, store.vectors, store.at, store.dims) < 0) throw notNumbers(line, numbers);
  const wordEnd = trimEnd(bytes, wordStart, numbers);
  if (isRowOfNumbers(bytes, wordStart, wordEnd)) throw wrongCount(line, store.dims);
  store.take(bytes, wordStart, wordEnd, number);
  return true;
}

/** Where the last `dims` fields of a line begin; at `wordStart` only where the line is indented and has no word. */
function startOfNumbers(line: Line, wordStart: number, dims: number): number {
  const { bytes, start, end } = line;
  let at = end;
  for (let i = 0; i < dims; i++) {
    at = trimEnd(bytes, wordStart, at);
    if (at === wordStart) throw wrongCount(line, dims);
    while (at > wordStart && !isSpace(bytes[at - 1])) at--;
  }
  if (at === start) throw wrongCount(line, dims);
  return at;
}

/** Whether all that follows the first field is numbers: then it is the line that is wrong, not a word with spaces. */
function isRowOfNumbers(bytes: Buffer, wordStart: number, wordEnd: number): boolean {
  let at = endOfField(bytes, wordStart);
  if (at >= wordEnd) return false;
  while (at < wordEnd) {
    const field = skipSpaces(bytes, at, wordEnd);
    at = endOfField(bytes, field);
    if (numberOf(bytes, field, at) === undefined) return false;
  }
  return true;
}

function wrongCount({ bytes, start, end, number, name }: Line, dims: number): UserFault {
  let found = -1;
  for (let at = skipSpaces(bytes, start, end); at < end; at = skipSpaces(bytes, endOfField(bytes, at), end))
    found++;
  return new UserFault(
    l10n.t('{0}, line {1}: expected {2} numbers after the word, found {3}.', name, number, dims, found),
  );
}

function notNumbers({ bytes, end, number, name }: Line, numbers: number): UserFault {
  let at = numbers;
  while (numberOf(bytes, at, endOfField(bytes, at)) !== undefined)
    at = skipSpaces(bytes, endOfField(bytes, at), end);
  return notANumber(name, number, excerpt(bytes, at, endOfField(bytes, at)));
}

export function notANumber(name: string, line: number, field: string): UserFault {
  return new UserFault(
    DECIMAL_COMMA.test(field)
      ? l10n.t('{0}, line {1}: expected numbers with a decimal point, found ‘{2}’.', name, line, field)
      : l10n.t('{0}, line {1}: expected a number, found ‘{2}’.', name, line, field),
  );
}

export function skipSpaces(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isSpace(bytes[at])) at++;
  return at;
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && isSpace(bytes[end - 1])) end--;
  return end;
}
