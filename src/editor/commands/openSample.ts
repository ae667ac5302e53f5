import * as vscode from 'vscode';

/**
 * Opens small vectors of 200 words, and beside their map the text that they were made for. Both are copied first to where the
 * extension keeps its own: its folder has another name after each update, and its files are not the user's to change.
 *
 * @param open opens a file of vectors and shows its map
 */
export async function openSample(
  { extensionUri, globalStorageUri }: vscode.ExtensionContext,
  open: (vectors: vscode.Uri) => Promise<void>,
): Promise<void> {
  const name = vscode.env.language.startsWith('zh') ? '中文' : 'english';
  const copy = async (file: string) => {
    const target = vscode.Uri.joinPath(globalStorageUri, 'sample', file);
    if (!(await exists(target)))
      await vscode.workspace.fs.copy(vscode.Uri.joinPath(extensionUri, 'media', 'sample', file), target);
    return target;
  };
  await open(await copy(`${name}.vec`));
  const viewColumn = vscode.ViewColumn.Beside;
  await vscode.window.showTextDocument(await copy(`${name}.txt`), { viewColumn, preview: false });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
