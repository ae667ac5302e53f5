import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import type { Format } from './format.ts';
import { fieldsOf, firstLines, HEAD_BYTES, isText } from './head.ts';
import { RowStore } from './rowStore.ts';
import { isNumber, readTextRows } from './textRows.ts';

/** Lines by which the number of dimensions is found. */
const SAMPLE = 100;

/**
 * GloVe text (Pennington, Socher, Manning 2014): a line a word, the word and its numbers parted by spaces, no header.
 * https://nlp.stanford.edu/projects/glove/
 */
export const gloveText: Format = {
  name: 'GloVe text',
  recognises: (head) => isText(head) && dimsOf(head) > 0,
  read: (source) => {
    source.need(HEAD_BYTES);
    const dims = dimsOf(source.bytes.subarray(source.start, source.end));
    // Each number takes two bytes at least, and each line a word and its end.
    const store = new RowStore(dims, Math.ceil(source.remaining / (2 * dims + 2)));
    readTextRows(source, store, 1);
    if (store.rows === 0) throw new UserFault(l10n.t('{0} holds no word that can be read.', source.name));
    return store.finish(gloveText.name);
  },
};

/** Numbers a line, as most of the first lines have them; 0 where most of them are something else than vectors. */
function dimsOf(head: Buffer): number {
  const lines = firstLines(head.subarray(0, HEAD_BYTES), SAMPLE).filter((line) => line.length > 0);
  const counts = new Map<number, number>();
  for (const line of lines) {
    const dims = fieldsOf(line).length - 1;
    counts.set(dims, (counts.get(dims) ?? 0) + 1);
  }
  const [dims] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [0];
  if (dims < 1) return 0;
  const vectors = lines.filter((line) => fieldsOf(line).slice(1).slice(-dims).every(isNumber));
  return vectors.length * 2 >= lines.length ? dims : 0;
}
