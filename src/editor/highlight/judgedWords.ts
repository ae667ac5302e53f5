import type * as vscode from 'vscode';
import type { SimilarWords } from '../../protocol/queries.ts';
import type { Ask } from '../askOf.ts';
import { around } from '../wordAtCursor.ts';
import { boundsOf, wordsNeeded } from './bins.ts';

/** The words of a text by their cosines to one, and what cosine is near for that one: the lowest of each bin. */
export interface JudgedWords extends SimilarWords {
  bounds: number[];
}

/** The first words of a set, its most frequent ones, tell well enough how near words are to each other. */
const MOST_WORDS = 10_000;

/**
 * The words of a text by their cosines to the one at the cursor; undefined where the set knows none there.
 *
 * @param words of the set
 */
export async function judgedWords(
  ask: Ask,
  words: number,
  editor: vscode.TextEditor,
  text: string,
  token: vscode.CancellationToken,
): Promise<JudgedWords | undefined> {
  const similar = await similarWords(ask, editor, text, token);
  if (!similar) return undefined;
  const first = Math.min(words, MOST_WORDS);
  const question = { positive: [similar.word], count: wordsNeeded(first), restriction: { first } };
  const nearest = await ask('queries/mostSimilar', question, { token });
  const cosines = nearest.map(({ score }) => score);
  return { ...similar, bounds: boundsOf(cosines, first) };
}

async function similarWords(
  ask: Ask,
  { document, selection }: vscode.TextEditor,
  text: string,
  token: vscode.CancellationToken,
): Promise<SimilarWords | undefined> {
  for (const { line, offset } of around(document, selection.active)) {
    const similar = await ask('texts/similarWords', { line, offset, text }, { token });
    if (similar) return similar;
  }
  return undefined;
}
