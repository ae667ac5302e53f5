import * as vscode from 'vscode';
import { localFile } from './localFile.ts';
import type { SetEntry, Sets } from './sets.ts';

/** Opens a vector file with progress and a Cancel that works; the set becomes active. */
export async function openVectors(sets: Sets, uri: vscode.Uri): Promise<SetEntry> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const title = vscode.l10n.t('Opening {0}', name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    let shown = 0;
    const entry = await sets.open(await localFile(uri), {
      token,
      onProgress: ({ done, total }) => {
        const percent = total > 0 ? (100 * done) / total : 100;
        progress.report({ increment: percent - shown, message: `${percent.toFixed(0)} %` });
        shown = percent;
      },
    });
    for (const note of entry.info?.notes ?? []) void vscode.window.showInformationMessage(note);
    return entry;
  });
}
