import * as l10n from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import { UserFault } from '../faults.ts';
import { ByteSource } from './bytes/byteSource.ts';
import { isText, isTextOfNumbers, type Head } from './bytes/head.ts';
import type { Format } from './format.ts';
import type { RowChoice } from './rows/rowChoice.ts';
import { RowStore } from './rows/rowStore.ts';
import { checkedHeader, headerOf, moreThanPromised, textRowFollows, type Header } from './word2vecHeader.ts';

const SPACE = 32;
const NEWLINE = 10;
const BYTES_A_NUMBER = 4;

/**
 * word2vec binary (Mikolov's word2vec.c, `-binary 1`): a line 'words dims', then for each word its bytes, a space, and
 * `dims` little-endian float32; word2vec.c ends each with a line end, gensim does not.
 * https://code.google.com/archive/p/word2vec/
 */
export const word2vecBinary: Format = {
  get name() {
    return l10n.t('word2vec binary');
  },
  recognises: ({ head }) => {
    const header = headerOf(head);
    if (!header || textRowFollows(head, header)) return false;
    // The few numbers of a tiny file may happen to look like text.
    return !isTextOfNumbers(head.bytes, header.length) || fits(head, header);
  },
  plan: (file) => {
    const { words, dims, length } = checkedHeader(file, BYTES_A_NUMBER);
    const start = file.head.start + length;
    const mostRows = Math.ceil((file.size - start) / (dims * BYTES_A_NUMBER + 1));
    return {
      rows: Math.min(words, mostRows),
      dims,
      read: (choice, meter) => {
        const store = new RowStore(dims, mostRows, (row) => l10n.t('word {0}', row));
        const rows = readRows(new ByteSource(file, start, meter), store, words, choice);
        const set = store.finish(word2vecBinary.name);
        if (rows > words) set.notes.push(moreThanPromised(words, rows));
        return set;
      },
    };
  },
};

/** Whether the file is exactly the rows that its header promises, as far as the head shows. */
function fits({ bytes, whole }: Head, { words, dims, length }: Header): boolean {
  let at = length;
  let row = 0;
  for (; row < words && at < bytes.length; row++) {
    const space = bytes.indexOf(SPACE, at);
    if (space < 0) return false;
    at = space + 1 + dims * BYTES_A_NUMBER;
    while (bytes[at] === NEWLINE) at++;
  }
  return whole && row === words && at === bytes.length;
}

/** Reads the rows that the header promises, and more where there are. Returns how many it has seen. */
function readRows(source: ByteSource, store: RowStore, promised: number, choice: RowChoice): number {
  for (let row = 1; !choice.isBeyond(row - 1); row++) {
    while (source.need(1) && source.bytes[source.start] === NEWLINE) source.start++;
    if (row > promised && !source.need(1)) return row - 1;
    readRow(source, store, row, promised, choice.wants(row - 1));
  }
  return choice.count;
}

function readRow(
  source: ByteSource,
  store: RowStore,
  row: number,
  promised: number,
  isWanted: boolean,
): void {
  const vectorBytes = store.dims * BYTES_A_NUMBER;
  const space = source.find(SPACE);
  // Without a space there is no more to come than the word that stands there.
  const wordLength = space < 0 ? 0 : space - source.start;
  if (space < 0 || !source.need(wordLength + 1 + vectorBytes)) {
    const missing = wordLength + 1 + vectorBytes - (space < 0 ? 0 : source.end - source.start);
    throw row > promised ? surplus(source, promised) : cutOff(source, row, promised, missing, vectorBytes);
  }
  const { bytes, start } = source;
  const vector = start + wordLength + 1;
  if (!isWord(bytes, start, start + wordLength)) {
    throw row > promised ? surplus(source, promised) : noWord(source, row, promised, store.dims);
  }
  if (isWanted) {
    bytes.copy(store.bytes, store.at * BYTES_A_NUMBER, vector, vector + vectorBytes);
    store.take(bytes, start, start + wordLength, row);
  }
  source.start = vector + vectorBytes;
}

/** Old tools write words in any encoding, but numbers taken for a word hold bytes that stand in no text at all. */
function isWord(bytes: Buffer, start: number, end: number): boolean {
  if (isText(bytes, start, end)) return true;
  const word = bytes.subarray(start, end);
  return isUtf8(word) && !word.includes(0);
}

/** @param missing bytes of the row itself; each row behind it needs a letter, a space and its vector */
function cutOff(
  source: ByteSource,
  row: number,
  promised: number,
  missing: number,
  vectorBytes: number,
): UserFault {
  return new UserFault(
    l10n.t(
      '{0} is cut off in word {1} of {2}, which begins at byte {3}: at least {4} bytes are missing.',
      source.name,
      row,
      promised.toLocaleString('en'),
      source.position,
      (missing + (promised - row) * (2 + vectorBytes)).toLocaleString('en'),
    ),
  );
}

function noWord(source: ByteSource, row: number, promised: number, dims: number): UserFault {
  return new UserFault(
    l10n.t(
      '{0}, byte {1}: expected word {2} of {3} behind vectors of {4} numbers, as the header promises them; found bytes that are no text.',
      source.name,
      source.position,
      row,
      promised.toLocaleString('en'),
      dims.toLocaleString('en'),
    ),
  );
}

function surplus(source: ByteSource, promised: number): UserFault {
  return new UserFault(
    l10n.t(
      '{0}, byte {1}: expected the end of the file after {2} words, as the header promises; found {3} bytes more that are no word and its numbers.',
      source.name,
      source.position,
      promised.toLocaleString('en'),
      source.remaining.toLocaleString('en'),
    ),
  );
}
