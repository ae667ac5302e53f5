import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { hoverAt, showText, SMALL, writeFile } from './support.ts';

suite('Hover', () => {
  suiteSetup(async () => {
    await vscode.commands.executeCommand(
      'embeddingExplorer.openVectorFile',
      await writeFile('hover.txt', SMALL),
    );
  });

  test('a known word shows its neighbours, its strip and its links', async () => {
    const { document } = await showText('The King ate.');
    const hover = await hoverAt(document, 5);
    assert.ok(hover);
    assert.match(hover, /\*\*king\*\*/);
    assert.match(hover, /queen 0\.99/);
    assert.match(hover, /data:image\/svg\+xml;base64,/);
    assert.match(hover, /command:embeddingExplorer\.showOnMap/);
  });

  test('an unknown word says nothing', async () => {
    const { document } = await showText('The King ate.');
    assert.equal(await hoverAt(document, 10), undefined);
  });

  test('a Chinese run without spaces is segmented', async () => {
    const { document } = await showText('我爱在足球场上踢足球，秃头。');
    assert.match((await hoverAt(document, 4)) ?? '', /\*\*足球场\*\*/);
    assert.match((await hoverAt(document, 11)) ?? '', /\*\*秃\*\*/);
    assert.equal(await hoverAt(document, 0), undefined);
  });

  test('the cosine to the pinned word comes first, else to the selected one', async () => {
    const editor = await showText('king bread queen');
    await vscode.commands.executeCommand('embeddingExplorer.pinWord', 'bread');
    assert.match((await hoverAt(editor.document, 1)) ?? '', /cosine similarity to \*\*bread\*\*: −0\.7/);
    await vscode.commands.executeCommand('embeddingExplorer.unpinWord');
    editor.selection = new vscode.Selection(0, 11, 0, 16);
    assert.match((await hoverAt(editor.document, 1)) ?? '', /cosine similarity to \*\*queen\*\*: 0\.99/);
  });

  test('the links stand in the title, then similarity, neighbours, the strip, and the numbers', async () => {
    const editor = await showText('king bread');
    editor.selection = new vscode.Selection(0, 5, 0, 10);
    const hover = (await hoverAt(editor.document, 1)) ?? '';
    const order = [
      'command:',
      'cosine similarity',
      'queen 0.99',
      'data:image/svg',
      'word 1 of 6 · norm 1.1358',
    ];
    const places = order.map((part) => hover.indexOf(part));
    assert.deepEqual(
      places,
      [...places].filter((place) => place >= 0).sort((a, b) => a - b),
      hover,
    );
  });

  test('identifiers are read by their parts', async () => {
    const { document } = await showText('theKingAte = queen_size');
    assert.match((await hoverAt(document, 4)) ?? '', /\*\*king\*\*/);
    assert.match((await hoverAt(document, 14)) ?? '', /\*\*queen\*\*/);
    assert.equal(await hoverAt(document, 1), undefined);
  });

  test('comments and strings of code, notebook cells and diff editors answer, too', async () => {
    const code = await vscode.workspace.openTextDocument({
      language: 'python',
      content: 'x = "a queen"  # the king',
    });
    assert.match((await hoverAt(code, 8)) ?? '', /\*\*queen\*\*/);
    assert.match((await hoverAt(code, 22)) ?? '', /\*\*king\*\*/);

    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'king = 1', 'python');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', {
      cells: [cell],
      metadata: {},
    });
    assert.match((await hoverAt(notebook.cellAt(0).document, 1)) ?? '', /\*\*king\*\*/);

    const [before, after] = [await writeFile('before.txt', 'king'), await writeFile('after.txt', 'queen')];
    await vscode.commands.executeCommand('vscode.diff', before, after);
    const [left, right] = [before, after].map((uri) => vscode.workspace.openTextDocument(uri));
    assert.match((await hoverAt(await left, 1)) ?? '', /\*\*king\*\*/);
    assert.match((await hoverAt(await right, 1)) ?? '', /\*\*queen\*\*/);
  });

  test('one setting says how much a hover shows', async () => {
    const editor = await showText('king bread');
    editor.selection = new vscode.Selection(0, 5, 0, 10);
    const settings = vscode.workspace.getConfiguration('embeddingExplorer');
    const hoverBy = async (detail: string | undefined) => {
      await settings.update('hover', detail, vscode.ConfigurationTarget.Global);
      return hoverAt(editor.document, 1);
    };
    const strips = (hover: string | undefined) => hover?.split('data:image/svg').length;
    assert.equal(await hoverBy('off'), undefined);
    assert.equal(strips(await hoverBy('brief')), 1);
    assert.equal(strips(await hoverBy('full')), 3, 'the strips of both words');
    assert.equal(strips(await hoverBy('nonsense')), 2, 'as without a setting');
    assert.equal(strips(await hoverBy(undefined)), 2);
  });
});
