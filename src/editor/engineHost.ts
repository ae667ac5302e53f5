import * as vscode from 'vscode';
import { EngineClient } from '../engine/client.ts';
import type { Errors } from './errors.ts';

/** The engine as the extension runs it: its place, its language, its log; tells the user when it had to be restarted. */
export class EngineHost extends EngineClient implements vscode.Disposable {
  private readonly died: vscode.EventEmitter<boolean>;
  /** The engine died, and what it had with it; tells whether a new one runs already. */
  readonly onDidDie: vscode.Event<boolean>;

  constructor(context: vscode.ExtensionContext, errors: Errors) {
    const died = new vscode.EventEmitter<boolean>();
    super({
      modulePath: vscode.Uri.joinPath(context.extensionUri, 'dist', 'engine', 'main.mjs').fsPath,
      l10nBundle: vscode.l10n.uri?.toString(),
      tfjsNodePath: () =>
        vscode.workspace.getConfiguration('embeddingExplorer').get<string>('compute.tfjsNodePath') ||
        undefined,
      log: (text) => errors.log(text),
      onCrash: (reason, isRestarted) => {
        errors.log(`The engine ended (${reason}).`);
        tellOfCrash(reason, isRestarted);
        died.fire(isRestarted);
      },
    });
    this.died = died;
    this.onDidDie = died.event;
  }

  dispose(): void {
    this.stop();
    this.died.dispose();
  }
}

function tellOfCrash(reason: string, isRestarted: boolean): void {
  const sentence = isRestarted
    ? vscode.l10n.t(
        'The embedding engine stopped unexpectedly ({0}) and was restarted; the open sets are being opened again.',
        reason,
      )
    : vscode.l10n.t(
        'The embedding engine stopped again and again ({0}) and stays down until it is next used.',
        reason,
      );
  void vscode.window.showWarningMessage(sentence);
}
