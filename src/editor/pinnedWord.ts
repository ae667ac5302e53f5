import * as vscode from 'vscode';

const KEY = 'pinnedWord';

/** The word that every hover compares with; kept over a reload. */
export class PinnedWord implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.state = state;
  }

  get word(): string | undefined {
    return this.state.get<string>(KEY);
  }

  async pin(word: string | undefined): Promise<void> {
    await this.state.update(KEY, word);
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
