import * as l10n from '@vscode/l10n';
import { UserFault } from '../../faults.ts';
import { ByteSource } from '../bytes/byteSource.ts';
import { excerpt } from '../bytes/excerpt.ts';
import { fieldsOf, firstLines, type Head } from '../bytes/head.ts';
import { unmetered } from '../bytes/meter.ts';
import type { VectorFile } from '../bytes/vectorFile.ts';
import type { Plan } from '../format.ts';
import { RowStore } from '../rows/rowStore.ts';
import { RowTaker, type Words } from '../rows/wordList.ts';
import { endOfField, isNumber, isSpace, numberOf, readNumbers } from './number.ts';
import { notANumber, skipSpaces, type Line } from './textRows.ts';

const NEWLINE = 10;
/** Lines by which a matrix is known. */
const SAMPLE = 100;

/** Whether a text begins with lines of numbers, of one length: rows of vectors without their words. */
export function isMatrixOfNumbers(head: Head): boolean {
  const rows = firstLines(head, SAMPLE).map(fieldsOf);
  const [first] = rows;
  if (!first || first.length < 2 || !isTableOfNumbers(rows)) return false;
  return rows.every((row) => row.length === first.length && row.every(isNumber));
}

/** Whether lines begin with numbers that are no words; a file of vectors may have years or ids for words, but no fractions. */
export function isTableOfNumbers(rows: string[][]): boolean {
  const firsts = rows.map(([first]) => first);
  return firsts.every(isNumber) && firsts.some((first) => /[.e]/i.test(first));
}

/** How many lines of a text hold something. */
export function countRows(file: VectorFile): number {
  const source = new ByteSource(file, file.head.start, unmetered());
  let rows = 0;
  for (let last = source.wholeLines(); last >= 0; last = source.wholeLines()) {
    for (let start = source.start; start <= last;) {
      const newline = source.bytes.indexOf(NEWLINE, start);
      let at = start;
      while (isSpace(source.bytes[at])) at++;
      if (at < newline) rows++;
      start = newline + 1;
    }
    source.start = last + 1;
  }
  return rows;
}

/** What there is to be read of a text of numbers alone, a line a word, parted by spaces or tabs. */
export function planNumberRows(
  file: VectorFile,
  rows: number,
  format: string,
  { list, remarks }: Words,
): Plan {
  const [first] = firstLines(file.head, 1);
  const dims = first ? fieldsOf(first).length : 0;
  return {
    rows,
    dims,
    read: (choice, meter) => {
      const store = new RowStore(dims, choice.count, (row) => l10n.t('row {0}', row));
      const taker = new RowTaker(store, list);
      const source = new ByteSource(file, file.head.start, meter);
      let row = 0;
      let line = 1;
      for (let last = source.wholeLines(); last >= 0 && !choice.isBeyond(row); last = source.wholeLines()) {
        for (; source.start <= last && !choice.isBeyond(row); line++) {
          if (!readLine(source, store, line)) continue;
          if (choice.wants(row)) taker.take(row, store.at);
          row++;
        }
      }
      return { ...store.finish(format), metadata: taker.metadata.finish(), remarks };
    },
  };
}

/** Reads the numbers of the next line to where the store takes them from. False where the line is blank. */
function readLine(source: ByteSource, store: RowStore, line: number): boolean {
  const { bytes, start, name } = source;
  const newline = bytes.indexOf(NEWLINE, start);
  source.start = newline + 1;
  let at = start;
  while (isSpace(bytes[at])) at++;
  if (at === newline) return false;
  at = readNumbers(bytes, at, store.vectors, store.at, store.dims);
  while (at >= 0 && isSpace(bytes[at])) at++;
  if (at === newline) return true;
  throw wrongLine({ bytes, start, end: newline, name, number: line }, store.dims);
}

function wrongLine({ bytes, start, end, name, number }: Line, dims: number): UserFault {
  let found = 0;
  for (let at = skipSpaces(bytes, start, end); at < end; found++) {
    const fieldEnd = endOfField(bytes, at);
    if (numberOf(bytes, at, fieldEnd) === undefined)
      return notANumber(name, number, excerpt(bytes, at, fieldEnd));
    at = skipSpaces(bytes, fieldEnd, end);
  }
  return new UserFault(l10n.t('{0}, line {1}: expected {2} numbers, found {3}.', name, number, dims, found));
}
