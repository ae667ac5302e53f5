import * as vscode from 'vscode';
import { UserFault } from '../../engine/faults.ts';
import type { Maps } from '../../panels/maps.ts';
import type { Ask } from '../askOf.ts';
import type { SetEntry } from '../sets.ts';
import type { AnswerItem } from './question.ts';

/** What can be done with a word that is an answer. */
export class AnswerActions {
  /** The buttons of every answer. */
  readonly buttons: readonly vscode.QuickInputButton[];
  private readonly set: SetEntry;
  private readonly ask: Ask;
  private readonly maps: Maps;
  private readonly actions: ReadonlyMap<vscode.QuickInputButton, (word: string) => Thenable<boolean>>;

  /** @param editor where words are inserted, at its cursors */
  constructor(set: SetEntry, ask: Ask, maps: Maps, editor: vscode.TextEditor | undefined) {
    this.set = set;
    this.ask = ask;
    this.maps = maps;
    const button = (icon: string, tooltip: string) => ({ iconPath: new vscode.ThemeIcon(icon), tooltip });
    const actions: [vscode.QuickInputButton, (word: string) => Thenable<boolean>][] = [
      [button('search', vscode.l10n.t('Nearest Words')), lookUp],
      [button('pin', vscode.l10n.t('Pin')), pin],
    ];
    if (editor) {
      const insertHere = (word: string) => insert(editor, word);
      actions.push([button('insert', vscode.l10n.t('Insert at the Cursor')), insertHere]);
    }
    this.actions = new Map(actions);
    this.buttons = [...this.actions.keys()];
  }

  /** @returns whether the question is over with it */
  async use(button: vscode.QuickInputButton, word: string): Promise<boolean> {
    return (await this.actions.get(button)?.(word)) ?? false;
  }

  /** @throws UserFault where the word has no place on a map */
  async showOnMap({ word, row }: NonNullable<AnswerItem['answer']>): Promise<void> {
    const place = row ?? (await this.ask('sets/find', { word }));
    if (place < 0) throw new UserFault(vscode.l10n.t('‘{0}’ is no word of {1}.', word, this.set.name));
    await this.maps.show(this.set).focusOn(place);
  }
}

async function pin(word: string): Promise<boolean> {
  await vscode.commands.executeCommand('embeddingExplorer.pinWord', word);
  return false;
}

/** Asks the next question, which takes the place of this one. */
async function lookUp(word: string): Promise<boolean> {
  await vscode.commands.executeCommand('embeddingExplorer.nearestWords', word);
  return false;
}

function insert(editor: vscode.TextEditor, word: string): Thenable<boolean> {
  return editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, word);
  });
}
