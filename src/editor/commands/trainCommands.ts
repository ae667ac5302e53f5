import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { Maps } from '../../panels/maps.ts';
import { busySentence, refuseSecond, type TrainingPanels } from '../../panels/trainingPanel.ts';
import type { TrainingAction } from '../../protocol/training.ts';
import type { EngineHost } from '../engineHost.ts';
import type { SetEntry, Sets } from '../sets.ts';
import type { Training } from '../training/training.ts';
import { LanguageTraining } from '../training/languageTraining.ts';
import type { Trainings } from '../training/trainings.ts';
import { VectorTraining } from '../training/vectorTraining.ts';
import { chooseCorpus, corpusAt } from './chooseCorpus.ts';
import type { Networks } from '../networks.ts';
import { saveNetworkAs } from './networkCommands.ts';
import { saveSet } from './saveSet.ts';
import { say } from './say.ts';

/** The commands on trainings, by their names. */
export function trainCommands(trainings: Trainings, panels: TrainingPanels) {
  return {
    train: async () => {
      if (await isBusy(trainings, panels)) return;
      const corpus = await chooseCorpus();
      if (corpus) panels.show(trainings.draft(corpus));
    },
    trainHere: async (uri: vscode.Uri, uris?: vscode.Uri[]) => {
      if (await isBusy(trainings, panels)) return;
      panels.show(trainings.draft(await corpusAt(uris ?? [uri])));
    },
    showTraining: async (entry?: SetEntry) => {
      const training = entry ? await trainings.get(entry.id) : trainings.latest;
      if (training) return panels.show(training);
      say(
        entry
          ? vscode.l10n.t('How ‘{0}’ was trained is not kept any more.', entry.name)
          : vscode.l10n.t('Nothing is being trained.'),
      );
    },
  };
}

/** What the panel of a training offers to do with what was learned. */
export function trainingActions({
  sets,
  networks,
  engine,
  maps,
  trainings,
  trace,
}: {
  sets: Sets;
  networks: Networks;
  engine: EngineHost;
  maps: Maps;
  trainings: Trainings;
  /** Traces the model whose table a set is. */
  trace: (text: string, table: SetEntry) => void;
}) {
  return async (
    action: TrainingAction,
    training: Training,
    show: (training: Training) => void,
  ): Promise<void> => {
    const network = networks.get(training.id);
    const entry = sets.get(network?.setId ?? training.id);
    switch (action) {
      case 'showMap':
        if (entry) maps.show(entry);
        return;
      case 'openContext':
        if (training instanceof VectorTraining) maps.show(await training.openContext(randomUUID()));
        return;
      case 'trace': {
        const text = training instanceof LanguageTraining ? training.lastSample : undefined;
        if (entry && text) trace(text, entry);
        return;
      }
      case 'save':
        if (network) await saveNetworkAs(networks, engine, network);
        else if (entry) await saveSet({ sets, engine }, entry);
        return;
      case 'goOn':
        refuseSecond(trainings);
        return trainings.goOn(training);
      case 'further': {
        refuseSecond(trainings);
        const corpus = await chooseCorpus();
        if (corpus) show(trainings.draft(corpus, training.kind, training.saved));
      }
    }
  };
}

/** One training at a time: says so where one runs, with a way to it. */
export async function isBusy({ running }: Trainings, panels: TrainingPanels): Promise<boolean> {
  if (!running) return false;
  const show = vscode.l10n.t('Show Training');
  const chosen = await vscode.window.showWarningMessage(busySentence(running), show);
  if (chosen === show) panels.show(running);
  return true;
}
