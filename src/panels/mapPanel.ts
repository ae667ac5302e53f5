import * as vscode from 'vscode';
import type { EngineHost } from '../editor/engineHost.ts';
import type { Errors } from '../editor/errors.ts';
import type { PinnedWord } from '../editor/pinnedWord.ts';
import { titleOf, type SetEntry, type Sets } from '../editor/sets.ts';
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

/** The set of a map: found or opened when the map is first shown, and again when it was closed in the meantime. */
export interface MapSource {
  name: string;
  /** Where it is open already. */
  entry?: SetEntry;
  open(): Promise<SetEntry>;
}

/** The host's side of one map: answers its webview, and tells it what changes. */
export class MapPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  private readonly source: MapSource;
  private readonly context: MapContext;
  private readonly subscriptions: vscode.Disposable[];
  private current: SetEntry | undefined;
  private opening: Promise<SetEntry> | undefined;
  /** The webview's script listens. */
  private isReady = false;
  /** What the webview draws; another object where the set has been read again. */
  private shown: SetInfo | undefined;
  /** How many words it draws. */
  private rows = 0;
  private focus: number | undefined;

  constructor(panel: vscode.WebviewPanel, source: MapSource, context: MapContext) {
    const { extensionUri, sets, layouts, pinned, errors } = context;
    this.panel = panel;
    this.source = source;
    this.context = context;
    this.current = source.entry;
    this.setTitle(source.name);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'map.svg');
    panel.webview.options = webviewOptions(extensionUri);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(errors.guard((message: FromMap) => this.receive(message))),
      sets.onDidChange(errors.guard(() => this.setChanged())),
      layouts.onDidChange((setId) => setId === this.current?.id && this.sendLayout()),
      pinned.onDidChange(errors.guard(() => this.sendPinned())),
      panel.onDidChangeViewState(() => this.viewChanged()),
    ];
    panel.webview.html = pageFor(panel.webview, extensionUri, 'map', panel.title);
  }

  /** The set that it shows; undefined before it is opened, and where it was closed. */
  get entry(): SetEntry | undefined {
    return this.current;
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
    const { context, current } = this;
    if (message.type === 'ready') {
      this.isReady = true;
      this.shown = undefined;
      return this.show();
    }
    if (message.type === 'retry') return this.show();
    if (!current) return;
    switch (message.type) {
      case 'neighbours': {
        const { request, row, count } = message;
        const answer = await context.sets.ask(current, 'sets/neighbours', { id: current.id, row, count });
        return this.send({ type: 'neighbours', request, row, ...answer });
      }
      case 'colouring': {
        const { column } = message;
        const params = { id: current.id, rows: this.rows, column };
        const colouring = await context.sets.ask(current, 'sets/colouring', params);
        return this.send({ type: 'colouring', column, colouring });
      }
      case 'pin': {
        const { row } = message;
        if (row < 0) return context.pinned.pin(undefined);
        return context.pinned.pin(await context.sets.ask(current, 'sets/word', { id: current.id, row }));
      }
      case 'stop':
        return context.layouts.stop(current.id);
      case 'restart':
        return context.layouts.restart(current);
    }
  }

  /** The set whose map one looks at is the one that hovers and commands use. */
  private viewChanged(): void {
    const { panel, current, context } = this;
    if (!panel.visible) this.forget();
    if (panel.active && current?.state === 'ready' && current !== context.sets.active)
      context.sets.activate(current.id);
  }

  /** A hidden webview has no script; when it is shown again it asks for everything anew. */
  private forget(): void {
    this.isReady = false;
    this.shown = undefined;
  }

  /** Sends everything to a webview that knows nothing yet. */
  private async show(): Promise<void> {
    const { context } = this;
    try {
      const entry = (this.current ??= await this.open());
      const info = await context.sets.ready(entry);
      const rows = (this.rows = rowsOf(entry));
      const words = await context.engine.request('sets/words', { id: entry.id, rows });
      this.shown = info;
      const { id: setId, dims, metadata } = info;
      const notice = noticeFor(info, rows);
      this.send({ type: 'set', setId, name: titleOf(entry), dims, words, metadata, notice });
      context.layouts.ensure(entry);
    } catch (error) {
      this.shown = undefined;
      return this.send({ type: 'gone', message: context.errors.sentence(error) });
    }
    this.sendLayout();
    await this.sendPinned();
    this.sendFocus();
  }

  /** One opening at a time, however often the panel is hidden and shown meanwhile. */
  private open(): Promise<SetEntry> {
    this.opening ??= this.source.open().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async setChanged(): Promise<void> {
    const { context, current, shown } = this;
    if (!current) return;
    if (!context.sets.get(current.id)) {
      this.current = undefined;
      this.shown = undefined;
      return this.send({ type: 'gone', message: vscode.l10n.t('This embedding set was closed.') });
    }
    const title = titleOf(current);
    if (this.setTitle(title)) this.send({ type: 'name', name: title });
    if (!this.isReady || !shown) return;
    if (current.state === 'ready' && current.info !== shown) return this.show();
    if (current.state === 'failed') {
      this.shown = undefined;
      this.send({ type: 'gone', message: current.fault ?? '' });
    }
  }

  /** @returns whether it is another one */
  private setTitle(name: string): boolean {
    const title = vscode.l10n.t('Map: {0}', name);
    if (this.panel.title === title) return false;
    this.panel.title = title;
    return true;
  }

  private sendLayout(): void {
    const { current, shown } = this;
    const layout = current && this.context.layouts.get(current.id);
    if (!layout || !shown) return;
    // The settings want more words or fewer.
    if (rowsOf(current) !== this.rows) return void this.show();
    this.send({ type: 'layout', positions: layout.positions, state: layout.state });
  }

  private async sendPinned(): Promise<void> {
    const { current, shown } = this;
    if (!current || !shown) return;
    const { sets, pinned } = this.context;
    const { word } = pinned;
    const row = word ? await sets.ask(current, 'sets/find', { id: current.id, word }) : -1;
    this.send({ type: 'pinned', row });
  }

  private sendFocus(): void {
    if (this.focus === undefined || !this.current) return;
    if (this.focus < rowsOf(this.current)) this.send({ type: 'focus', row: this.focus });
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
