import * as vscode from 'vscode';
import type { EngineHost } from '../editor/engineHost.ts';
import type { Errors } from '../editor/errors.ts';
import type { PinnedWord } from '../editor/pinnedWord.ts';
import type { SetEntry, Sets } from '../editor/sets.ts';
import type { SetInfo } from '../protocol/engine.ts';
import type { FromMap, ToMap } from '../protocol/map.ts';
import { pageFor, webviewOptions } from './html.ts';
import { rowsOf, type Layouts } from './layouts.ts';

/** What a map panel needs of the rest of the extension. */
export interface MapContext {
  extensionUri: vscode.Uri;
  engine: EngineHost;
  sets: Sets;
  layouts: Layouts;
  pinned: PinnedWord;
  errors: Errors;
}

/** The host's side of one map: answers its webview, and tells it what changes. */
export class MapPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly entry: SetEntry;
  private readonly context: MapContext;
  private readonly subscriptions: vscode.Disposable[];
  /** The webview's script listens. */
  private isReady = false;
  /** What the webview draws; another object where the set has been read again. */
  private shown: SetInfo | undefined;
  private focus: number | undefined;

  constructor(panel: vscode.WebviewPanel, entry: SetEntry, context: MapContext) {
    const { extensionUri, sets, layouts, pinned, errors } = context;
    this.panel = panel;
    this.entry = entry;
    this.context = context;
    panel.title = vscode.l10n.t('Map: {0}', entry.name);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'map.svg');
    panel.webview.options = webviewOptions(extensionUri);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(errors.guard((message: FromMap) => this.receive(message))),
      sets.onDidChange(errors.guard(() => this.setChanged())),
      layouts.onDidChange((setId) => setId === entry.id && this.sendLayout()),
      pinned.onDidChange(errors.guard(() => this.sendPinned())),
      panel.onDidChangeViewState(() => !panel.visible && this.forget()),
    ];
    panel.webview.html = pageFor(panel.webview, extensionUri, 'map', panel.title);
  }

  /** Flies to a word, now or as soon as the map is drawn. */
  async focusOn(row: number): Promise<void> {
    this.focus = row;
    if (this.shown) this.sendFocus();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async receive(message: FromMap): Promise<void> {
    const { entry, context } = this;
    switch (message.type) {
      case 'ready':
        this.isReady = true;
        this.shown = undefined;
        return this.show();
      case 'neighbours': {
        const { request, row, count } = message;
        const neighbours = await context.engine.request('sets/neighbours', { id: entry.id, row, count });
        return this.send({ type: 'neighbours', request, row, neighbours });
      }
      case 'pin': {
        const word = await context.engine.request('sets/word', { id: entry.id, row: message.row });
        return context.pinned.pin(word);
      }
      case 'stop':
        return context.layouts.stop(entry.id);
      case 'restart':
        return context.layouts.restart(entry);
    }
  }

  /** A hidden webview has no script; when it is shown again it asks for everything anew. */
  private forget(): void {
    this.isReady = false;
    this.shown = undefined;
  }

  /** Sends everything to a webview that knows nothing yet. */
  private async show(): Promise<void> {
    const { context, entry } = this;
    try {
      const info = await context.sets.ready(entry);
      const rows = rowsOf(entry);
      const words = await context.engine.request('sets/words', { id: entry.id, rows });
      const { id: setId, name, dims } = info;
      this.shown = info;
      this.send({ type: 'set', setId, name, dims, words, notice: noticeFor(info, rows) });
    } catch (error) {
      return this.send({ type: 'gone', message: context.errors.sentence(error) });
    }
    context.layouts.ensure(entry);
    this.sendLayout();
    await this.sendPinned();
    this.sendFocus();
  }

  private async setChanged(): Promise<void> {
    const { context, entry, isReady, shown } = this;
    if (!context.sets.get(entry.id)) {
      this.shown = undefined;
      this.send({ type: 'gone', message: vscode.l10n.t('This embedding set was closed.') });
    } else if (isReady && shown && entry.state === 'ready' && entry.info !== shown) {
      await this.show();
    }
  }

  private sendLayout(): void {
    const layout = this.context.layouts.get(this.entry.id);
    if (layout && this.shown) this.send({ type: 'layout', positions: layout.positions, state: layout.state });
  }

  private async sendPinned(): Promise<void> {
    if (!this.shown) return;
    const { engine, pinned } = this.context;
    const { word } = pinned;
    const row = word ? await engine.request('sets/find', { id: this.entry.id, word }) : -1;
    this.send({ type: 'pinned', row });
  }

  private sendFocus(): void {
    if (this.focus === undefined) return;
    if (this.focus < rowsOf(this.entry)) this.send({ type: 'focus', row: this.focus });
    else void vscode.window.showInformationMessage(vscode.l10n.t('This word is not among those on the map.'));
    this.focus = undefined;
  }

  private send(message: ToMap): void {
    if (this.isReady) void this.panel.webview.postMessage(message);
  }
}

function noticeFor(info: SetInfo, rows: number): string | undefined {
  if (rows === info.words) return undefined;
  return vscode.l10n.t(
    'The map shows the first {0} of {1} words (setting {2}).',
    rows.toLocaleString(),
    info.words.toLocaleString(),
    'embeddingExplorer.map.maxWords',
  );
}
