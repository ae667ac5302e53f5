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
/** Of a workspace, so many are looked at before those are left out that .gitignore names. */
const MOST_FOUND = 200_000;

/** The text that is selected. */
export function selectionCorpus({ document, selection }: vscode.TextEditor): Corpus {
  const name = vscode.l10n.t('{0} (selection)', baseName(document.uri));
  const source = { paths: [], texts: [document.getText(selection)] };
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
  return { name: baseName(notebook.uri), what, source: { paths: [], texts } };
}

/** The text files of a folder, by the setting that says which those are. */
export async function folderCorpus(folder: vscode.Uri): Promise<Corpus> {
  const include = vscode.workspace
    .getConfiguration('embeddingExplorer.training')
    .get<string>('include', '**/*.txt');
  return corpusOf(baseName(folder), await found(new vscode.RelativePattern(folder, include)));
}

/** The files of the workspace that a glob names. */
export async function globCorpus(glob: string): Promise<Corpus> {
  return corpusOf(glob, await found(glob));
}

/** All text of the workspace, without what .gitignore and the search leave out. */
export async function workspaceCorpus(): Promise<Corpus> {
  const uris: vscode.Uri[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const everything = new vscode.RelativePattern(folder, '**/*');
    const files = await vscode.workspace.findFiles(everything, searchExcludes(folder.uri), MOST_FOUND);
    uris.push(...(await withoutIgnored(folder, files)));
  }
  if (uris.length === 0) throw new UserFault(vscode.l10n.t('The workspace has no file to train on.'));
  const name = vscode.workspace.name ?? vscode.l10n.t('workspace');
  const corpus = await corpusOf(name, inOrder(uris.slice(0, MOST_FILES)));
  return { ...corpus, source: { ...corpus.source, passesOver: true } };
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

async function corpusOf(name: string, uris: readonly vscode.Uri[]): Promise<Corpus> {
  return { name, what: countOf(uris), source: await sourceOf(uris) };
}

async function found(pattern: vscode.GlobPattern): Promise<vscode.Uri[]> {
  const uris = await vscode.workspace.findFiles(pattern, undefined, MOST_FILES);
  if (uris.length > 0) return inOrder(uris);
  const shown = typeof pattern === 'string' ? pattern : `${pattern.baseUri.fsPath}/${pattern.pattern}`;
  throw new UserFault(vscode.l10n.t('No file matches {0}.', shown));
}

/** In a fixed order, so that the same seed gives the same vectors. */
function inOrder(uris: vscode.Uri[]): vscode.Uri[] {
  return uris.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function sourceOf(uris: readonly vscode.Uri[]): Promise<CorpusSource> {
  const source: CorpusSource = { paths: [], texts: [] };
  const [documents, notebooks] = [byUri(changedDocuments()), byUri(openNotebooks())];
  for (const uri of uris) {
    const document = documents.get(uri.toString());
    const notebook = notebooks.get(uri.toString());
    if (notebook) source.texts.push(...cellsOf(notebook));
    else if (document) source.texts.push(document.getText());
    else source.paths.push(await localFile(uri));
  }
  return source;
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

function cellsOf(notebook: vscode.NotebookDocument): string[] {
  return notebook.getCells().map(({ document }) => document.getText());
}

function countOf(uris: readonly vscode.Uri[]): string {
  return uris.length === 1
    ? vscode.workspace.asRelativePath(uris[0])
    : vscode.l10n.t('{0} files', uris.length.toLocaleString(vscode.env.language));
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
