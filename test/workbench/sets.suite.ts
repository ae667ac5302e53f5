import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, SMALL, until, writeFile } from './support.ts';

suite('Embedding sets', () => {
  test('a file opens, becomes active and shows its map', async () => {
    const { sets } = await api();
    await vscode.commands.executeCommand(
      'embeddingExplorer.openVectorFile',
      await writeFile('small.txt', SMALL),
    );
    const active = sets().find((set) => set.active);
    assert.deepEqual([active?.name, active?.words, active?.dims], ['small.txt', 6, 3]);
    const titles = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label));
    await until('its map is there', () => titles().includes('Map: small.txt'));
  });

  test('a .vec file opens in the map’s own editor', async () => {
    const { sets } = await api();
    const uri = await writeFile('header.vec', '2 3\none 1 2 3\ntwo 3 2 1\n');
    await vscode.commands.executeCommand('vscode.open', uri);
    await until('the set is open', () =>
      sets().some(({ name, state }) => name === 'header.vec' && state === 'ready'),
    );
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'embeddingExplorer.vectorFile');
  });

  test('a file that is no vectors leaves the session as it was', async () => {
    const { sets } = await api();
    const before = sets();
    await vscode.commands.executeCommand(
      'embeddingExplorer.openVectorFile',
      await writeFile('prose.txt', 'It was a dark night.\nThe dog barked and nobody came to see why.\n'),
    );
    assert.deepEqual(sets(), before);
  });

  test('a killed engine comes back with the sets that were open', async () => {
    const { sets, diagnostics } = await api();
    const { enginePid } = diagnostics;
    const killed = enginePid();
    assert.ok(killed);
    process.kill(killed, 'SIGKILL');
    await until('a new engine runs', () => enginePid() !== undefined && enginePid() !== killed);
    await until('all sets are open again', () => sets().every(({ state }) => state === 'ready'));
    assert.deepEqual(
      sets().map(({ name }) => name),
      ['small.txt', 'header.vec'],
    );
  });
});
