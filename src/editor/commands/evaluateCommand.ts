import * as vscode from 'vscode';
import type { Evaluations } from '../../panels/evaluationPanel.ts';
import type { Evaluation } from '../../protocol/evaluation.ts';
import type { SetEntry, Sets } from '../sets.ts';
import { chooseOptions, numberLine, type OptionLine } from './optionList.ts';
import { offerToOpen } from './setCommands.ts';

/** How many words take part unless the user says otherwise, as in gensim: so few that results can be compared. */
const FIRST_WORDS = 300_000;
const MOST_WORDS = 1_000_000_000;

/** 'Evaluate…': asks by what kind of file, by which one (unless it was named) and how, and shows the report. */
export async function evaluateCommand(
  sets: Sets,
  evaluations: Evaluations,
  named?: vscode.Uri,
): Promise<void> {
  const set = sets.active;
  if (!set) return offerToOpen();
  const kind = await chooseKind();
  const file = kind && (named ?? (await chooseFile(kind)));
  if (!file) return;
  const title = vscode.l10n.t('Evaluate {0}', set.name);
  const defaults: Evaluation = {
    setId: set.id,
    file: file.toString(),
    kind,
    first: FIRST_WORDS,
    isCaseSensitive: false,
    method: 'add',
  };
  const options = await chooseOptions(title, defaults, (evaluation) => lines(evaluation, set));
  if (options) await evaluations.run(options, set);
}

async function chooseKind(): Promise<Evaluation['kind'] | undefined> {
  const items = [
    {
      label: vscode.l10n.t('Word pairs'),
      detail: vscode.l10n.t(
        'Do cosines agree with people’s judgements? A file such as WordSim-353 or SimLex-999: two words and a number a line.',
      ),
      value: 'word-pairs' as const,
    },
    {
      label: vscode.l10n.t('Analogies'),
      detail: vscode.l10n.t(
        'Are questions such as Athens : Greece = Oslo : ? answered? A file such as questions-words.txt: four words a line, sections begin with ‘:’.',
      ),
      value: 'analogies' as const,
    },
  ];
  const placeHolder = vscode.l10n.t('Evaluate by…');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.value;
}

async function chooseFile(kind: Evaluation['kind']): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    openLabel: vscode.l10n.t('Evaluate'),
    title:
      kind === 'analogies' ? vscode.l10n.t('A file of analogies') : vscode.l10n.t('A file of word pairs'),
    filters: {
      [vscode.l10n.t('Text files')]: ['txt', 'tsv', 'csv'],
      [vscode.l10n.t('All files')]: ['*'],
    },
  });
  return chosen?.[0];
}

function lines(evaluation: Evaluation, { size }: SetEntry): OptionLine<Evaluation>[] {
  const { kind, first, isCaseSensitive, method } = evaluation;
  const words = vscode.l10n.t('$(symbol-numeric) Words that take part');
  const methodLine: OptionLine<Evaluation> = {
    label: vscode.l10n.t('$(symbol-class) Method'),
    description: method === 'add' ? '3CosAdd' : '3CosMul',
    edit: editMethod,
  };
  return [
    { label: vscode.l10n.t('$(play) Start evaluation') },
    ...(kind === 'analogies' ? [methodLine] : []),
    {
      ...numberLine('first', words, evaluation, 1, MOST_WORDS),
      description:
        size && first >= size.words
          ? vscode.l10n.t('all {0} of the set', size.words.toLocaleString(vscode.env.language))
          : vscode.l10n.t('the first {0} of the set', first.toLocaleString(vscode.env.language)),
    },
    {
      label: vscode.l10n.t('$(case-sensitive) Case of letters'),
      description: isCaseSensitive ? vscode.l10n.t('matters') : vscode.l10n.t('does not matter'),
      edit: async (current) => ({ ...current, isCaseSensitive: !current.isCaseSensitive }),
    },
  ];
}

async function editMethod(evaluation: Evaluation): Promise<Evaluation | undefined> {
  const items = [
    {
      label: '3CosAdd',
      detail: vscode.l10n.t('The word nearest to b − a + c (Mikolov et al. 2013).'),
      method: 'add' as const,
    },
    {
      label: '3CosMul',
      detail: vscode.l10n.t(
        'Similarities are multiplied and not added, so that no single one outweighs the others (Levy and Goldberg 2014).',
      ),
      method: 'multiply' as const,
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Method') });
  return chosen && { ...evaluation, method: chosen.method };
}
