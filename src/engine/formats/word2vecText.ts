import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { isTextOfNumbers } from './bytes/head.ts';
import type { Format } from './format.ts';
import { RowStore } from './rows/rowStore.ts';
import { readTextRows } from './text/parallelRows.ts';
import { lineName, mostTextRows } from './text/textRows.ts';
import { checkedHeader, headerOf, moreThanPromised, textRowFollows } from './word2vecHeader.ts';

/** A digit, and what parts it from the next. */
const BYTES_A_NUMBER = 2;

/**
 * word2vec text (Mikolov's word2vec.c, `-binary 0`; fastText's .vec is the same): a line 'words dims', then a line a
 * word. https://code.google.com/archive/p/word2vec/
 */
export const word2vecText: Format = {
  name: 'word2vec text',
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
        const rows = readTextRows({ file, store, choice, meter }, start, 2);
        if (rows < words && choice.isAll) {
          throw new UserFault(
            l10n.t(
              '{0}: the header promises {1} words, but the file ends after {2}.',
              file.name,
              words,
              rows,
            ),
          );
        }
        const set = store.finish(word2vecText.name);
        if (rows > words) set.notes.push(moreThanPromised(words, rows));
        return set;
      },
    };
  },
};
