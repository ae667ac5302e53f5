import * as vscode from 'vscode';
import type { ByteProgress } from '../protocol/engine.ts';

/** The part of the bar that the unpacking of a compressed file gets. */
const UNPACKING_PERCENT = 40;

/** Runs a piece of work with a bar of its bytes and a Cancel that works. */
export function withByteProgress<T>(
  title: string,
  work: (token: vscode.CancellationToken, onProgress: (progress: ByteProgress) => void) => Promise<T>,
): Thenable<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (bar, token) => work(token, follow(bar)));
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
