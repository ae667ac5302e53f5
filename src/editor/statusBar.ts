import * as vscode from 'vscode';
import { plainLabel } from './plainLabel.ts';
import { sizeOf, titleOf, type Sets } from './sets.ts';

/** The active set in the status bar; a click switches it. Hidden where no set is open. */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'embeddingExplorer.active',
    vscode.StatusBarAlignment.Right,
  );
  private readonly subscription: vscode.Disposable;
  private readonly sets: Sets;

  constructor(sets: Sets) {
    this.sets = sets;
    this.item.name = vscode.l10n.t('Active Embedding Set');
    this.item.command = 'embeddingExplorer.switchSet';
    this.subscription = sets.onDidChange(() => this.update());
    this.update();
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private update(): void {
    const { active } = this.sets;
    if (!active) return this.item.hide();
    const icon = active.state === 'loading' ? '$(loading~spin)' : '$(type-hierarchy)';
    this.item.text = `${icon} ${plainLabel(active.name)}`;
    this.item.tooltip = vscode.l10n.t(
      'Active embedding set: {0} {1}. Click to switch.',
      titleOf(active),
      sizeOf(active),
    );
    this.item.show();
  }
}
