import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { ByteSource } from './byteSource.ts';
import { isSpace, NumberReader } from './number.ts';
import type { RowStore } from './rowStore.ts';

const NEWLINE = 10;

/**
 * Reads lines of a word and its numbers, parted by spaces or tabs, into a store, to the end of the file. A word may
 * hold spaces (as some of GloVe's do): the last `dims` fields of a line are its numbers.
 *
 * @param line the number of the next line, counted from 1
 * @returns how many lines held a word
 * @throws UserFault naming the line that has too few numbers, or something else in a number's place
 */
export function readTextRows(source: ByteSource, store: RowStore, line: number): number {
  const numbers = new NumberReader();
  for (let rows = 0; ; line++) {
    const newline = source.find(NEWLINE);
    const lineEnd = newline < 0 ? source.end : newline;
    const end = trimEnd(source.bytes, source.start, lineEnd);
    if (end > source.start) {
      readRow(source, end, store, numbers, line);
      rows++;
    }
    if (newline < 0) return rows;
    source.start = newline + 1;
  }
}

function readRow(
  source: ByteSource,
  end: number,
  store: RowStore,
  numbers: NumberReader,
  line: number,
): void {
  const { bytes, start, name } = source;
  let wordEnd = start;
  while (wordEnd < end && !isSpace(bytes[wordEnd])) wordEnd++;
  if (wordEnd === start) {
    throw new UserFault(l10n.t('{0}, line {1}: expected a word before the numbers, found none.', name, line));
  }
  if (!readNumbers(source, wordEnd, end, store, numbers)) {
    wordEnd = readSpacedWord(source, end, store, numbers, line);
  }
  store.take(bytes, start, wordEnd, () => l10n.t('line {0}', line));
}

/** Reads exactly `dims` numbers from bytes[at … end] into the store's next row; false where something else is there. */
function readNumbers(
  source: ByteSource,
  at: number,
  end: number,
  store: RowStore,
  numbers: NumberReader,
): boolean {
  const { bytes } = source;
  const { vectors, dims } = store;
  for (let i = 0; i < dims; i++) {
    while (at < end && isSpace(bytes[at])) at++;
    if (at === end) return false;
    vectors[store.at + i] = numbers.read(bytes, at, end);
    if (!numbers.isNumber) return false;
    at = numbers.end;
  }
  return at === end;
}

/** Reads a line that has other than `dims` numbers behind its first field. Returns where the word ends. */
function readSpacedWord(
  source: ByteSource,
  end: number,
  store: RowStore,
  numbers: NumberReader,
  line: number,
): number {
  const fields = source.bytes.toString('utf8', source.start, end).split(/[ \t\r]+/);
  if (fields.length > store.dims + 1) {
    const wordEnd = trimEnd(source.bytes, source.start, startOfLastFields(source, end, store.dims));
    if (readNumbers(source, wordEnd, end, store, numbers)) return wordEnd;
  }
  throw new UserFault(faultOf(source.name, line, fields, store.dims));
}

function startOfLastFields({ bytes, start }: ByteSource, end: number, count: number): number {
  let at = end;
  for (let i = 0; i < count; i++) {
    while (at > start && isSpace(bytes[at - 1])) at--;
    while (at > start && !isSpace(bytes[at - 1])) at--;
  }
  return at;
}

function faultOf(name: string, line: number, fields: string[], dims: number): string {
  const found = fields.length - 1;
  if (found < dims) {
    return l10n.t('{0}, line {1}: expected {2} numbers after the word, found {3}.', name, line, dims, found);
  }
  const wrong = fields.slice(-dims).find((field) => !isNumber(field)) ?? '';
  const shown = wrong.length > 40 ? `${wrong.slice(0, 40)}…` : wrong;
  return /^[-+]?\d+,\d+$/.test(wrong)
    ? l10n.t('{0}, line {1}: expected numbers with a decimal point, found ‘{2}’.', name, line, shown)
    : l10n.t('{0}, line {1}: expected a number, found ‘{2}’.', name, line, shown);
}

/** Whether a field is a number as {@link NumberReader} reads it. */
export function isNumber(field: string): boolean {
  const bytes = Buffer.from(field);
  const numbers = new NumberReader();
  numbers.read(bytes, 0, bytes.length);
  return numbers.isNumber && numbers.end === bytes.length;
}

function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  while (end > start && isSpace(bytes[end - 1])) end--;
  return end;
}
