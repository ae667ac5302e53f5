import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { joinSentences } from '../../common/sentences.ts';
import type { WritableFormat } from '../../protocol/engine.ts';
import { withByteProgress } from '../byteProgress.ts';
import type { EngineHost } from '../engineHost.ts';
import type { SetEntry, Sets } from '../sets.ts';

/** What saving needs of the rest of the extension. */
export interface SaveContext {
  sets: Sets;
  engine: EngineHost;
}

type FormatItem = vscode.QuickPickItem & { format: WritableFormat; extension: string };

/** Saves a set in the format and to the place that the user names. Returns whether it was saved. */
export async function saveSet({ sets, engine }: SaveContext, set: SetEntry): Promise<boolean> {
  const placeHolder = vscode.l10n.t('Save ‘{0}’ as…', set.name);
  // A map that has just opened takes the focus, which must not end the question.
  const options = { placeHolder, matchOnDetail: true, ignoreFocusOut: true };
  const chosen = await vscode.window.showQuickPick(formats(), options);
  const uri = chosen && (await askPlace(set, chosen));
  if (!uri) return false;
  const file = { id: set.id, path: uri.fsPath, format: chosen.format };
  const [named, ...beside] = await sets.ask(set, 'sets/outputPaths', file);
  if (!(await mayReplace(named, beside))) return false;
  const title = vscode.l10n.t('Saving {0}', set.name);
  const { changedWords } = await withByteProgress(title, (token, onProgress) =>
    engine.request('sets/save', file, { token, onProgress }),
  );
  const isTaken = set.unsaved;
  if (isTaken) await sets.savedAs(set, uri.fsPath);
  report(uri, changedWords, isTaken);
  return true;
}

/** Says where the set is now, with ways to go there. */
function report(uri: vscode.Uri, changedWords: number, isTaken: boolean): void {
  const reveal = vscode.l10n.t('Show in Explorer');
  const open = vscode.l10n.t('Open');
  const ways = vscode.workspace.getWorkspaceFolder(uri) ? [reveal, open] : [open];
  const name = vscode.workspace.asRelativePath(uri);
  const saved = isTaken
    ? vscode.l10n.t('Saved: {0}. The open set is that file now, and called after it.', name)
    : vscode.l10n.t('Saved: {0}.', name);
  const message = joinSentences(saved, changedWords > 0 ? underscores(changedWords) : '');
  void vscode.window.showInformationMessage(message, ...ways).then((way) => {
    if (way === reveal) void vscode.commands.executeCommand('revealInExplorer', uri);
    if (way === open) void vscode.commands.executeCommand('embeddingExplorer.openVectorFile', uri);
  });
}

function underscores(words: number): string {
  return words === 1
    ? vscode.l10n.t('1 word has underscores for its spaces there.')
    : vscode.l10n.t(
        '{0} words have underscores for their spaces there.',
        words.toLocaleString(vscode.env.language),
      );
}

function formats(): FormatItem[] {
  const item = (label: string, extension: string, format: WritableFormat, detail: string): FormatItem => {
    return { label, description: `.${extension}`, detail, format, extension };
  };
  return [
    item(
      vscode.l10n.t('word2vec text'),
      'vec',
      'word2vec-text',
      vscode.l10n.t('Words and vectors only. gensim, fastText and most other tools read it.'),
    ),
    item(
      vscode.l10n.t('word2vec binary'),
      'bin',
      'word2vec-binary',
      vscode.l10n.t('Words and vectors only. Smaller than text, and faster to read.'),
    ),
    item(
      vscode.l10n.t('Embedding Projector'),
      'tsv',
      'projector',
      vscode.l10n.t('Vectors, and beside them a table of the words and their metadata columns.'),
    ),
    item(
      vscode.l10n.t('NumPy'),
      'npy',
      'npy',
      vscode.l10n.t('The matrix for numpy.load, and beside it the words and their metadata columns.'),
    ),
    item(
      vscode.l10n.t('safetensors'),
      'safetensors',
      'safetensors',
      vscode.l10n.t('One tensor, ‘embedding’, and beside it the words and their metadata columns.'),
    ),
  ];
}

function askPlace(set: SetEntry, { label, extension, format }: FormatItem): Thenable<vscode.Uri | undefined> {
  const folder = set.unsaved
    ? vscode.workspace.workspaceFolders?.[0]?.uri
    : vscode.Uri.joinPath(vscode.Uri.file(set.path), '..');
  const stem = set.name.replace(/\.\w+$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const file = `${stem}${format === 'projector' ? '_tensors' : ''}.${extension}`;
  return vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, file),
    filters: { [label]: format === 'word2vec-text' ? [extension, 'txt'] : [extension] },
    saveLabel: vscode.l10n.t('Save Vectors'),
  });
}

/** The dialog has asked for the file that it names; for those beside it we ask. */
async function mayReplace(named: string, beside: string[]): Promise<boolean> {
  const found = await Promise.all(beside.map(exists));
  const existing = beside.filter((_, i) => found[i]).map((path) => basename(path));
  if (existing.length === 0) return true;
  const replace = vscode.l10n.t('Replace');
  const names = existing.join(', ');
  const message = (await exists(named))
    ? vscode.l10n.t('{0} exists already. Replace it too?', names)
    : vscode.l10n.t('The words go into {0}, which exists already. Replace it?', names);
  return (await vscode.window.showWarningMessage(message, { modal: true }, replace)) === replace;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
