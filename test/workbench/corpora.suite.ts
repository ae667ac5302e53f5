import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  filesCorpus,
  folderCorpus,
  notebookCorpus,
  selectionCorpus,
  workspaceCorpus,
  type Corpus,
} from '../../src/editor/corpora.ts';
import { showText, writeFile } from './support.ts';

const FILES: Record<string, string> = {
  '.gitignore': 'build/\n*.log\n!kept.log\n/top.txt\n',
  'top.txt': 'ignored here',
  'kept.log': 'kept',
  'other.log': 'ignored',
  'source/main.ts': 'const total = 1',
  'source/words.vec': 'a 1 2\nb 3 4\n',
  'source/top.txt': 'kept there',
  'source/.gitignore': 'secret.txt\n',
  'source/secret.txt': 'ignored',
  'build/main.js': 'ignored',
  'node_modules/library/index.js': 'ignored',
};

suite('Corpora', () => {
  let folder: vscode.Uri;
  suiteSetup(async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    folder = vscode.Uri.joinPath(workspace.uri, 'corpus');
    for (const [name, content] of Object.entries(FILES)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, name), Buffer.from(content));
    }
  });
  suiteTeardown(() => vscode.workspace.fs.delete(folder, { recursive: true }));

  const readOf = ({ source }: Corpus) => {
    const read = source.paths.filter((path) => path.startsWith(folder.fsPath));
    assert.equal(source.passesOver, true);
    return read.map((path) => path.slice(folder.fsPath.length + 1));
  };

  test('of the workspace, what the setting names is read, without what .gitignore files and the search leave out', async () => {
    assert.deepEqual(readOf(await workspaceCorpus()), ['source/main.ts', 'source/top.txt']);
  });

  test('a folder heeds its .gitignore files, and those above it in its repository', async () => {
    const source = vscode.Uri.joinPath(folder, 'source');
    assert.deepEqual(readOf(await folderCorpus(source)), ['source/main.ts', 'source/top.txt']);
    const deep = vscode.Uri.joinPath(folder, 'deep');
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(deep, 'plain.txt'), Buffer.from('words'));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(deep, 'x.txt'), Buffer.from('words'));
    await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, '.gitignore'), Buffer.from('x.txt\n'));
    assert.deepEqual(readOf(await folderCorpus(deep)), ['deep/plain.txt', 'deep/x.txt']);
    await vscode.workspace.fs.createDirectory(vscode.Uri.joinPath(folder, '.git'));
    assert.deepEqual(readOf(await folderCorpus(deep)), ['deep/plain.txt']);
  });

  test('a file with changes is read as it stands in its editor', async () => {
    const uri = await writeFile('changed.txt', 'before');
    const other = await writeFile('unchanged.txt', 'as it is');
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'now '));
    const { name, what, source } = await filesCorpus([uri, other]);
    assert.deepEqual([source.paths, source.texts], [[other.fsPath], ['now before']]);
    assert.deepEqual(source.names, ['unchanged.txt', 'changed.txt']);
    assert.deepEqual([name, what], ['changed.txt and 1 more', '2 files']);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('the selection is read alone', async () => {
    const editor = await showText('one two three');
    editor.selection = new vscode.Selection(0, 4, 0, 7);
    assert.deepEqual(selectionCorpus(editor).source.texts, ['two']);
  });

  test('of an open notebook, its cells are read', async () => {
    const { Markup, Code } = vscode.NotebookCellKind;
    const cells = [
      new vscode.NotebookCellData(Markup, '# Title', 'markdown'),
      new vscode.NotebookCellData(Code, 'total = 1', 'python'),
      new vscode.NotebookCellData(Code, 'left out', 'raw'),
    ];
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData(cells),
    );
    assert.deepEqual(notebookCorpus(notebook).source.texts, ['# Title\n\ntotal = 1']);
  });
});
