import * as vscode from 'vscode';
import type { ByteProgress } from '../protocol/engine.ts';
import { localFile } from './localFile.ts';
import type { SetEntry, Sets } from './sets.ts';

/** The part of the bar that the unpacking of a compressed file gets. */
const UNPACKING_PERCENT = 40;

/** Opens a vector file with progress and a Cancel that works; the set becomes active. */
export async function openVectors(sets: Sets, uri: vscode.Uri): Promise<SetEntry> {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const title = vscode.l10n.t('Opening {0}', name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const path = await localFile(uri);
    const entry = await sets.open(path, { token, mayAsk: true, onProgress: follow(progress) });
    for (const note of entry.info?.notes ?? []) void vscode.window.showInformationMessage(note);
    return entry;
  });
}

/** Shows bytes on a bar of 100. */
function follow(bar: vscode.Progress<{ increment: number; message: string }>) {
  let shown = 0;
  let unpacked = 0;
  return ({ phase, done, total }: ByteProgress) => {
    const share = total > 0 ? done / total : 1;
    const isUnpacking = phase === 'unpacking';
    const percent = isUnpacking ? UNPACKING_PERCENT * share : unpacked + (100 - unpacked) * share;
    if (isUnpacking) unpacked = percent;
    const text = (100 * share).toFixed(0);
    const message = isUnpacking ? vscode.l10n.t('unpacking, {0} %', text) : `${text} %`;
    bar.report({ increment: percent - shown, message });
    shown = percent;
  };
}
