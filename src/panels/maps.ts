import * as vscode from 'vscode';
import { openVectors } from '../editor/openVectors.ts';
import type { SetEntry } from '../editor/sets.ts';
import type { FromMap, MapState, ToMap } from '../protocol/map.ts';
import type { MapMemory } from './mapMemory.ts';
import { MapPanel, type MapContext, type MapSource } from './mapPanel.ts';

const VIEW_TYPE = 'embeddingExplorer.map';

/** Every open map: at most one panel a set that a command opened, and one an editor tab of a vector file. */
export class Maps implements vscode.WebviewPanelSerializer<MapState>, vscode.Disposable {
  private readonly panels = new Set<MapPanel>();
  private readonly context: MapContext;
  private readonly memory: MapMemory;
  private readonly registration: vscode.Disposable;

  constructor(context: MapContext, memory: MapMemory) {
    this.context = context;
    this.memory = memory;
    this.registration = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** Shows the map of a set: the one that is open, or a new one. */
  show(entry: SetEntry): MapPanel {
    const open = [...this.panels].find((map) => map.entry === entry);
    if (open) {
      open.panel.reveal(undefined, false);
      return open;
    }
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, entry.name, vscode.ViewColumn.Active);
    return this.attach(panel, this.sourceOf(entry));
  }

  /**
   * Makes a panel that VS Code has made (an editor tab, a restored panel) the map of a set.
   *
   * @param isRestored whether it had an earlier life, to which it goes back
   */
  attach(panel: vscode.WebviewPanel, source: MapSource, isRestored = false): MapPanel {
    const map = new MapPanel(panel, source, this.context);
    this.panels.add(map);
    const listener = this.remember(map, isRestored);
    panel.onDidDispose(() => {
      listener.dispose();
      this.panels.delete(map);
      map.dispose();
    });
    return map;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: MapState | undefined): Promise<void> {
    const { sets } = this.context;
    // A window that closes in a hurry may lose what its webviews kept.
    const entry = state ? sets.get(state.setId) : sets.active;
    if (entry) this.attach(panel, this.sourceOf(entry), true);
    // The set was closed in the meantime: there is nothing to restore.
    else panel.dispose();
    return Promise.resolve();
  }

  /** Keeps what a map shows, and gives it back to one that was restored, or hidden meanwhile. */
  private remember(map: MapPanel, isRestored: boolean): vscode.Disposable {
    const { webview } = map.panel;
    let isKnown = isRestored;
    return webview.onDidReceiveMessage((message: FromMap) => {
      if (message.type === 'state') {
        isKnown = true;
        this.memory.keep(message.state);
      }
      const { entry } = map;
      const state = message.type === 'ready' && isKnown && entry ? this.memory.of(entry.id) : undefined;
      // It comes before the set, for which the map has to wait.
      if (state) void webview.postMessage({ type: 'kept', state } satisfies ToMap);
    });
  }

  /** A set that is open; where it was closed, its file can be opened again. */
  private sourceOf(entry: SetEntry): MapSource {
    return {
      name: entry.name,
      entry,
      open: () => openVectors(this.context.sets, vscode.Uri.file(entry.path)),
    };
  }

  dispose(): void {
    this.registration.dispose();
    for (const map of this.panels) map.dispose();
  }
}
