import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { selectedTexts } from '../../src/editor/selectedTexts.ts';
import { api, showText, SMALL, until, writeFile } from './support.ts';

const ACCEPT = 'workbench.action.acceptSelectedQuickOpenItem';

function tab(label: RegExp): vscode.Tab | undefined {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find((each) => label.test(each.label));
}

/** Takes the first line of every quick pick that comes until a panel is there. */
async function acceptUntil(label: RegExp): Promise<vscode.Tab> {
  await until(`there is a panel ${label}`, async () => {
    await vscode.commands.executeCommand(ACCEPT);
    return tab(label) !== undefined;
  });
  return tab(label)!;
}

suite('Comparison and evaluation', () => {
  suiteSetup(async () => {
    const { sets } = await api();
    for (const name of ['second.txt', 'first.txt']) {
      await vscode.commands.executeCommand(
        'embeddingExplorer.openVectorFile',
        await writeFile(name, SMALL.replace('bread -1', name === 'first.txt' ? 'bread -1' : 'bread 2')),
      );
    }
    assert.equal(sets().find(({ active }) => active)?.name, 'first.txt');
  });

  test('the texts of an editor: selections from the top, else the lines of one, else all lines', async () => {
    const editor = await showText('king\n\n  queen bread \n足球场\n');
    const texts = () => selectedTexts(editor).map(({ text, number }) => `${number} ${text}`);
    assert.deepEqual(texts(), ['1 king', '3 queen bread', '4 足球场']);
    editor.selections = [
      new vscode.Selection(3, 0, 3, 2),
      new vscode.Selection(2, 2, 2, 7),
      new vscode.Selection(0, 1, 0, 1),
    ];
    assert.deepEqual(texts(), ['1 queen', '2 足球']);
    editor.selection = new vscode.Selection(0, 1, 2, 7);
    assert.deepEqual(texts(), ['1 ing', '3 queen']);
  });

  test('compared selections come up in a panel', async () => {
    const file = await writeFile('texts.md', 'the king\nthe queen\n秃头\n');
    await vscode.window.showTextDocument(file);
    await vscode.commands.executeCommand('embeddingExplorer.compareSelections');
    await until('the panel is there', () => tab(/^Similarity: texts\.md · first\.txt$/) !== undefined);
    const { input } = tab(/^Similarity: texts\.md · first\.txt$/)!;
    assert.ok(input instanceof vscode.TabInputWebview && input.viewType.endsWith('embeddingExplorer.matrix'));
  });

  test('another comparison takes the column of the first, wherever it is asked for', async () => {
    const { viewColumn } = tab(/^Similarity: texts\.md/)!.group;
    await vscode.window.showTextDocument(await writeFile('more.md', 'the king\nbread\n'), { viewColumn });
    const columns = vscode.window.tabGroups.all.length;
    await vscode.commands.executeCommand('embeddingExplorer.compareSelections');
    await until('the panel is there', () => tab(/^Similarity: more\.md/) !== undefined);
    assert.equal(tab(/^Similarity: more\.md/)!.group.viewColumn, viewColumn);
    assert.equal(vscode.window.tabGroups.all.length, columns);
  });

  test('one text has nothing to be compared with', async () => {
    await vscode.window.showTextDocument(await writeFile('one.md', 'the king\n'));
    await vscode.commands.executeCommand('embeddingExplorer.compareSelections');
    assert.equal(tab(/^Similarity: one\.md/), undefined);
  });

  test('two sets are chosen and come up side by side, the active one first', async () => {
    const command = vscode.commands.executeCommand('embeddingExplorer.compareSets');
    const { input } = await acceptUntil(/^first\.txt and /);
    await command;
    assert.ok(
      input instanceof vscode.TabInputWebview && input.viewType.endsWith('embeddingExplorer.twoSets'),
    );
  });

  test('a set is evaluated by word pairs', async () => {
    const file = await writeFile('pairs.tsv', 'king\tqueen\t9\nking\tbread\t1\n秃\t头\t8\nking\tqqq\t3\n');
    const command = vscode.commands.executeCommand('embeddingExplorer.evaluateHere', file);
    const { input } = await acceptUntil(/^Evaluation: pairs\.tsv · first\.txt$/);
    await command;
    assert.ok(
      input instanceof vscode.TabInputWebview && input.viewType.endsWith('embeddingExplorer.evaluation'),
    );
  });

  test('a file that holds no pairs opens no report', async () => {
    const file = await writeFile('prose.tsv', 'It was a dark night.\n');
    const command = vscode.commands.executeCommand('embeddingExplorer.evaluateHere', file);
    let isDone = false;
    void Promise.resolve(command).then(() => (isDone = true));
    await until('the command has ended', async () => {
      await vscode.commands.executeCommand(ACCEPT);
      return isDone;
    });
    assert.equal(tab(/^Evaluation: prose\.tsv/), undefined);
  });
});
