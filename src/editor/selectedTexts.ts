import type * as vscode from 'vscode';

/**
 * The texts of an editor that are meant to be compared: its selections from top to bottom; of a single one, its lines;
 * without any, the lines of the file. Empty ones are none.
 */
export function selectedTexts({ document, selections }: vscode.TextEditor): string[] {
  const selected = selections
    .filter(({ isEmpty }) => !isEmpty)
    .sort((a, b) => a.start.compareTo(b.start))
    .map((selection) => document.getText(selection));
  const texts = selected.length > 1 ? selected : (selected[0] ?? document.getText()).split(/\r?\n/);
  return texts.map((text) => text.trim()).filter((text) => text !== '');
}
