import type * as vscode from 'vscode';

/** A text that is meant to be compared, and what it is called by. */
export interface SelectedText {
  text: string;
  /** Its line in the file, or its place among the selections: from 1 on. */
  number: number;
}

/**
 * The texts of an editor that are meant to be compared: its selections from top to bottom; of a single one, its lines;
 * without any, the lines of the file. Empty ones are none.
 */
export function selectedTexts({ document, selections }: vscode.TextEditor): SelectedText[] {
  const selected = selections.filter(({ isEmpty }) => !isEmpty).sort((a, b) => a.start.compareTo(b.start));
  const [first] = selected;
  const texts =
    selected.length > 1
      ? numbered(
          selected.map((selection) => document.getText(selection)),
          1,
        )
      : numbered(document.getText(first).split(/\r?\n/), (first?.start.line ?? 0) + 1);
  return texts.filter(({ text }) => text !== '');
}

function numbered(texts: readonly string[], from: number): SelectedText[] {
  return texts.map((text, i) => ({ text: text.trim(), number: from + i }));
}
