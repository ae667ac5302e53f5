import * as vscode from 'vscode';
import type { Traces } from '../../panels/tracePanel.ts';
import type { Sets } from '../sets.ts';
import { offerToOpen } from './setCommands.ts';

/** The command that traces an RNN over the selected sentence; without a selection, over the line of the cursor. */
export function traceCommands(sets: Sets, traces: Traces) {
  return {
    traceRnn: () => {
      const editor = vscode.window.activeTextEditor;
      const set = sets.active;
      if (!set) return offerToOpen();
      const text = editor && selectedText(editor).trim();
      if (!text) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Select a sentence in a text editor to trace it.'),
        );
        return;
      }
      const settings = vscode.workspace.getConfiguration('embeddingExplorer.trace');
      const hiddenSize = settings.get<number>('hiddenSize', 16);
      const seed = settings.get<number>('seed', 1);
      traces.show({ setId: set.id, text, hiddenSize, seed }, [set]);
    },
  };
}

function selectedText({ document, selection }: vscode.TextEditor): string {
  return selection.isEmpty ? document.lineAt(selection.active).text : document.getText(selection);
}
