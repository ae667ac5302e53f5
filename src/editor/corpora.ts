import * as vscode from 'vscode';
import type { CorpusSource } from '../protocol/engine.ts';
import { UserFault } from '../engine/faults.ts';
import { withoutIgnored } from './gitIgnore.ts';
import { localFile } from './localFile.ts';

/** A corpus to train on, and what to call what comes of it. */
export interface Corpus {
  name: string;
  /** What is read, to be shown: 'a selection', '12 files'. */
  what: string;
  source: CorpusSource;
}

/** More files than this are no corpus but a mistaken glob. */
const MOST_FILES = 20_000;
/** Of a folder, so many are looked at before those are left out that .gitignore names. */
const MOST_FOUND = 200_000;

/** The text that is selected. */
export function selectionCorpus({ document, selection }: vscode.TextEditor): Corpus {
  const name = vscode.l10n.t('{0} (selection)', baseName(document.uri));
  const source = { paths: [], texts: [document.getText(selection)], names: [name] };
  return { name, what: vscode.l10n.t('the selection'), source };
}

/** Files: each as it stands in its editor where that has changes, else as it lies on disk. */
export async function filesCorpus(uris: readonly vscode.Uri[]): Promise<Corpus> {
  const [first] = uris;
  const others = uris.length - 1;
  const name = others > 0 ? vscode.l10n.t('{0} and {1} more', baseName(first), others) : baseName(first);
  return { name, what: countOf(uris), source: await sourceOf(uris) };
}

/** The Markdown and code cells of a notebook that is open. */
export function notebookCorpus(notebook: vscode.NotebookDocument): Corpus {
  const texts = cellsOf(notebook);
  const what = vscode.l10n.t('{0} cells', texts.length.toLocaleString(vscode.env.language));
  const name = baseName(notebook.uri);
  return { name, what, source: { paths: [], texts: [texts.join('\n\n')], names: [nameOf(notebook.uri)] } };
}

/** The files of a folder that the setting names, without what .gitignore and the search leave out. */
export async function folderCorpus(folder: vscode.Uri): Promise<Corpus> {
  const uris = await textsIn(folder);
  if (uris.length === 0) throw nothingIn(baseName(folder));
  return corpusOf(baseName(folder), uris);
}

/** The files of the workspace that a glob names. */
export async function globCorpus(glob: string): Promise<Corpus> {
  const uris = await vscode.workspace.findFiles(glob, undefined, MOST_FOUND);
  if (uris.length === 0) throw new UserFault(vscode.l10n.t('No file matches {0}.', glob));
  return corpusOf(glob, uris);
}

/** As {@link folderCorpus}, of all folders of the workspace. */
export async function workspaceCorpus(): Promise<Corpus> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const uris = (await Promise.all(folders.map(({ uri }) => textsIn(uri)))).flat();
  const name = vscode.workspace.name ?? vscode.l10n.t('workspace');
  if (uris.length === 0) throw nothingIn(name);
  return corpusOf(name, uris);
}

async function textsIn(folder: vscode.Uri): Promise<vscode.Uri[]> {
  const include = vscode.workspace
    .getConfiguration('embeddingExplorer.training', folder)
    .get<string>('include', '**/*.txt');
  const pattern = new vscode.RelativePattern(folder, include);
  const files = await vscode.workspace.findFiles(pattern, searchExcludes(folder), MOST_FOUND);
  return withoutIgnored(folder, files);
}

function nothingIn(name: string): UserFault {
  return new UserFault(
    vscode.l10n.t(
      '{0} has no file to train on: the setting {1} says which files those are.',
      name,
      'embeddingExplorer.training.include',
    ),
  );
}

/** What the search leaves out beside what is hidden anyway (files.exclude), as one glob. */
function searchExcludes(scope: vscode.Uri): string | undefined {
  const excludes = vscode.workspace
    .getConfiguration('search', scope)
    .get<Record<string, unknown>>('exclude', {});
  const globs = Object.entries(excludes)
    .filter(([, isOn]) => isOn === true)
    .map(([glob]) => glob);
  return globs.length > 0 ? `{${globs.join(',')}}` : undefined;
}

/** Files that were found, and not named one by one: what of them is no text is left out. */
async function corpusOf(name: string, uris: vscode.Uri[]): Promise<Corpus> {
  const read = inOrder(uris).slice(0, MOST_FILES);
  const source = { ...(await sourceOf(read)), passesOver: true };
  if (read.length === uris.length) return { name, what: countOf(uris), source };
  const [some, all] = [read, uris].map(({ length }) => length.toLocaleString());
  return { name, what: vscode.l10n.t('the first {0} of {1} files', some, all), source };
}

/** In a fixed order, so that the same seed gives the same vectors. */
function inOrder(uris: vscode.Uri[]): vscode.Uri[] {
  return uris.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function sourceOf(uris: readonly vscode.Uri[]): Promise<CorpusSource> {
  const paths: { name: string; path: string }[] = [];
  const texts: { name: string; text: string }[] = [];
  const [documents, notebooks] = [byUri(changedDocuments()), byUri(openNotebooks())];
  for (const uri of uris) {
    const name = nameOf(uri);
    const document = documents.get(uri.toString());
    const notebook = notebooks.get(uri.toString());
    if (notebook) texts.push({ name, text: cellsOf(notebook).join('\n\n') });
    else if (document) texts.push({ name, text: document.getText() });
    else paths.push({ name, path: await localFile(uri) });
  }
  return {
    paths: paths.map(({ path }) => path),
    texts: texts.map(({ text }) => text),
    names: [...paths, ...texts].map(({ name }) => name),
  };
}

function changedDocuments(): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter((document) => document.isDirty || document.isUntitled);
}

/** Those that the engine would read otherwise: with changes, or of another kind than Jupyter's. */
function openNotebooks(): vscode.NotebookDocument[] {
  const { notebookDocuments } = vscode.workspace;
  return notebookDocuments.filter(
    ({ isDirty, notebookType }) => isDirty || notebookType !== 'jupyter-notebook',
  );
}

function byUri<T extends { uri: vscode.Uri }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.uri.toString(), item]));
}

/** The texts of its Markdown and code cells: what is raw is neither, though the editor takes it for code. */
function cellsOf(notebook: vscode.NotebookDocument): string[] {
  const cells = notebook.getCells().filter(({ document }) => document.languageId !== 'raw');
  return cells.map(({ document }) => document.getText());
}

function countOf(uris: readonly vscode.Uri[]): string {
  return uris.length === 1
    ? nameOf(uris[0])
    : vscode.l10n.t('{0} files', uris.length.toLocaleString(vscode.env.language));
}

/** Where a file is, from its workspace folder on; of one elsewhere its name alone, since this is saved beside vectors. */
function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.getWorkspaceFolder(uri) ? vscode.workspace.asRelativePath(uri) : baseName(uri);
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
