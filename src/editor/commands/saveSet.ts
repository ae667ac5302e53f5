import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { WritableFormat } from '../../protocol/engine.ts';
import { withByteProgress } from '../byteProgress.ts';
import type { EngineHost } from '../engineHost.ts';
import type { SetEntry, Sets } from '../sets.ts';
import { say } from './say.ts';

/** What saving needs of the rest of the extension. */
export interface SaveContext {
  sets: Sets;
  engine: EngineHost;
}

type FormatItem = vscode.QuickPickItem & { format: WritableFormat; extension: string };

/** Saves a set in the format and to the place that the user names. Returns whether it was saved. */
export async function saveSet({ sets, engine }: SaveContext, set: SetEntry): Promise<boolean> {
  const placeHolder = vscode.l10n.t('Save ‘{0}’ as…', set.name);
  const chosen = await vscode.window.showQuickPick(formats(), { placeHolder, matchOnDetail: true });
  const uri = chosen && (await askPlace(set, chosen));
  if (!uri) return false;
  const file = { id: set.id, path: uri.fsPath, format: chosen.format };
  const [, ...beside] = await sets.ask(set, 'sets/outputPaths', file);
  if (!(await mayReplace(beside))) return false;
  await withByteProgress(vscode.l10n.t('Saving {0}', set.name), (token, onProgress) =>
    engine.request('sets/save', file, { token, onProgress }),
  );
  if (set.unsaved) await sets.savedAs(set, uri.fsPath);
  say(vscode.l10n.t('Saved: {0}', vscode.workspace.asRelativePath(uri)));
  return true;
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
      vscode.l10n.t('A line a word. gensim, fastText and most other tools read it.'),
    ),
    item(
      vscode.l10n.t('word2vec binary'),
      'bin',
      'word2vec-binary',
      vscode.l10n.t('Smaller, and faster to read.'),
    ),
    item(
      vscode.l10n.t('Embedding Projector'),
      'tsv',
      'projector',
      vscode.l10n.t('Tensors, and beside them the words with all that is said of them.'),
    ),
    item(
      vscode.l10n.t('NumPy'),
      'npy',
      'npy',
      vscode.l10n.t('The matrix for numpy.load, and beside it the words as text.'),
    ),
    item(
      vscode.l10n.t('safetensors'),
      'safetensors',
      'safetensors',
      vscode.l10n.t('One tensor, ‘embedding’, and beside it the words as text.'),
    ),
  ];
}

function askPlace(set: SetEntry, { label, extension, format }: FormatItem): Thenable<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const stem = set.name.replace(/\.\w+$/, '').replace(/[^\p{L}\p{N}._-]+/gu, '-');
  const file = `${stem}${format === 'projector' ? '_tensors' : ''}.${extension}`;
  return vscode.window.showSaveDialog({
    defaultUri: folder && vscode.Uri.joinPath(folder, file),
    filters: { [label]: format === 'word2vec-text' ? [extension, 'txt'] : [extension] },
    saveLabel: vscode.l10n.t('Save Vectors'),
  });
}

/** The dialog asks for the file that it names; for those beside it we ask. */
async function mayReplace(paths: string[]): Promise<boolean> {
  const isThere = (path: string) =>
    access(path)
      .then(() => true)
      .catch(() => false);
  const found = await Promise.all(paths.map(isThere));
  const existing = paths.filter((_, i) => found[i]).map((path) => basename(path));
  if (existing.length === 0) return true;
  const replace = vscode.l10n.t('Replace');
  const message = vscode.l10n.t('{0} exists already. Replace it too?', existing.join(', '));
  return (await vscode.window.showWarningMessage(message, { modal: true }, replace)) === replace;
}
