import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api } from './support.ts';

/** A file system that is nowhere on this machine, as virtual workspaces have. */
class Elsewhere implements vscode.FileSystemProvider {
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  private readonly files: ReadonlyMap<string, Uint8Array>;

  constructor(files: ReadonlyMap<string, Uint8Array>) {
    this.files = files;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  stat({ path }: vscode.Uri): vscode.FileStat {
    const file = this.files.get(path);
    const type = file ? vscode.FileType.File : vscode.FileType.Directory;
    return { type, ctime: 0, mtime: 0, size: file?.length ?? 0 };
  }

  readDirectory(): [string, vscode.FileType][] {
    return [...this.files.keys()].map((path) => [path.slice(1), vscode.FileType.File]);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const file = this.files.get(uri.path);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    return file;
  }

  createDirectory = refuse;
  writeFile = refuse;
  delete = refuse;
  rename = refuse;
}

function refuse(): never {
  throw vscode.FileSystemError.NoPermissions('Nothing is written here.');
}

suite('Virtual file systems', () => {
  test('vectors open together with the words beside them', async () => {
    const { sets } = await api();
    const config = { embeddings: [{ tensorShape: [2, 3], tensorPath: 'a.bytes', metadataPath: 'a.tsv' }] };
    const files = new Map<string, Uint8Array>([
      ['/projector_config.json', Buffer.from(JSON.stringify(config))],
      ['/a.bytes', Buffer.from(Float32Array.of(1, 2, 3, 4, 5, 6).buffer)],
      ['/a.tsv', Buffer.from('king\nqueen\n')],
    ]);
    const provider = vscode.workspace.registerFileSystemProvider('elsewhere', new Elsewhere(files), {
      isReadonly: true,
    });
    const uri = vscode.Uri.parse('elsewhere:/projector_config.json');
    await vscode.commands.executeCommand('embeddingExplorer.openVectorFile', uri);
    provider.dispose();
    const active = sets().find((set) => set.active);
    assert.deepEqual([active?.name, active?.words, active?.dims], ['projector_config.json', 2, 3]);
  });
});
