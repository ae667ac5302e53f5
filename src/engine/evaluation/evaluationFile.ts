import * as l10n from '@vscode/l10n';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../faults.ts';

/** Evaluation sets are lists made by people: the largest have some megabytes. */
const MOST_BYTES = 64 << 20;
/** Words that are looked through between two looks at whether anybody still wants to know. */
const SLICE = 1 << 15;

/**
 * The lines of an evaluation file.
 *
 * @throws UserFault where it cannot be read, is empty, no text, or too large to be one
 */
export async function evaluationLines(path: string): Promise<string[]> {
  const name = basename(path);
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES) {
      const mebibytes = MOST_BYTES >> 20;
      throw new UserFault(l10n.t('{0} is larger than {1} MiB; no evaluation set is.', name, mebibytes));
    }
    const text = await readFile(path, 'utf8');
    if (text.trim() === '') throw new UserFault(l10n.t('{0} is empty.', name));
    if (text.includes('\0')) throw new UserFault(l10n.t('{0} is no text file; expected UTF-8 text.', name));
    return text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  } catch (error) {
    if (error instanceof UserFault) throw error;
    throw new UserFault(l10n.t('{0} cannot be read: {1}', name, (error as Error).message));
  }
}

/** The rows of the words that an evaluation asks about. */
export interface WordRows {
  /** How words are compared: as they are, or in upper case as gensim does it. */
  fold: (word: string) => string;
  /** The row of a word, undefined where the set does not know it. */
  row: (word: string) => number | undefined;
}

/**
 * Finds words among the first of a set. Where case does not count, the first of several spellings is meant, which is the
 * most frequent one.
 *
 * @throws Cancelled
 */
export async function findRows(
  set: EmbeddingSet,
  words: Iterable<string>,
  { first, isCaseSensitive }: { first: number; isCaseSensitive: boolean },
  signal: AbortSignal,
): Promise<WordRows> {
  const fold = isCaseSensitive ? (word: string) => word : (word: string) => word.toUpperCase();
  const rows = new Map<string, number | undefined>();
  for (const word of words) rows.set(fold(word), undefined);
  const end = Math.min(first, set.size);
  for (let row = 0; row < end; row++) {
    if (row % SLICE === 0) await pause(signal);
    const word = fold(set.vocabulary.word(row));
    if (rows.has(word) && rows.get(word) === undefined) rows.set(word, row);
  }
  return { fold, row: (word) => rows.get(fold(word)) };
}

/** Lets others ask, too. */
export async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new Cancelled();
}
