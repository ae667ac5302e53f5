import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';

/** Files that may belong to a file of vectors though they are not called after it. */
const COMPANIONS =
  /^(?:vocab|vocabulary|words|labels|tokens|names|metadata|tokenizer|index)\.(?:txt|tsv|json)$|\.(?:tsv|bytes)$/i;
/** A companion of more bytes is none. */
const LARGEST_COMPANION = 256 << 20;

/**
 * A path that the engine can read: the file's own, or that of a temporary copy where the file lies in another file
 * system than this machine's (a virtual workspace, an archive). Its companions come along: words, side files.
 */
export async function localFile(uri: vscode.Uri): Promise<string> {
  if (uri.scheme === 'file') return uri.fsPath;
  const hash = createHash('sha1').update(uri.toString()).digest('hex');
  const folder = vscode.Uri.file(join(tmpdir(), 'embedding-explorer', hash));
  const copy = async (from: vscode.Uri) => {
    const to = vscode.Uri.joinPath(folder, basename(from.path));
    await vscode.workspace.fs.writeFile(to, await vscode.workspace.fs.readFile(from));
    return to;
  };
  for (const companion of await companionsOf(uri)) await copy(companion);
  return (await copy(uri)).fsPath;
}

async function companionsOf(uri: vscode.Uri): Promise<vscode.Uri[]> {
  const own = basename(uri.path);
  const stem = own.replace(/\.\w+(?:\.gz)?$/, '');
  const folder = vscode.Uri.joinPath(uri, '..');
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
  const names = entries.filter(([, type]) => type & vscode.FileType.File).map(([name]) => name);
  const wanted = names.filter((name) => name !== own && (name.startsWith(stem) || COMPANIONS.test(name)));
  const uris = wanted.map((name) => vscode.Uri.joinPath(folder, name));
  const sizes = await Promise.all(uris.map(async (each) => (await vscode.workspace.fs.stat(each)).size));
  return uris.filter((_, i) => sizes[i] <= LARGEST_COMPANION);
}
