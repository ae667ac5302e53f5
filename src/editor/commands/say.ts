import * as vscode from 'vscode';

const SAID_MS = 4000;

/** Confirms in passing. */
export function say(sentence: string): void {
  vscode.window.setStatusBarMessage(sentence, SAID_MS);
}
