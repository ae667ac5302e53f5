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

  test('hovers can be turned off', async () => {
    const { document } = await showText('king');
    const settings = vscode.workspace.getConfiguration('embeddingExplorer.hover');
    await settings.update('enabled', false, vscode.ConfigurationTarget.Global);
    assert.equal(await hoverAt(document, 1), undefined);
    await settings.update('enabled', undefined, vscode.ConfigurationTarget.Global);
    assert.ok(await hoverAt(document, 1));
  });
});
