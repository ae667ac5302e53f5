import * as vscode from 'vscode';
import type { Maps } from '../panels/maps.ts';
import { openVectors } from './openVectors.ts';
import type { Sets } from './sets.ts';

/** Opens a vector file on a double click: its editor is the set's map. Nothing is ever written. */
export class VectorEditor implements vscode.CustomReadonlyEditorProvider {
  static readonly viewType = 'embeddingExplorer.vectorFile';
  private readonly sets: Sets;
  private readonly maps: Maps;

  constructor(sets: Sets, maps: Maps) {
    this.sets = sets;
    this.maps = maps;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  /** @throws what VS Code shows in place of the editor: the sentence that says why the file cannot be read */
  async resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    this.maps.attach(panel, await openVectors(this.sets, document.uri));
  }
}
