import * as l10n from '@vscode/l10n';
import type { Format } from './format.ts';
import { fieldsOf, firstLines, type Head } from './bytes/head.ts';
import { RowStore } from './rows/rowStore.ts';
import { areCounted } from './table/columns.ts';
import { isNumber } from './text/number.ts';
import { isTableOfNumbers } from './text/numberRows.ts';
import { readTextRows } from './text/parallelRows.ts';
import { aboutTextRows, lineName, mostTextRows } from './text/textRows.ts';

/** Lines by which the number of dimensions is found. */
const SAMPLE = 100;

/**
 * GloVe text (Pennington, Socher, Manning 2014): a line a word, the word and its numbers parted by spaces, no header.
 * https://nlp.stanford.edu/projects/glove/
 */
export const gloveText: Format = {
  get name() {
    return l10n.t('GloVe text');
  },
  recognises: ({ head }) => {
    const rows = sampleRows(head);
    const dims = commonDims(rows);
    const vectors = rows.filter((row) => row.slice(1).slice(-dims).every(isNumberOfSomeKind));
    const isAllVectors = dims > 0 && vectors.length * 2 >= rows.length && !isTableOfNumbers(rows);
    return isAllVectors && !isQuotedOrNamed(head, rows);
  },
  plan: (file) => {
    const { head } = file;
    const dims = commonDims(sampleRows(head));
    const bytes = file.size - head.start;
    return {
      rows: aboutTextRows(head, bytes),
      dims,
      read: (choice, meter) => {
        const store = new RowStore(dims, mostTextRows(bytes, dims), lineName);
        readTextRows({ file, store, choice, meter }, head.start, 1);
        return store.finish(gloveText.name);
      },
    };
  },
};

/** The fields of the first lines. */
function sampleRows(head: Head): string[][] {
  return firstLines(head, SAMPLE).map(fieldsOf);
}

/** Numbers a row, as most rows have them: a word with spaces, or a line that is wrong, is the exception. */
function commonDims(rows: string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length - 1, (counts.get(length - 1) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? 0;
}

/** Tab-separated values with quotes around the words, or with a line of names above. */
function isQuotedOrNamed(head: Head, rows: string[][]): boolean {
  const [first] = firstLines(head, 1);
  if (!first.includes('\t')) return false;
  const [names] = rows;
  const isQuoted = rows.every(([word]) => /^".*"$/.test(word));
  // Where the column of words has no name, its field is not there.
  return (
    isQuoted || !names.slice(1).some(isNumberOfSomeKind) || areCounted(names) || areCounted(['', ...names])
  );
}

/** Numbers with a decimal comma too: the file is one of vectors, and its reader is told what is wrong with it. */
function isNumberOfSomeKind(field: string): boolean {
  return isNumber(field.replace(',', '.'));
}
