import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';

/**
 * A path that the engine can read: the file's own, or that of a temporary copy where the file lies in another file
 * system than this machine's (a virtual workspace, an archive).
 */
export async function localFile(uri: vscode.Uri): Promise<string> {
  if (uri.scheme === 'file') return uri.fsPath;
  const folder = join(
    tmpdir(),
    'embedding-explorer',
    createHash('sha1').update(uri.toString()).digest('hex'),
  );
  const copy = vscode.Uri.file(join(folder, basename(uri.path)));
  await vscode.workspace.fs.writeFile(copy, await vscode.workspace.fs.readFile(uri));
  return copy.fsPath;
}
