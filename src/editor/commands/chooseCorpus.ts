import * as vscode from 'vscode';
import {
  filesCorpus,
  folderCorpus,
  globCorpus,
  notebookCorpus,
  selectionCorpus,
  workspaceCorpus,
  type Corpus,
} from '../corpora.ts';

type Choice = vscode.QuickPickItem & { corpus: () => Promise<Corpus | undefined> };

/** What was named in the explorer: one file or folder, or several files. */
export async function corpusAt(uris: readonly vscode.Uri[]): Promise<Corpus> {
  const [first] = uris;
  if (uris.length > 1) return filesCorpus(uris);
  const { type } = await vscode.workspace.fs.stat(first);
  return type & vscode.FileType.Directory ? folderCorpus(first) : filesCorpus([first]);
}

/** Asks what to train on. Undefined where the user turns away. */
export async function chooseCorpus(
  placeHolder = vscode.l10n.t('Train word vectors on…'),
): Promise<Corpus | undefined> {
  const choices = [...whatIsOpen(), ...elsewhere()];
  return (await vscode.window.showQuickPick(choices, { placeHolder }))?.corpus();
}

function whatIsOpen(): Choice[] {
  const { activeTextEditor: editor, activeNotebookEditor } = vscode.window;
  const choices: Choice[] = [];
  if (editor && !editor.selection.isEmpty) {
    const label = vscode.l10n.t('$(selection) The selection');
    choices.push({ label, corpus: async () => selectionCorpus(editor) });
  }
  if (activeNotebookEditor) {
    const { notebook } = activeNotebookEditor;
    const label = vscode.l10n.t('$(notebook) This notebook');
    const description = vscode.workspace.asRelativePath(notebook.uri);
    choices.push({ label, description, corpus: async () => notebookCorpus(notebook) });
  } else if (editor) {
    const { uri } = editor.document;
    const label = vscode.l10n.t('$(file) This file');
    const description = vscode.workspace.asRelativePath(uri);
    choices.push({ label, description, corpus: () => filesCorpus([uri]) });
  }
  return choices;
}

function elsewhere(): Choice[] {
  const choices: Choice[] = [
    { label: vscode.l10n.t('$(files) Files…'), corpus: askFiles },
    { label: vscode.l10n.t('$(folder) A folder…'), corpus: askFolder },
    { label: vscode.l10n.t('$(search) Files by a glob…'), corpus: askGlob },
  ];
  if (!vscode.workspace.workspaceFolders?.length) return choices;
  const label = vscode.l10n.t('$(root-folder) The workspace');
  const description = vscode.l10n.t('its texts, but what .gitignore and the search leave out');
  return [...choices, { label, description, corpus: workspaceCorpus }];
}

async function askFiles(): Promise<Corpus | undefined> {
  const openLabel = vscode.l10n.t('Train on These Files');
  const chosen = await vscode.window.showOpenDialog({ canSelectMany: true, openLabel });
  return chosen && filesCorpus(chosen);
}

async function askFolder(): Promise<Corpus | undefined> {
  const openLabel = vscode.l10n.t('Train on This Folder');
  const options = { canSelectFolders: true, canSelectFiles: false, openLabel };
  const chosen = await vscode.window.showOpenDialog(options);
  return chosen && folderCorpus(chosen[0]);
}

async function askGlob(): Promise<Corpus | undefined> {
  const prompt = vscode.l10n.t('The files of the workspace to train on, such as {0}', '**/*.md');
  const glob = await vscode.window.showInputBox({ prompt, value: '**/*.txt' });
  return glob ? globCorpus(glob) : undefined;
}
