import * as vscode from 'vscode';
import type { EngineHost } from '../engineHost.ts';

/** Says which TensorFlow.js backend computes, and why that one. */
export async function showBackend(engine: EngineHost): Promise<void> {
  const { backend, version, why } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Proving the compute backend…') },
    () => engine.request('backend/describe', {}),
  );
  const message = vscode.l10n.t('Compute backend: TensorFlow.js {0}, {1}. {2}', version, backend, why);
  void vscode.window.showInformationMessage(message);
}
