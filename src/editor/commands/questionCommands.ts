import * as vscode from 'vscode';
import type { Maps } from '../../panels/maps.ts';
import { askOf, type Ask } from '../askOf.ts';
import type { Errors } from '../errors.ts';
import { analogy } from '../questions/analogy.ts';
import { AnswerActions } from '../questions/answerActions.ts';
import { LiveQuickPick } from '../questions/liveQuickPick.ts';
import { nearestWords } from '../questions/nearestWords.ts';
import { oddOneOut } from '../questions/oddOneOut.ts';
import type { Question } from '../questions/question.ts';
import { quoted } from '../questions/words.ts';
import type { Sets } from '../sets.ts';
import { wordAtCursor } from '../wordAtCursor.ts';
import { activeOrChosen } from './setCommands.ts';

/** What the commands that ask a set something need. */
export interface QuestionCommandContext {
  sets: Sets;
  maps: Maps;
  errors: Errors;
}

/** A selection of more characters is no list of words. */
const LONGEST_LIST = 500;

/** The commands that answer while one types. */
export function questionCommands({ sets, maps, errors }: QuestionCommandContext) {
  const show = async (
    make: (setName: string, ask: Ask) => Question,
    begin: (ask: Ask, editor: vscode.TextEditor | undefined) => Promise<string> | string,
  ) => {
    const set = await activeOrChosen(sets);
    if (!set) return;
    const ask = askOf(sets, set);
    const editor = vscode.window.activeTextEditor;
    // A set that is still being read knows no words yet.
    const text = await begin(ask, set.state === 'ready' ? editor : undefined);
    const actions = new AnswerActions(set, ask, maps, editor);
    const pick = vscode.window.createQuickPick();
    new LiveQuickPick(pick, make(set.name, ask), actions, errors).show(text);
  };
  return {
    // From a menu of the editor comes the file's address.
    nearestWords: (word?: unknown) =>
      show(nearestWords, async (ask, editor) => {
        const atCursor = () => editor && wordAtCursor(ask, editor);
        const proposed = typeof word === 'string' ? word : await atCursor();
        return proposed === undefined ? '' : quoted(proposed);
      }),
    solveAnalogy: () => show(analogy, () => ''),
    oddOneOut: () => show(oddOneOut, (_, editor) => (editor ? selectedList(editor) : '')),
  };
}

/** What is selected, in one place or in several. */
function selectedList({ document, selections }: vscode.TextEditor): string {
  const text = selections.map((selection) => document.getText(selection).trim()).join(' ');
  return text.length <= LONGEST_LIST ? text.replace(/\s+/g, ' ').trim() : '';
}
