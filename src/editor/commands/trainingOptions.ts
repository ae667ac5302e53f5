import * as vscode from 'vscode';
import type { TrainingAlgorithm, TrainingParams } from '../../protocol/engine.ts';
import { chooseOptions, numberLine, type OptionLine } from './optionList.ts';

/** Asks how will be trained. Undefined where the user turns away. */
export function chooseTraining(
  corpusName: string,
  defaults: TrainingParams,
): Promise<TrainingParams | undefined> {
  return chooseOptions(vscode.l10n.t('Train on {0}', corpusName), defaults, lines);
}

function lines(params: TrainingParams): OptionLine<TrainingParams>[] {
  return [
    { label: vscode.l10n.t('$(play) Start training') },
    {
      label: vscode.l10n.t('$(symbol-class) Algorithm'),
      description: algorithmName(params.algorithm),
      edit: editAlgorithm,
    },
    numberLine('dims', vscode.l10n.t('$(symbol-numeric) Dimensions'), params, 1, 1000),
    numberLine(
      'window',
      vscode.l10n.t('$(symbol-numeric) Context window (words on either side)'),
      params,
      1,
      50,
    ),
    numberLine(
      'epochs',
      vscode.l10n.t('$(symbol-numeric) Epochs (0: as many as the text needs)'),
      params,
      0,
      1000,
    ),
    numberLine('negative', vscode.l10n.t('$(symbol-numeric) Negative samples'), params, 1, 100),
    numberLine('minCount', vscode.l10n.t('$(symbol-numeric) Minimum count of a word'), params, 1, 1_000_000),
    numberLine('seed', vscode.l10n.t('$(symbol-numeric) Seed'), params, 0, 4_294_967_295),
  ];
}

function algorithmName(algorithm: TrainingAlgorithm): string {
  return algorithm === 'cbow' ? 'CBOW' : 'skip-gram';
}

async function editAlgorithm(params: TrainingParams): Promise<TrainingParams | undefined> {
  const items = [
    {
      label: 'skip-gram',
      detail: vscode.l10n.t(
        'From a word, predict each word of its context. Better for rare words and small texts.',
      ),
      algorithm: 'skip-gram' as const,
    },
    {
      label: 'CBOW',
      detail: vscode.l10n.t('From the mean of its context, predict the word in the middle. Faster.'),
      algorithm: 'cbow' as const,
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Algorithm') });
  return chosen && { ...params, algorithm: chosen.algorithm };
}
