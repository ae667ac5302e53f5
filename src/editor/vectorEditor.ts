import * as vscode from 'vscode';
import type { Maps } from '../panels/maps.ts';
import { sentencePage, webviewOptions } from '../panels/html.ts';
import type { Errors } from './errors.ts';
import { openVectors } from './openVectors.ts';
import type { Sets } from './sets.ts';

/** Opens a vector file on a double click: its editor is the set's map. Nothing is ever written. */
export class VectorEditor implements vscode.CustomReadonlyEditorProvider {
  static readonly viewType = 'embeddingExplorer.vectorFile';
  private readonly extensionUri: vscode.Uri;
  private readonly sets: Sets;
  private readonly maps: Maps;
  private readonly errors: Errors;

  constructor(extensionUri: vscode.Uri, sets: Sets, maps: Maps, errors: Errors) {
    this.extensionUri = extensionUri;
    this.sets = sets;
    this.maps = maps;
    this.errors = errors;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  /** Shows the map, or in its place the sentence that says why there is none. */
  async resolveCustomEditor(document: vscode.CustomDocument, panel: vscode.WebviewPanel): Promise<void> {
    try {
      this.maps.attach(panel, await openVectors(this.sets, document.uri));
    } catch (error) {
      panel.webview.options = webviewOptions(this.extensionUri);
      panel.webview.html = sentencePage(panel.webview, this.extensionUri, this.errors.sentence(error));
    }
  }
}
