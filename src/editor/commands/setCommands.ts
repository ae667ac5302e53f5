import * as vscode from 'vscode';
import type { Maps } from '../../panels/maps.ts';
import type { EngineHost } from '../engineHost.ts';
import { openVectors } from '../openVectors.ts';
import type { OpenAnswers } from '../openAnswers.ts';
import { plainLabel } from '../plainLabel.ts';
import type { PinnedWord } from '../pinnedWord.ts';
import { sizeOf, titleOf, type SetEntry, type Sets } from '../sets.ts';
import type { SetsView } from '../setsView.ts';
import { offer, type Offer } from './offer.ts';
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
  view: SetsView;
}

/** The commands that open, show, switch, save and close sets, by their names. */
export function setCommands(context: SetCommandContext) {
  const { sets, maps, pinned, view } = context;
  return {
    openVectorFile: async (uri?: vscode.Uri) => {
      const file = uri ?? (await chooseFile());
      if (file) maps.show(await openVectors(sets, file));
    },
    openOtherwise: async (target?: SetEntry | vscode.Uri) => {
      const file = await fileToOpenOtherwise(sets, target);
      if (!file) return;
      await context.answers.forget(file.fsPath);
      const open = sets.all.find(({ path }) => path === file.fsPath);
      if (open) await sets.close(open);
      maps.show(await openVectors(sets, file));
    },
    showMap: async (entry?: SetEntry) => {
      const set = entry ?? (await activeOrChosen(sets));
      if (!set) return;
      maps.show(set);
      // Where it cannot be read, the map says why, and the set before stays the active one.
      const isReady = await sets.ready(set).then(
        () => true,
        () => false,
      );
      if (isReady) sets.activate(set.id);
    },
    openMapSession: async (uri?: vscode.Uri) => {
      const file = uri ?? (await chooseSession());
      if (file) await maps.openSession(file);
    },
    switchSet: async () => {
      const set = await chooseSet(sets, vscode.l10n.t('Which embedding set should hovers and commands use?'));
      if (set) sets.activate(set.id);
    },
    activateSet: (entry: SetEntry) => sets.activate(entry.id),
    closeSet: async (entry?: SetEntry) => {
      const set = entry ?? (await chooseSet(sets, vscode.l10n.t('Which embedding set should be closed?')));
      if (set && (await mayClose(context, set))) await sets.close(set);
    },
    closeSelectedSet: async () => {
      for (const set of view.selection) if (await mayClose(context, set)) await sets.close(set);
    },
    closeAllSets: async () => {
      for (const set of [...sets.all]) {
        if (!(await mayClose(context, set))) return;
        await sets.close(set);
      }
    },
    saveSet: async (entry?: SetEntry) => {
      const set = entry ?? (await activeOrChosen(sets));
      if (set) await saveSet(context, set);
    },
    // From a menu of the editor comes the file's address.
    pinWord: async (word?: unknown) => {
      const chosen =
        typeof word === 'string' ? word : (await activeOrChosen(sets)) && (await askWord(context));
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

async function chooseSession(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    openLabel: vscode.l10n.t('Open Session'),
    filters: { [vscode.l10n.t('Map session')]: ['json'] },
  });
  return chosen?.[0];
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

/** What was named; else the active set's file or another one, as the user says. */
async function fileToOpenOtherwise(
  { active }: Sets,
  target: SetEntry | vscode.Uri | undefined,
): Promise<vscode.Uri | undefined> {
  if (target) return target instanceof vscode.Uri ? target : vscode.Uri.file(target.path);
  if (!active || active.unsaved) return chooseFile();
  const items = [
    { label: plainLabel(active.name), description: vscode.l10n.t('the active set') },
    { label: vscode.l10n.t('Another file…') },
  ];
  const placeHolder = vscode.l10n.t('Which file should ask its questions anew?');
  const chosen = await vscode.window.showQuickPick(items, { placeHolder });
  return chosen && (chosen === items[0] ? vscode.Uri.file(active.path) : chooseFile());
}

/** The active set; else the one that the user chooses, or undefined, with ways to open one. */
export async function activeOrChosen(sets: Sets): Promise<SetEntry | undefined> {
  return sets.active ?? chooseSet(sets);
}

async function chooseSet(
  sets: Sets,
  placeHolder = vscode.l10n.t('Choose an embedding set'),
): Promise<SetEntry | undefined> {
  const { active } = sets;
  const others = sets.all.filter((entry) => entry !== active);
  const items = [...(active ? [active] : []), ...others].map((entry) => ({
    label: `${entry === active ? '$(check)' : '$(blank)'} ${plainLabel(titleOf(entry))}`,
    description: sizeOf(entry),
    detail: entry.unsaved ? vscode.l10n.t('trained here, not saved') : entry.path,
    entry,
  }));
  if (items.length === 0) {
    offerToOpen();
    return undefined;
  }
  // A map that has just opened takes the focus, which must not end the question.
  const options = { placeHolder, matchOnDetail: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.entry;
}

/** No set is open: says so, with the ways to get one, and others. */
export function offerToOpen(...others: Offer[]): void {
  offer(vscode.l10n.t('No embedding set is open.'), [
    ...others,
    { label: vscode.l10n.t('Open Vector File…'), command: 'embeddingExplorer.openVectorFile' },
    { label: vscode.l10n.t('Train…'), command: 'embeddingExplorer.train' },
    { label: vscode.l10n.t('Open Sample'), command: 'embeddingExplorer.openSample' },
  ]);
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
  const message = vscode.l10n.t(
    '‘{0}’ was trained here and is not saved. Its training cannot be gone on with once it is closed.',
    set.name,
  );
  const chosen = await vscode.window.showWarningMessage(message, { modal: true }, save, discard);
  return chosen === save ? saveSet(context, set) : chosen === discard;
}
