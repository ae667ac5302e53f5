import * as vscode from 'vscode';
import { openVectors } from '../editor/openVectors.ts';
import type { SetEntry } from '../editor/sets.ts';
import { UserFault } from '../engine/faults.ts';
import type { FromMap, LayoutChoice, MapState, ToMap } from '../protocol/map.ts';
import { rowsOf } from './layouts.ts';
import type { MapMemory } from './mapMemory.ts';
import { MapPanel, type LinkedWord, type MapContext, type MapSource } from './mapPanel.ts';
import { readSession, type MapSession } from './mapSession.ts';

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
  show(entry: SetEntry, column?: vscode.ViewColumn): MapPanel {
    const open = [...this.panels].find((map) => map.entry === entry);
    if (open) {
      open.panel.reveal(column, false);
      return open;
    }
    const where = column ?? vscode.ViewColumn.Active;
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, entry.name, where);
    return this.attach(panel, this.sourceOf(entry));
  }

  /**
   * Opens a map as a session file has it.
   *
   * @throws UserFault where the file is no session
   */
  async openSession(uri: vscode.Uri): Promise<void> {
    const { sets, layouts } = this.context;
    const session = await readSession(uri);
    if (!session) {
      const message = vscode.l10n.t('{0} is no session of a map.', vscode.workspace.asRelativePath(uri));
      throw new UserFault(message);
    }
    const entry = await openVectors(sets, vscode.Uri.file(session.path));
    await sets.ready(entry);
    layouts.adopt(entry, choiceOf(session, rowsOf(entry)), session.positions);
    await this.show(entry).restore({ ...session.state, setId: entry.id });
  }

  /**
   * Makes a panel that VS Code has made (an editor tab, a restored panel) the map of a set.
   *
   * @param isRestored whether it had an earlier life, to which it goes back
   */
  attach(panel: vscode.WebviewPanel, source: MapSource, isRestored = false): MapPanel {
    const map = new MapPanel(panel, source, this.context);
    this.panels.add(map);
    map.onDidLink(this.context.errors.guard((linked: LinkedWord) => this.link(linked)));
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

  /** What is pointed at or selected in one map is so in all others that are in sight. */
  private async link(linked: LinkedWord): Promise<void> {
    const others = [...this.panels].filter((map) => map !== linked.from && map.panel.visible);
    await Promise.all(others.map((map) => map.showLinked(linked)));
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

/** What a session laid out. Where the map has more words now, or fewer, those of the session stand on their own. */
function choiceOf({ choice, positions }: MapSession, rows: number): LayoutChoice {
  const count = positions.length / 2;
  if (choice.rows || count === rows) return choice;
  return { ...choice, rows: Int32Array.from({ length: count }, (_, row) => row) };
}
