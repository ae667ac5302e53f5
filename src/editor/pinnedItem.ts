import * as vscode from 'vscode';
import { plainLabel } from './plainLabel.ts';
import type { PinnedWord } from './pinnedWord.ts';
import type { Sets } from './sets.ts';

/** The pinned word in the status bar; a click unpins it. Hidden where none is pinned, or no set is open to compare by. */
export class PinnedItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'embeddingExplorer.pinned',
    vscode.StatusBarAlignment.Right,
  );
  private readonly subscriptions: vscode.Disposable[];
  private readonly pinned: PinnedWord;
  private readonly sets: Sets;

  constructor(pinned: PinnedWord, sets: Sets) {
    this.pinned = pinned;
    this.sets = sets;
    this.item.name = vscode.l10n.t('Pinned Word');
    this.item.command = 'embeddingExplorer.unpinWord';
    this.subscriptions = [pinned.onDidChange(() => this.update()), sets.onDidChange(() => this.update())];
    this.update();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.item.dispose();
  }

  private update(): void {
    const { word } = this.pinned;
    if (word === undefined || !this.sets.active) return this.item.hide();
    this.item.text = `$(pinned) ${plainLabel(word)}`;
    this.item.tooltip = vscode.l10n.t('Hovers compare with ‘{0}’, the pinned word. Click to unpin it.', word);
    this.item.show();
  }
}
