import * as vscode from 'vscode';
import type { Maps } from '../panels/maps.ts';
import { openVectors } from './openVectors.ts';
import type { Sets } from './sets.ts';

/** Opens a vector file on a double click: its editor is the set's map. Nothing is ever written. */
export class VectorEditor implements vscode.CustomReadonlyEditorProvider {
  /** Of files that nothing else shows, and of those that have another editor, where this one is a choice. */
  static readonly viewTypes = ['embeddingExplorer.vectorFile', 'embeddingExplorer.otherVectorFile'];
  private readonly sets: Sets;
  private readonly maps: Maps;

  constructor(sets: Sets, maps: Maps) {
    this.sets = sets;
    this.maps = maps;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  /** Shows the map; or, in its place, the sentence that says why there is none, and a way to try again. */
  async resolveCustomEditor({ uri }: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    this.maps.attach(panel, { name, open: () => openVectors(this.sets, uri) });
  }
}
