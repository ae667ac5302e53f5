import * as vscode from 'vscode';
import type { CorpusSource } from '../protocol/engine.ts';
import { UserFault } from '../engine/faults.ts';
import { localFile } from './localFile.ts';

/** A corpus to train on, and what to call what comes of it. */
export interface Corpus {
  name: string;
  source: CorpusSource;
}

/** More files than this are no corpus but a mistaken glob. */
const MOST_FILES = 20_000;

/** The text that is selected. */
export function selectionCorpus({ document, selection }: vscode.TextEditor): Corpus {
  const name = vscode.l10n.t('{0} (selection)', baseName(document.uri));
  return { name, source: { paths: [], texts: [document.getText(selection)] } };
}

/** A file: as it stands in its editor where that has changes, else as it lies on disk. */
export async function fileCorpus(uri: vscode.Uri): Promise<Corpus> {
  return { name: baseName(uri), source: await sourceOf([uri]) };
}

/** The text files of a folder, by the setting that says which those are. */
export async function folderCorpus(folder: vscode.Uri): Promise<Corpus> {
  const include = vscode.workspace
    .getConfiguration('embeddingExplorer.training')
    .get<string>('include', '**/*.txt');
  return { name: baseName(folder), source: await found(new vscode.RelativePattern(folder, include)) };
}

/** The files of the workspace that a glob names. */
export async function globCorpus(glob: string): Promise<Corpus> {
  return { name: glob, source: await found(glob) };
}

async function found(pattern: vscode.GlobPattern): Promise<CorpusSource> {
  const uris = await vscode.workspace.findFiles(pattern, undefined, MOST_FILES);
  if (uris.length === 0) {
    const shown = typeof pattern === 'string' ? pattern : `${pattern.baseUri.fsPath}/${pattern.pattern}`;
    throw new UserFault(vscode.l10n.t('No file matches {0}.', shown));
  }
  // In a fixed order, so that the same seed gives the same vectors.
  return sourceOf(uris.sort((a, b) => (a.path < b.path ? -1 : 1)));
}

async function sourceOf(uris: vscode.Uri[]): Promise<CorpusSource> {
  const source: CorpusSource = { paths: [], texts: [] };
  for (const uri of uris) {
    const open = vscode.workspace.textDocuments.find(
      (document) => document.uri.toString() === uri.toString(),
    );
    if (open && (open.isDirty || open.isUntitled)) source.texts.push(open.getText());
    else source.paths.push(await localFile(uri));
  }
  return source;
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
