import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { filesCorpus, notebookCorpus, selectionCorpus, workspaceCorpus } from '../../src/editor/corpora.ts';
import { showText, writeFile } from './support.ts';

const FILES: Record<string, string> = {
  '.gitignore': 'build/\n*.log\n!kept.log\n/top.txt\n',
  'top.txt': 'ignored here',
  'kept.log': 'kept',
  'other.log': 'ignored',
  'source/main.ts': 'const total = 1',
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

  test('the workspace is read without what .gitignore files and the search leave out', async () => {
    const { source } = await workspaceCorpus();
    const read = source.paths.filter((path) => path.startsWith(folder.fsPath));
    const names = read.map((path) => path.slice(folder.fsPath.length + 1));
    assert.deepEqual(names, [
      '.gitignore',
      'kept.log',
      'source/.gitignore',
      'source/main.ts',
      'source/top.txt',
    ]);
    assert.equal(source.passesOver, true);
  });

  test('a file with changes is read as it stands in its editor', async () => {
    const uri = await writeFile('changed.txt', 'before');
    const other = await writeFile('unchanged.txt', 'as it is');
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'now '));
    const { name, what, source } = await filesCorpus([uri, other]);
    assert.deepEqual(source, { paths: [other.fsPath], texts: ['now before'] });
    assert.deepEqual([name, what], ['changed.txt and 1 more', '2 files']);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('the selection is read alone', async () => {
    const editor = await showText('one two three');
    editor.selection = new vscode.Selection(0, 4, 0, 7);
    assert.deepEqual(selectionCorpus(editor).source, { paths: [], texts: ['two'] });
  });

  test('of an open notebook, its cells are read', async () => {
    const { Markup, Code } = vscode.NotebookCellKind;
    const cells = [
      new vscode.NotebookCellData(Markup, '# Title', 'markdown'),
      new vscode.NotebookCellData(Code, 'total = 1', 'python'),
    ];
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData(cells),
    );
    assert.deepEqual(notebookCorpus(notebook).source, { paths: [], texts: ['# Title', 'total = 1'] });
  });
});
