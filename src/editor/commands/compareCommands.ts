import * as vscode from 'vscode';
import type { Matrices } from '../../panels/matrixPanel.ts';
import type { TwoSets } from '../../panels/twoSetsPanel.ts';
import type { MatrixParams } from '../../protocol/matrix.ts';
import { plainLabel } from '../plainLabel.ts';
import { selectedTexts } from '../selectedTexts.ts';
import { sizeOf, titleOf, type SetEntry, type Sets } from '../sets.ts';
import { offerToOpen } from './setCommands.ts';

/** More texts than this are more than a matrix can show. */
const MOST_TEXTS = 200;

/** The commands that compare texts by a set, and two sets with each other. */
export function compareCommands(sets: Sets, matrices: Matrices, twoSets: TwoSets) {
  return {
    compareSelections: () => {
      const editor = vscode.window.activeTextEditor;
      const set = sets.active;
      if (!set) return offerToOpen();
      const texts = editor ? selectedTexts(editor) : [];
      if (!editor || texts.length < 2) {
        void vscode.window.showInformationMessage(
          vscode.l10n.t('Select two texts, or several lines, to compare them.'),
        );
        return;
      }
      const { path } = editor.document.uri;
      const compared = texts.slice(0, MOST_TEXTS);
      const params: MatrixParams = {
        setId: set.id,
        source: path.slice(path.lastIndexOf('/') + 1),
        texts: compared.map(({ text }) => text),
        numbers: compared.map(({ number }) => number),
        found: texts.length,
        pooling: 'mean',
        withoutCommon: false,
      };
      matrices.show(params, [set]);
    },
    compareSets: async () => {
      if (sets.all.length < 2) return offerSecondSet(sets);
      const first = await choose(sets.all, sets.active, vscode.l10n.t('Compare which set…'));
      if (!first) return;
      const others = sets.all.filter((entry) => entry !== first);
      const second = await choose(others, undefined, vscode.l10n.t('Compare ‘{0}’ with…', first.name));
      if (second) {
        const params = { first: first.id, second: second.id };
        twoSets.show(params, [first, second], vscode.ViewColumn.Active);
      }
    },
  };
}

/** @param proposed the set that stands first */
async function choose(
  entries: readonly SetEntry[],
  proposed: SetEntry | undefined,
  placeHolder: string,
): Promise<SetEntry | undefined> {
  const items = entries
    .toSorted((a, b) => Number(b === proposed) - Number(a === proposed))
    .map((entry) => ({
      label: plainLabel(titleOf(entry)),
      description: sizeOf(entry),
      detail: entry.unsaved ? vscode.l10n.t('trained here, not saved') : entry.path,
      entry,
    }));
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.entry;
}

function offerSecondSet(sets: Sets): void {
  if (sets.all.length === 0) return offerToOpen();
  const open = vscode.l10n.t('Open Vector File…');
  const message = vscode.l10n.t('Only one embedding set is open; a comparison needs two.');
  void vscode.window.showInformationMessage(message, open).then((chosen) => {
    if (chosen) void vscode.commands.executeCommand('embeddingExplorer.openVectorFile');
  });
}
