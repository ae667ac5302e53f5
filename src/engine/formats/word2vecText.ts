import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { Format } from './format.ts';
import { isTextOfNumbers } from './head.ts';
import { RowStore } from './rowStore.ts';
import { lineName, mostTextRows, readTextRows } from './textRows.ts';
import { headerOf, moreThanPromised, readHeader, textRowFollows } from './word2vecHeader.ts';

/** A digit, and what parts it from the next. */
const BYTES_A_NUMBER = 2;

/**
 * word2vec text (Mikolov's word2vec.c, `-binary 0`; fastText's .vec is the same): a line 'words dims', then a line a
 * word. https://code.google.com/archive/p/word2vec/
 */
export const word2vecText: Format = {
  name: 'word2vec text',
  recognises: (head) => {
    const header = headerOf(head);
    if (!header) return false;
    return textRowFollows(head, header) || isTextOfNumbers(head.bytes, header.length);
  },
  read: (source, head) => {
    const { words, dims } = readHeader(source, head, BYTES_A_NUMBER);
    const store = new RowStore(dims, mostTextRows(source.remaining, dims), lineName);
    const rows = readTextRows(source, store, 2);
    if (rows < words) {
      throw new UserFault(
        l10n.t('{0}: the header promises {1} words, but the file ends after {2}.', source.name, words, rows),
      );
    }
    const set = store.finish(word2vecText.name);
    if (rows > words) set.notes.push(moreThanPromised(words, rows));
    return set;
  },
};
