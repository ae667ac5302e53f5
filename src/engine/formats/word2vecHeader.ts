import * as l10n from '@vscode/l10n';
import { UserFault } from '../faults.ts';
import { behind, fieldsOf, firstLines, type Head } from './bytes/head.ts';
import type { VectorFile } from './bytes/vectorFile.ts';
import { isNumber } from './text/number.ts';

/** Lines by which a header is told from a row. */
const SAMPLE = 100;

/** 'words dims', the first line of word2vec files, text and binary (Mikolov's word2vec.c: `"%lld %lld\n"`). */
export interface Header {
  words: number;
  dims: number;
  /** Bytes of the line, its line end included. */
  length: number;
}

/** The header that a file begins with, or undefined. */
export function headerOf(head: Head): Header | undefined {
  const match = /^[ \t]*(\d{1,15})[ \t]+(0*[1-9]\d{0,14})[ \t]*(\r?\n|$)/.exec(
    head.bytes.toString('latin1', 0, 64),
  );
  if (!match) return undefined;
  const header = { words: Number(match[1]), dims: Number(match[2]), length: match[0].length };
  return isRow(head, header) ? undefined : header;
}

/** Whether a text line of a word and as many numbers as promised follows the header. */
export function textRowFollows(head: Head, { length, dims }: Header): boolean {
  const rest = behind(head, length);
  const [line] = firstLines(rest, 1);
  if (line !== undefined) return fieldsOf(line).length > dims && fieldsOf(line).slice(-dims).every(isNumber);
  // A line longer than the head: all of its numbers but the one that is cut.
  const numbers = fieldsOf(rest.bytes.toString('latin1')).slice(1, -1);
  return numbers.length > 0 && numbers.every(isNumber);
}

/**
 * The header of a file that has one, its dimensions checked against the file's length.
 *
 * @param bytesANumber that a number takes at least
 * @throws UserFault where not even one row of that length can follow
 */
export function checkedHeader({ head, name, size }: VectorFile, bytesANumber: number): Header {
  const header = headerOf(head);
  if (!header) throw new Error('There is no header.');
  const { words, dims, length } = header;
  const follow = size - head.start - length;
  if (dims * bytesANumber <= follow) return header;
  if (words === 0 && follow === 0)
    throw new UserFault(l10n.t('{0} holds no words: its header promises none, and nothing follows.', name));
  throw new UserFault(
    l10n.t(
      '{0}, line 1: the header promises {1} words of {2} numbers, but only {3} bytes follow.',
      name,
      words.toLocaleString('en'),
      dims.toLocaleString('en'),
      follow.toLocaleString('en'),
    ),
  );
}

/** A note for the user: the words that there are can be read, but more were promised. */
export function fewerThanPromised(promised: number, found: number): string {
  return l10n.t(
    'The header promises {0} words, but the file holds {1}: it may be cut off.',
    promised.toLocaleString('en'),
    found.toLocaleString('en'),
  );
}

/** A note for the user. */
export function moreThanPromised(promised: number, found: number): string {
  return l10n.t(
    'The header promises {0} words, but the file holds {1}; all were read.',
    promised.toLocaleString('en'),
    found.toLocaleString('en'),
  );
}

/** Whether the line is the first row of a file of one dimension without header whose words are numbers: years, ids. */
function isRow(head: Head, { words, dims }: Header): boolean {
  const rows = firstLines(head, SAMPLE).map(fieldsOf);
  const pairs = rows.every(
    ([word, number, ...more]) => /^\d+$/.test(word) && isNumber(number ?? '') && !more.length,
  );
  if (rows.length < 2 || !pairs) return false;
  const countable = head.whole && rows.length < SAMPLE;
  return dims !== 1 || (countable && words !== rows.length - 1);
}
