import * as vscode from 'vscode';
import type { LanguageParams, LanguageTokeniser, NetworkKind } from '../../protocol/recurrent.ts';
import { kindName } from './networkCommands.ts';
import { chooseOptions, numberLine, type OptionLine } from './optionList.ts';

/** Asks how a language model will be trained. Undefined where the user turns away. */
export function chooseLanguage(
  corpusName: string,
  defaults: LanguageParams,
): Promise<LanguageParams | undefined> {
  return chooseOptions(vscode.l10n.t('Train a language model on {0}', corpusName), defaults, lines);
}

/** Asks for how long one goes on learning; all else is as it is. */
export function chooseMore(name: string, defaults: LanguageParams): Promise<LanguageParams | undefined> {
  return chooseOptions(vscode.l10n.t('Go on training {0}', name), defaults, (params) => [
    { label: vscode.l10n.t('$(play) Start training') },
    epochsLine(params),
  ]);
}

function lines(params: LanguageParams): OptionLine<LanguageParams>[] {
  return [
    { label: vscode.l10n.t('$(play) Start training') },
    {
      label: vscode.l10n.t('$(symbol-class) Cell'),
      description: kindName(params.kind),
      edit: editKind,
    },
    {
      label: vscode.l10n.t('$(whole-word) Tokens'),
      description: tokeniserName(params.tokeniser),
      edit: editTokeniser,
    },
    numberLine(
      'embeddingSize',
      vscode.l10n.t('$(symbol-numeric) Dimensions of the word vectors'),
      params,
      1,
      512,
    ),
    numberLine('hiddenSize', vscode.l10n.t('$(symbol-numeric) Hidden units'), params, 1, 512),
    numberLine('layers', vscode.l10n.t('$(symbol-numeric) Layers'), params, 1, 4),
    epochsLine(params),
    numberLine(
      'steps',
      vscode.l10n.t('$(symbol-numeric) Steps of backpropagation through time'),
      params,
      1,
      200,
    ),
    numberLine('minCount', vscode.l10n.t('$(symbol-numeric) Minimum count of a token'), params, 1, 1_000_000),
    numberLine('seed', vscode.l10n.t('$(symbol-numeric) Seed'), params, 0, 4_294_967_295),
  ];
}

function epochsLine(params: LanguageParams): OptionLine<LanguageParams> {
  return numberLine('epochs', vscode.l10n.t('$(symbol-numeric) Epochs'), params, 1, 1000);
}

function tokeniserName(tokeniser: LanguageTokeniser): string {
  return {
    words: vscode.l10n.t('words'),
    whitespace: vscode.l10n.t('what stands between spaces'),
    characters: vscode.l10n.t('characters'),
  }[tokeniser];
}

async function editKind(params: LanguageParams): Promise<LanguageParams | undefined> {
  const kinds: [NetworkKind, string][] = [
    ['lstm', vscode.l10n.t('Keeps a cell state behind gates: learns dependencies over many words.')],
    ['gru', vscode.l10n.t('Two gates instead of three: fewer weights, often as good.')],
    ['rnn_tanh', vscode.l10n.t('The simple one: forgets within a few words.')],
  ];
  const items = kinds.map(([kind, detail]) => ({ label: kindName(kind), detail, cell: kind }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Cell') });
  return chosen && { ...params, kind: chosen.cell };
}

async function editTokeniser(params: LanguageParams): Promise<LanguageParams | undefined> {
  const tokenisers: LanguageTokeniser[] = ['words', 'whitespace', 'characters'];
  const items = tokenisers.map((tokeniser) => ({ label: tokeniserName(tokeniser), tokeniser }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('Tokens') });
  return chosen && { ...params, tokeniser: chosen.tokeniser };
}
