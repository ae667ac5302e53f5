import * as vscode from 'vscode';
import type { PanelFile } from '../protocol/panel.ts';
import { say } from './commands/say.ts';

/** Asks where, and writes there. */
export async function exportFile(name: string, { extension, content }: PanelFile): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const proposed = `${name.replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${extension}`;
  const uri = await vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, proposed),
    filters: { [extension.toUpperCase()]: [extension] },
    saveLabel: vscode.l10n.t('Export'),
  });
  if (!uri) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(uri, bytes);
  say(vscode.l10n.t('Saved: {0}', vscode.workspace.asRelativePath(uri)));
}
