import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { ByteSource } from './byteSource.ts';
import type { Format } from './format.ts';
import { isText, word2vecHeader } from './head.ts';
import { RowStore } from './rowStore.ts';
import { skipHeader } from './word2vecText.ts';

const SPACE = 32;
const NEWLINE = 10;

/**
 * word2vec binary (Mikolov's word2vec.c, `-binary 1`): a line 'words dims', then for each word its bytes, a space, and
 * `dims` little-endian float32; word2vec.c ends each with a line end, gensim does not.
 * https://code.google.com/archive/p/word2vec/
 */
export const word2vecBinary: Format = {
  name: 'word2vec binary',
  recognises: (head) => {
    const header = word2vecHeader(head);
    return header !== undefined && !isText(head.subarray(header.length));
  },
  read: (source) => {
    const { words, dims } = skipHeader(source);
    const { name } = source;
    if (words === 0 || dims === 0 || dims * 4 > source.remaining) {
      throw new UserFault(
        l10n.t(
          '{0}: the header promises {1} words × {2}, but the file has only {3} bytes for them.',
          name,
          words,
          dims,
          source.remaining,
        ),
      );
    }
    const store = new RowStore(dims, Math.min(words, Math.ceil(source.remaining / (4 * dims + 2))));
    for (let row = 1; row <= words; row++) readRow(source, store, row, words);
    const set = store.finish(word2vecBinary.name);
    const more = bytesLeft(source);
    if (more > 0) set.notes.push(l10n.t('{0} bytes follow the last word that the header promises.', more));
    return set;
  },
};

function readRow(source: ByteSource, store: RowStore, row: number, rows: number): void {
  while (source.need(1) && source.bytes[source.start] === NEWLINE) source.start++;
  const space = source.find(SPACE);
  const wordLength = space - source.start;
  const vectorBytes = store.dims * 4;
  if (space < 0 || !source.need(wordLength + 1 + vectorBytes)) {
    throw new UserFault(
      l10n.t(
        '{0} is cut off: in word {1} of {2}, at byte {3}, expected a word and {4} bytes of numbers, found {5} bytes.',
        source.name,
        row,
        rows,
        source.position,
        vectorBytes,
        source.end - source.start,
      ),
    );
  }
  const { start } = source;
  const at = start + wordLength + 1;
  const target = new Uint8Array(store.vectors.buffer, store.at * 4, vectorBytes);
  target.set(source.bytes.subarray(at, at + vectorBytes));
  store.take(source.bytes, start, start + wordLength, () => l10n.t('word {0}', row));
  source.start = at + vectorBytes;
}

/** Bytes behind the last word that are no line ends. */
function bytesLeft(source: ByteSource): number {
  while (source.need(1) && source.bytes[source.start] === NEWLINE) source.start++;
  return source.need(1) ? source.remaining : 0;
}
