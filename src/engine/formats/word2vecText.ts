import * as l10n from '@vscode/l10n';
import { isTextOfNumbers } from './bytes/head.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import type { Format } from './format.ts';
import { RowStore } from './rows/rowStore.ts';
import { readTextRows } from './text/parallelRows.ts';
import { lineName, mostTextRows, type TextReading } from './text/textRows.ts';
import {
  checkedHeader,
  fewerThanPromised,
  headerOf,
  moreThanPromised,
  textRowFollows,
} from './word2vecHeader.ts';

const NEWLINE = 10;
/** Bytes in which the last line of a file is looked for at a time. */
const BLOCK = 1 << 16;

/** A digit, and what parts it from the next. */
const BYTES_A_NUMBER = 2;

/**
 * word2vec text (Mikolov's word2vec.c, `-binary 0`; fastText's .vec is the same): a line 'words dims', then a line a
 * word. https://code.google.com/archive/p/word2vec/
 */
export const word2vecText: Format = {
  get name() {
    return l10n.t('word2vec text');
  },
  recognises: ({ head }) => {
    const header = headerOf(head);
    if (!header) return false;
    return textRowFollows(head, header) || isTextOfNumbers(head.bytes, header.length);
  },
  plan: (file) => {
    const { words, dims, length } = checkedHeader(file, BYTES_A_NUMBER);
    const start = file.head.start + length;
    const mostRows = mostTextRows(file.size - start, dims);
    return {
      rows: Math.min(words, mostRows),
      dims,
      read: (choice, meter) => {
        const store = new RowStore(dims, mostRows, lineName);
        const notes = readRows({ file, store, choice, meter }, start, words);
        const set = store.finish(word2vecText.name);
        return { ...set, notes: [...notes, ...set.notes] };
      },
    };
  },
};

/**
 * Reads the lines behind the header.
 *
 * @returns notes, where there are more or fewer lines than it promises. Of fewer, a last line without its end is left
 *   out: the file may be cut off in the middle of a number, and nothing would tell.
 */
function readRows(reading: TextReading, start: number, promised: number): string[] {
  const { file, choice } = reading;
  const tail = choice.isAll ? startOfTail(file, start) : file.size;
  const whole = readTextRows({ ...reading, file: file.part(file.name, 0, tail) }, start, 2);
  if (!choice.isAll) return [];
  const hasTail = tail < file.size;
  if (hasTail && whole.rows < promised - 1) return [cutOff(promised, whole)];
  const rows = whole.rows + (hasTail ? readTextRows(reading, tail, whole.line).rows : 0);
  if (rows === promised) return [];
  return [rows > promised ? moreThanPromised(promised, rows) : fewerThanPromised(promised, rows)];
}

/** Where the last line begins that has no line end; the file's end where all have theirs. */
function startOfTail(file: VectorFile, start: number): number {
  for (let end = file.size; end > start;) {
    const from = Math.max(start, end - BLOCK);
    const newline = file.bytes(from, end - from).lastIndexOf(NEWLINE);
    if (newline >= 0) return from + newline + 1;
    end = from;
  }
  return start;
}

function cutOff(promised: number, { rows, line }: { rows: number; line: number }): string {
  return l10n.t(
    'The header promises {0} words, but the file is cut off in line {1}; the {2} words before it were read.',
    promised.toLocaleString('en'),
    line,
    rows.toLocaleString('en'),
  );
}
