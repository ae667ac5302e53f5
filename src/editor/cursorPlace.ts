import * as vscode from 'vscode';
import { around, type Surroundings } from './wordAtCursor.ts';

/** From the last move of the cursor to the question what stands there. */
const PAUSE_MS = 120;

/** Where the cursor of the text editor stands: those who want to know it look for a word there. */
export class CursorPlace implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires once the cursor rests at another place. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    const { window } = vscode;
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => this.changeSoon()),
      window.onDidChangeTextEditorSelection(
        ({ textEditor }) => textEditor === window.activeTextEditor && this.changeSoon(),
      ),
    ];
  }

  /** What surrounds it; nothing where no text editor is active. */
  get surroundings(): Surroundings[] {
    const editor = vscode.window.activeTextEditor;
    // What the log shows must not depend on the log.
    if (!editor || editor.document.uri.scheme === 'output') return [];
    return around(editor.document, editor.selection.active);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.changed.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private changeSoon(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.changed.fire(), PAUSE_MS);
  }
}
