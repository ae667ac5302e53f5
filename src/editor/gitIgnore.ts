import ignore, { type Ignore } from 'ignore';
import * as vscode from 'vscode';

/** The rules of one .gitignore. */
interface Rules {
  /** The folder that they hold for, relative to the workspace's: '' or 'a/b/'. */
  folder: string;
  rules: Ignore;
}

/** Leaves out the files of a workspace folder that its .gitignore files name, whether there is a Git or not. */
export async function withoutIgnored(
  { uri: folder }: vscode.WorkspaceFolder,
  uris: readonly vscode.Uri[],
): Promise<vscode.Uri[]> {
  const pathOf = (uri: vscode.Uri) => uri.path.slice(folder.path.replace(/\/$/, '').length + 1);
  const files = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/.gitignore'));
  const all = await Promise.all(files.map((file) => readRules(file, pathOf(file))));
  // The deeper ones have the last word.
  all.sort((a, b) => a.folder.length - b.folder.length);
  return uris.filter((uri) => !isIgnored(pathOf(uri), all));
}

async function readRules(file: vscode.Uri, path: string): Promise<Rules> {
  const text = Buffer.from(await vscode.workspace.fs.readFile(file)).toString();
  return { folder: path.slice(0, path.lastIndexOf('/') + 1), rules: ignore().add(text) };
}

function isIgnored(path: string, all: readonly Rules[]): boolean {
  let isIgnored = false;
  for (const { folder, rules } of all) {
    if (!path.startsWith(folder)) continue;
    const { ignored, unignored } = rules.test(path.slice(folder.length));
    if (ignored) isIgnored = true;
    else if (unignored) isIgnored = false;
  }
  return isIgnored;
}
