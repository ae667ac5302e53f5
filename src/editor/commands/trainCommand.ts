import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { DEFAULT_TRAINING } from '../../common/trainingDefaults.ts';
import type { Maps } from '../../panels/maps.ts';
import type { TrainingParams, TrainingProgress, TrainingResult } from '../../protocol/engine.ts';
import { fileCorpus, folderCorpus, globCorpus, selectionCorpus, type Corpus } from '../corpora.ts';
import type { EngineHost } from '../engineHost.ts';
import type { Sets } from '../sets.ts';
import { chooseTraining } from './trainingOptions.ts';

/** What training needs of the rest of the extension. */
export interface TrainContext {
  storage: vscode.Uri;
  engine: EngineHost;
  sets: Sets;
  maps: Maps;
}

/** 'Train on…': asks what on (unless a file or folder was named), asks how, trains, and shows the map. */
export async function trainCommand(context: TrainContext, uri?: vscode.Uri): Promise<void> {
  const corpus = uri ? await corpusAt(uri) : await chooseCorpus(vscode.l10n.t('Train word vectors on…'));
  const params = corpus && (await chooseTraining(corpus.name, DEFAULT_TRAINING));
  if (!params) return;
  const result = await train(context, corpus, params);
  // The engine may die: what is learned is kept on disk before anything else is done with it.
  const file = vscode.Uri.joinPath(context.storage, 'trained', `${result.info.id}.bin`);
  await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(file, '..'));
  const { id } = result.info;
  await context.engine.request('sets/save', { id, path: file.fsPath, format: 'word2vec-binary' });
  const entry = context.sets.adopt(result.info, file.fsPath);
  context.maps.show(entry);
  if (!result.completed && (await wantsToDiscard(result))) await context.sets.close(entry);
}

async function corpusAt(uri: vscode.Uri): Promise<Corpus> {
  const { type } = await vscode.workspace.fs.stat(uri);
  return type & vscode.FileType.Directory ? folderCorpus(uri) : fileCorpus(uri);
}

/** Asks what to train on. */
export async function chooseCorpus(placeHolder: string): Promise<Corpus | undefined> {
  const editor = vscode.window.activeTextEditor;
  const choices: (vscode.QuickPickItem & { corpus: () => Promise<Corpus | undefined> })[] = [
    { label: vscode.l10n.t('$(folder) A folder…'), corpus: askFolder },
    { label: vscode.l10n.t('$(files) Files by a glob…'), corpus: askGlob },
  ];
  if (editor) {
    const { uri } = editor.document;
    const label = vscode.l10n.t('$(file) This file');
    const description = vscode.workspace.asRelativePath(uri);
    choices.unshift({ label, description, corpus: () => fileCorpus(uri) });
  }
  if (editor && !editor.selection.isEmpty) {
    const label = vscode.l10n.t('$(selection) The selection');
    choices.unshift({ label, corpus: async () => selectionCorpus(editor) });
  }
  return (await vscode.window.showQuickPick(choices, { placeHolder }))?.corpus();
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

function train({ engine }: TrainContext, corpus: Corpus, params: TrainingParams): Thenable<TrainingResult> {
  const title = vscode.l10n.t('Training on {0}', corpus.name);
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    let shown = 0;
    progress.report({ message: vscode.l10n.t('reading the text…') });
    return engine.request(
      'training/run',
      { id: randomUUID(), name: corpus.name, corpus: corpus.source, params },
      {
        token,
        onProgress: (step) => {
          const percent = 100 * step.fraction;
          progress.report({ increment: percent - shown, message: sentence(step) });
          shown = percent;
        },
      },
    );
  });
}

function sentence({ epoch, epochs, loss, wordsPerSecond }: TrainingProgress): string {
  const speed = Math.round(wordsPerSecond).toLocaleString();
  return vscode.l10n.t('epoch {0} of {1} · loss {2} · {3} words/s', epoch, epochs, loss.toFixed(3), speed);
}

/** Who turns away from the question keeps what was learned. */
async function wantsToDiscard({ info, last }: TrainingResult): Promise<boolean> {
  const keep = vscode.l10n.t('Keep');
  const discard = vscode.l10n.t('Discard');
  const message = vscode.l10n.t(
    'The training was stopped in epoch {0} of {1}. Keep the {2} vectors as they are now?',
    last?.epoch ?? 1,
    last?.epochs ?? 1,
    info.words.toLocaleString(),
  );
  return (await vscode.window.showInformationMessage(message, keep, discard)) === discard;
}
