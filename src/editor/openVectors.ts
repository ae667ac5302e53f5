import * as vscode from 'vscode';
import { joinSentences } from '../common/sentences.ts';
import { withByteProgress } from './byteProgress.ts';
import { localFile } from './localFile.ts';
import type { SetEntry, Sets } from './sets.ts';

/** Opens a vector file with progress and a Cancel that works; the set becomes active. */
export async function openVectors(sets: Sets, uri: vscode.Uri): Promise<SetEntry> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const entry = await withByteProgress(vscode.l10n.t('Opening {0}', name), async (token, onProgress) =>
    sets.open(await localFile(uri), { token, mayAsk: true, onProgress }),
  );
  // What else there is to say stands in the set's tooltip.
  const warnings = entry.info?.warnings ?? [];
  // With a button, a message is shown in full and stays until it is read.
  if (warnings.length > 0)
    void vscode.window.showWarningMessage(`${name}: ${joinSentences(...warnings)}`, vscode.l10n.t('OK'));
  return entry;
}
