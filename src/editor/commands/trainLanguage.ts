import * as vscode from 'vscode';
import { DEFAULT_LANGUAGE } from '../../common/trainingDefaults.ts';
import type { TrainingPanels } from '../../panels/trainingPanel.ts';
import type { NetworkEntry, Networks } from '../networks.ts';
import { plainLabel } from '../plainLabel.ts';
import type { Training } from '../training/training.ts';
import type { Trainings, TrainingStart } from '../training/trainings.ts';
import { chooseCorpus } from './chooseCorpus.ts';
import { sizeOf } from './networkCommands.ts';
import { isBusy } from './trainCommands.ts';

/** What training needs of the rest of the extension. */
export interface LanguageContext {
  networks: Networks;
  trainings: Trainings;
  panels: TrainingPanels;
}

/** 'Train Language Model on…': asks what on, and shows the training's panel, which asks how. */
export async function trainLanguage({
  networks,
  trainings,
  panels,
}: LanguageContext): Promise<Training | undefined> {
  if (await isBusy(trainings, panels)) return undefined;
  const corpus = await chooseCorpus(vscode.l10n.t('Train a language model on…'));
  if (!corpus) return undefined;
  const start = await chooseStart(networks);
  if (!start) return undefined;
  const training = trainings.draft(corpus, 'language', start.from && (await startOf(networks, start.from)));
  panels.show(training);
  return training;
}

/** The same; the network comes when the training has ended, where it is kept. */
export async function trainedLanguage(context: LanguageContext): Promise<NetworkEntry | undefined> {
  const training = await trainLanguage(context);
  await training?.ending;
  return training && context.networks.get(training.id);
}

/** A new model, or an open one that goes on; it is asked only where there is one. */
async function chooseStart(networks: Networks): Promise<{ from?: NetworkEntry } | undefined> {
  const models = networks.all.filter(({ setId }) => setId !== undefined);
  if (models.length === 0) return {};
  const items: (vscode.QuickPickItem & { from?: NetworkEntry })[] = [
    { label: vscode.l10n.t('$(add) A new model') },
    ...models.map((from) => ({
      label: vscode.l10n.t('$(debug-continue) Go on with {0}', plainLabel(from.name)),
      description: sizeOf(from),
      from,
    })),
  ];
  const placeHolder = vscode.l10n.t('Which model is trained?');
  return vscode.window.showQuickPick(items, { placeHolder });
}

/** An open model as what a training goes on from. */
async function startOf(networks: Networks, { id, path, name }: NetworkEntry): Promise<TrainingStart> {
  const { kind, inputSize, hiddenSize, layers, language } = await networks.ready(id);
  const sizes = { kind, embeddingSize: inputSize, hiddenSize, layers };
  const tokeniser = language?.tokeniser ?? DEFAULT_LANGUAGE.tokeniser;
  return { path, name, params: { ...DEFAULT_LANGUAGE, ...sizes, tokeniser } };
}
