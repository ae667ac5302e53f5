import ignore, { type Ignore } from 'ignore';
import * as vscode from 'vscode';

/** The rules of one .gitignore. */
interface Rules {
  /** The folder that they hold for, by its whole path: '/a/b/'. */
  folder: string;
  rules: Ignore;
}

/**
 * Leaves out the files of a folder that .gitignore files name: those in it, and those above it up to the root of its
 * repository, whether there is a Git or not. A folder that those above leave out was meant all the same.
 */
export async function withoutIgnored(folder: vscode.Uri, uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/.gitignore'));
  const inside = await Promise.all(files.map(readRules));
  const above = await rulesAbove(folder);
  const all = isIgnored(`${folder.path.replace(/\/$/, '')}/`, above) ? inside : [...above, ...inside];
  // The deeper ones have the last word.
  all.sort((a, b) => a.folder.length - b.folder.length);
  return uris.filter((uri) => !isIgnored(uri.path, all));
}

/** Those of the folders above, where the folder lies in a repository. */
async function rulesAbove(folder: vscode.Uri): Promise<Rules[]> {
  const all: Rules[] = [];
  for (let at = folder; ;) {
    if (await exists(vscode.Uri.joinPath(at, '.git'))) return all;
    const parent = vscode.Uri.joinPath(at, '..');
    if (parent.path === at.path) return [];
    at = parent;
    const file = vscode.Uri.joinPath(at, '.gitignore');
    if (await exists(file)) all.push(await readRules(file));
  }
}

async function readRules(file: vscode.Uri): Promise<Rules> {
  const text = Buffer.from(await vscode.workspace.fs.readFile(file)).toString();
  return { folder: file.path.slice(0, file.path.lastIndexOf('/') + 1), rules: ignore().add(text) };
}

function isIgnored(path: string, all: readonly Rules[]): boolean {
  let isIgnored = false;
  for (const { folder, rules } of all) {
    if (!path.startsWith(folder) || path === folder) continue;
    const { ignored, unignored } = rules.test(path.slice(folder.length));
    if (ignored) isIgnored = true;
    else if (unignored) isIgnored = false;
  }
  return isIgnored;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );
}
