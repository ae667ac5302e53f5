import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EmbeddingExplorerApi } from '../../src/api.ts';

export const EXTENSION_ID = 'embedding-explorer.embedding-explorer';

/** What the extension exports, activated. */
export async function api(): Promise<EmbeddingExplorerApi> {
  const extension = vscode.extensions.getExtension<EmbeddingExplorerApi>(EXTENSION_ID);
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

const folder = mkdtempSync(join(tmpdir(), 'embedding-explorer-'));

/** Writes a file into a temporary folder outside the workspace. */
export async function writeFile(name: string, content: string | Uint8Array): Promise<vscode.Uri> {
  const uri = vscode.Uri.file(join(folder, name));
  await vscode.workspace.fs.writeFile(uri, typeof content === 'string' ? Buffer.from(content) : content);
  return uri;
}

/** Waits until something holds. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  ms = 20_000,
): Promise<void> {
  const end = Date.now() + ms;
  while (!(await holds())) {
    assert.ok(Date.now() < end, `waited ${ms} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a text in an editor. */
export async function showText(content: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content }));
}

/** What our hover says at a character of the first line; undefined where it says nothing. */
export async function hoverAt(document: vscode.TextDocument, character: number): Promise<string | undefined> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(0, character),
  );
  const texts = hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content as vscode.MarkdownString).value);
  return texts.find((text) => text.includes('command:embeddingExplorer.pinWord'));
}

export const SMALL =
  'king 1 0.2 0.5\nqueen 0.9 0.3 0.5\nbread -1 0.4 0\n秃 2 1 0\n头 1.8 1.1 0.1\n足球场 0 -1 2\n';
