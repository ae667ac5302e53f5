import * as vscode from 'vscode';
import { EngineClient } from '../engine/client.ts';
import type { Errors } from './errors.ts';

/** The engine as the extension runs it: its place, its language, its log; tells the user when it had to be restarted. */
export class EngineHost extends EngineClient implements vscode.Disposable {
  private readonly restarted: vscode.EventEmitter<void>;
  /** A new engine runs in the place of one that died; it knows no sets. */
  readonly onDidRestart: vscode.Event<void>;

  constructor(context: vscode.ExtensionContext, errors: Errors) {
    const restarted = new vscode.EventEmitter<void>();
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
        if (isRestarted) restarted.fire();
      },
    });
    this.restarted = restarted;
    this.onDidRestart = restarted.event;
  }

  dispose(): void {
    this.stop();
    this.restarted.dispose();
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
