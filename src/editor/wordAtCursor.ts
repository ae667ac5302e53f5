import type { Position, TextDocument, TextEditor } from 'vscode';
import type { Ask } from './askOf.ts';

/** No word is longer than this: of a line of a megabyte only the neighbourhood of the cursor is sent. */
const REACH = 200;

/** A line as far as a word at a place in it can reach, and that place in it. */
export interface Surroundings {
  line: string;
  /** In UTF-16 units. */
  offset: number;
}

/**
 * What surrounds a cursor, to look for a word in: first the one that begins at it or that it stands in, then the one that
 * ends at it.
 */
export function around(document: TextDocument, { line, character }: Position): Surroundings[] {
  const { text } = document.lineAt(line);
  const from = Math.max(0, character - REACH);
  const surroundings = { line: text.slice(from, character + REACH), offset: character - from };
  const before = { ...surroundings, offset: surroundings.offset - 1 };
  return before.offset < 0 ? [surroundings] : [surroundings, before];
}

/** The word that is selected in an editor, or else stands at its cursor, where the set knows it. */
export async function wordAtCursor(ask: Ask, editor: TextEditor): Promise<string | undefined> {
  const { document, selection } = editor;
  const selected = selection.isSingleLine ? document.getText(selection).trim() : '';
  if (selected && selected.length <= REACH && (await ask('sets/find', { word: selected })) >= 0)
    return selected;
  for (const { line, offset } of around(document, selection.active)) {
    const found = await ask('sets/wordAt', { text: line, offset, neighbours: 0, compareWith: [] });
    if (found) return found.word;
  }
  return undefined;
}
