import * as vscode from 'vscode';
import type { Maps } from '../../panels/maps.ts';
import type { EngineHost } from '../engineHost.ts';
import { openVectors } from '../openVectors.ts';
import type { OpenAnswers } from '../openAnswers.ts';
import { plainLabel } from '../plainLabel.ts';
import type { PinnedWord } from '../pinnedWord.ts';
import type { SetEntry, Sets } from '../sets.ts';
import { sizeOf } from '../setsView.ts';
import { saveSet } from './saveSet.ts';
import { say } from './say.ts';

/** What files of vectors are called; what they are is found by what they hold. */
const EXTENSIONS = [
  ...[
    'vec',
    'glove',
    'txt',
    'bin',
    'npy',
    'npz',
    'safetensors',
    'kv',
    'model',
    'parquet',
    'arrow',
    'feather',
  ],
  ...['csv', 'tsv', 'json', 'jsonl', 'ndjson', 'gz'],
];

/** What the commands on sets need. */
export interface SetCommandContext {
  sets: Sets;
  maps: Maps;
  engine: EngineHost;
  pinned: PinnedWord;
  answers: OpenAnswers;
}

/** The commands that open, show, switch, save and close sets, by their names. */
export function setCommands(context: SetCommandContext) {
  const { sets, maps, pinned } = context;
  return {
    openVectorFile: async (uri?: vscode.Uri) => {
      const file = uri ?? (await chooseFile());
      if (file) maps.show(await openVectors(sets, file));
    },
    openOtherwise: async (entry?: SetEntry) => {
      const file = entry ? vscode.Uri.file(entry.path) : await chooseFile();
      if (!file) return;
      await context.answers.forget(file.fsPath);
      const open = sets.all.find(({ path }) => path === file.fsPath);
      if (open) await sets.close(open);
      maps.show(await openVectors(sets, file));
    },
    showMap: async (entry?: SetEntry) => {
      const set = entry ?? (await activeOrChosen(sets));
      if (!set) return;
      sets.activate(set.id);
      maps.show(set);
    },
    switchSet: async () => {
      const set = await chooseSet(sets);
      if (set) sets.activate(set.id);
    },
    activateSet: (entry: SetEntry) => sets.activate(entry.id),
    closeSet: async (entry?: SetEntry) => {
      const set = entry ?? (await chooseSet(sets));
      if (set && (await mayClose(context, set))) await sets.close(set);
    },
    saveSet: async (entry?: SetEntry) => {
      const set = entry ?? (await activeOrChosen(sets));
      if (set) await saveSet(context, set);
    },
    // From a menu of the editor comes the file's address.
    pinWord: async (word?: unknown) => {
      const chosen = typeof word === 'string' ? word : await askWord(context);
      if (!chosen) return;
      await pinned.pin(chosen);
      say(vscode.l10n.t('Pinned: {0}', plainLabel(chosen)));
    },
    unpinWord: async () => {
      await pinned.pin(undefined);
      say(vscode.l10n.t('No word is pinned.'));
    },
    showOnMap: async (place?: { row: number }) => {
      const set = await activeOrChosen(sets);
      const row = place?.row ?? (set && (await askRow(context, set)));
      if (set && row !== undefined) await maps.show(set).focusOn(row);
    },
  };
}

async function chooseFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    openLabel: vscode.l10n.t('Open Vectors'),
    filters: {
      [vscode.l10n.t('Vector files')]: EXTENSIONS,
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return chosen?.[0];
}

/** The active set; else the one that the user chooses, or undefined, with ways to open one. */
export async function activeOrChosen(sets: Sets): Promise<SetEntry | undefined> {
  return sets.active ?? chooseSet(sets);
}

async function chooseSet(sets: Sets): Promise<SetEntry | undefined> {
  const items = sets.all.map((entry) => ({
    label: `${entry === sets.active ? '$(check)' : '$(blank)'} ${plainLabel(entry.name)}`,
    description: sizeOf(entry),
    detail: entry.unsaved ? vscode.l10n.t('trained here, not saved') : entry.path,
    entry,
  }));
  if (items.length === 0) {
    offerToOpen();
    return undefined;
  }
  const placeHolder = vscode.l10n.t('Choose an embedding set');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.entry;
}

/** No set is open: says so, with the ways to get one. */
export function offerToOpen(): void {
  const open = vscode.l10n.t('Open Vector File…');
  const train = vscode.l10n.t('Train…');
  void vscode.window
    .showInformationMessage(vscode.l10n.t('No embedding set is open.'), open, train)
    .then((chosen) => {
      if (chosen === open) void vscode.commands.executeCommand('embeddingExplorer.openVectorFile');
      if (chosen === train) void vscode.commands.executeCommand('embeddingExplorer.train');
    });
}

/** Asks for a word; the one under the cursor is proposed. */
async function askWord({ sets, engine }: SetCommandContext): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  const range = editor?.document.getWordRangeAtPosition(editor.selection.active);
  const id = sets.active?.id;
  return vscode.window.showInputBox({
    prompt: vscode.l10n.t('A word of the active embedding set'),
    value: range && editor?.document.getText(range),
    validateInput: async (word) => {
      if (!id || !word || (await engine.request('sets/find', { id, word })) >= 0) return undefined;
      return vscode.l10n.t('The active set does not know ‘{0}’.', word);
    },
  });
}

async function askRow(context: SetCommandContext, { id }: SetEntry): Promise<number | undefined> {
  const word = await askWord(context);
  return word ? context.engine.request('sets/find', { id, word }) : undefined;
}

/** Vectors that were trained here and not saved are not thrown away unasked. */
async function mayClose(context: SetCommandContext, set: SetEntry): Promise<boolean> {
  if (!set.unsaved) return true;
  const save = vscode.l10n.t('Save…');
  const discard = vscode.l10n.t('Discard');
  const message = vscode.l10n.t('‘{0}’ was trained here and is not saved.', set.name);
  const chosen = await vscode.window.showWarningMessage(message, { modal: true }, save, discard);
  return chosen === save ? saveSet(context, set) : chosen === discard;
}
