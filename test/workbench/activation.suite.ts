import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, EXTENSION_ID } from './support.ts';

interface Manifest {
  contributes: { commands: { command: string; category: string }[] };
}

suite('Activation', () => {
  test('the extension activates, and starts no engine until it is asked something', async () => {
    const { diagnostics } = await api();
    assert.equal(typeof diagnostics.activationMs, 'number');
    assert.equal(diagnostics.enginePid(), undefined);
  });

  test('every command of the manifest is there', async () => {
    const manifest = vscode.extensions.getExtension(EXTENSION_ID)?.packageJSON as Manifest;
    const commands = new Set(await vscode.commands.getCommands(true));
    for (const { command, category } of manifest.contributes.commands) {
      assert.ok(commands.has(command), command);
      assert.equal(category, 'Embeddings');
    }
  });

  test('the compute backend proves itself', async () => {
    await vscode.commands.executeCommand('embeddingExplorer.showBackend');
  });
});
