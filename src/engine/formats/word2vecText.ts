import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { ByteSource } from './byteSource.ts';
import type { Format } from './format.ts';
import { fieldsOf, firstLines, isText, word2vecHeader, type Header } from './head.ts';
import { RowStore } from './rowStore.ts';
import { readTextRows } from './textRows.ts';

/**
 * word2vec text (Mikolov's word2vec.c, `-binary 0`; fastText's .vec is the same): a line 'words dims', then a line a
 * word. https://code.google.com/archive/p/word2vec/
 */
export const word2vecText: Format = {
  name: 'word2vec text',
  recognises: (head) => {
    const header = word2vecHeader(head);
    return header !== undefined && isText(head) && !isTwoColumns(head, header);
  },
  read: (source) => {
    const header = skipHeader(source);
    const { words, dims } = header;
    if (words === 0 || dims === 0) {
      throw new UserFault(
        l10n.t('{0}, line 1: the header promises {1} words × {2}.', source.name, words, dims),
      );
    }
    // A number takes two bytes at least.
    if (dims * 2 > source.remaining) {
      throw new UserFault(
        l10n.t(
          '{0}, line 1: the header promises {1} numbers a word, more than the file can hold.',
          source.name,
          dims,
        ),
      );
    }
    const store = new RowStore(dims, Math.ceil(source.remaining / (2 * dims + 2)));
    const rows = readTextRows(source, store, 2);
    const set = store.finish(word2vecText.name);
    if (rows < words) {
      throw new UserFault(
        l10n.t('{0}: the header promises {1} words, but the file ends after {2}.', source.name, words, rows),
      );
    }
    if (rows > words) {
      set.notes.push(
        l10n.t('The header promises {0} words, but the file holds {1}; all were read.', words, rows),
      );
    }
    return set;
  },
};

/** Reads the header that is there, by what {@link Format.recognises} found. */
export function skipHeader(source: ByteSource): Header {
  source.need(64);
  const header = word2vecHeader(source.bytes.subarray(source.start, source.end));
  if (!header) throw new Error('There is no header.');
  source.start += header.length;
  return header;
}

/** A headerless file of one dimension whose first word is a number, such as a year and its value. */
function isTwoColumns(head: Buffer, header: Header): boolean {
  const lines = firstLines(head, 100).filter((line) => line.length > 0);
  return header.dims !== 1 && lines.length > 1 && lines.every((line) => fieldsOf(line).length === 2);
}
