import * as vscode from 'vscode';
import type { CursorPlace } from '../editor/cursorPlace.ts';
import type { EngineHost } from '../editor/engineHost.ts';
import type { Errors } from '../editor/errors.ts';
import { exportFile } from '../editor/exportFile.ts';
import type { GroupWordsHighlight } from '../editor/highlight/groupWords.ts';
import type { PinnedWord } from '../editor/pinnedWord.ts';
import { titleOf, type SetEntry, type Sets } from '../editor/sets.ts';
import type { SetInfo } from '../protocol/engine.ts';
import type { FromMap, MapState, ToMap } from '../protocol/map.ts';
import { pageFor, webviewOptions } from './html.ts';
import { rowsOf, type Layouts } from './layouts.ts';
import { othersOf } from './placedWords.ts';
import { FramePace } from './framePace.ts';
import { answerMap, isMapQuestion } from './mapAnswers.ts';
import { saveSession } from './mapSession.ts';

/** What a map panel needs of the rest of the extension. */
export interface MapContext {
  extensionUri: vscode.Uri;
  engine: EngineHost;
  sets: Sets;
  layouts: Layouts;
  pinned: PinnedWord;
  cursor: CursorPlace;
  groupWords: GroupWordsHighlight;
  errors: Errors;
}

/** The set of a map: found or opened when the map is first shown, and again when it was closed in the meantime. */
export interface MapSource {
  name: string;
  /** Where it is open already. */
  entry?: SetEntry;
  open(): Promise<SetEntry>;
}

/** What is pointed at in a map ('' for nothing), or was selected in it. */
export interface LinkedWord {
  from: MapPanel;
  kind: 'point' | 'choose';
  word: string;
}

/** The host's side of one map: answers its webview, and tells it what changes. */
export class MapPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  private readonly source: MapSource;
  private readonly context: MapContext;
  private readonly subscriptions: vscode.Disposable[];
  private readonly linked = new vscode.EventEmitter<LinkedWord>();
  /** Fires with what maps that are linked with this one show, too. */
  readonly onDidLink = this.linked.event;
  private current: SetEntry | undefined;
  private opening: Promise<SetEntry> | undefined;
  /** The webview's script listens. */
  private isReady = false;
  /** What the webview draws; another object where the set has been read again. */
  private shown: SetInfo | undefined;
  /** How many words it draws. */
  private rows = 0;
  private readonly frames = new FramePace(() => this.sendLayout());
  private focus: number | undefined;
  /** What a session file says of the map, until it is shown. */
  private session: MapState | undefined;
  /** Counts the places of the cursor: only of the last one the word is shown. */
  private place = 0;

  constructor(panel: vscode.WebviewPanel, source: MapSource, context: MapContext) {
    const { extensionUri, sets, layouts, pinned, cursor, errors } = context;
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
      cursor.onDidChange(errors.guard(() => this.sendCursor())),
      this.linked,
      this.frames,
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

  /** Shows the map as a session file has it, now or as soon as it is drawn. */
  async restore(session: MapState): Promise<void> {
    this.session = session;
    if (this.shown) await this.show();
  }

  /** Shows what is pointed at in a linked map, or flies to what was selected there, where this set knows it. */
  async showLinked({ kind, word }: LinkedWord): Promise<void> {
    const { current, shown } = this;
    if (!current || !shown) return;
    const row = word ? await this.find(current, word) : -1;
    if (kind === 'point') this.send({ type: 'linked', row });
    else if (row >= 0) this.send({ type: 'focus', row, isLinked: true });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async receive(message: FromMap): Promise<void> {
    const { context, current } = this;
    if (message.type === 'ready') {
      this.isReady = true;
      this.frames.forget();
      this.shown = undefined;
      return this.show();
    }
    if (message.type === 'retry') return this.show();
    if (message.type === 'drawn') return this.frames.arrived();
    if (!current) return;
    if (isMapQuestion(message)) return this.send(await answerMap(context, current, this.rows, message));
    return this.act(message, current);
  }

  /** Does what the user wants done. */
  private async act(message: FromMap, current: SetEntry): Promise<void> {
    const { layouts, pinned, sets, groupWords } = this.context;
    switch (message.type) {
      case 'pin': {
        const { row } = message;
        return pinned.pin(
          row < 0 ? undefined : await sets.ask(current, 'sets/word', { id: current.id, row }),
        );
      }
      case 'layOut':
        return layouts.choose(current, message.choice);
      case 'pause':
        return layouts.pause(current.id, message.isPaused);
      case 'stop':
        return layouts.stop(current.id);
      case 'restart':
        return layouts.restart(current);
      case 'point':
      case 'choose':
        return this.linked.fire({ from: this, kind: message.type, word: message.word });
      case 'occurrences':
        return findInFiles(message.word);
      case 'mark':
        return groupWords.show(message.colour, message.words);
      case 'save':
        return exportFile(current.name, message.file);
      case 'saveSession': {
        const layout = layouts.get(current.id);
        return layout && saveSession(current, layout, message.state);
      }
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
    this.frames.forget();
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
      if (this.session) this.send({ type: 'kept', state: this.session });
      this.session = undefined;
      this.send({ type: 'set', setId, name: titleOf(entry), dims, words, metadata, notice });
      this.sendOthers();
      context.layouts.ensure(entry);
    } catch (error) {
      this.shown = undefined;
      return this.send({ type: 'gone', message: context.errors.sentence(error) });
    }
    this.sendLayout();
    await this.sendPinned();
    await this.sendCursor();
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
    this.sendOthers();
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

  /** Whose words can be placed into this map, too. */
  private sendOthers(): void {
    const { current, context } = this;
    if (current) this.send({ type: 'others', sets: othersOf(context.sets, current) });
  }

  private sendLayout(): void {
    const { current, shown } = this;
    const layout = current && this.context.layouts.get(current.id);
    if (!layout || !shown) return;
    // The settings want more words or fewer.
    if (rowsOf(current) !== this.rows) return void this.show();
    if (!this.frames.mayGo()) return;
    const { positions, state, choice, sample, clusters } = layout;
    this.send({ type: 'layout', positions, state, choice, sample });
    if (clusters) this.send({ type: 'clusters', levels: clusters });
  }

  private async sendPinned(): Promise<void> {
    const { current, shown } = this;
    if (!current || !shown) return;
    const { sets, pinned } = this.context;
    const { word } = pinned;
    const row = word ? await sets.ask(current, 'sets/find', { id: current.id, word }) : -1;
    this.send({ type: 'pinned', row });
  }

  /** The word under the cursor of the text editor lights up. */
  private async sendCursor(): Promise<void> {
    const { current, shown, context, panel } = this;
    if (!current || !shown || !panel.visible) return;
    const place = ++this.place;
    let row = -1;
    for (const { line, offset } of context.cursor.surroundings) {
      const query = { id: current.id, text: line, offset, neighbours: 0, compareWith: [] };
      row = (await context.sets.ask(current, 'sets/wordAt', query))?.row ?? -1;
      if (row >= 0) break;
    }
    if (place === this.place) this.send({ type: 'cursor', row: row < this.rows ? row : -1 });
  }

  /** The row of a word on the map, or −1. */
  private async find({ id }: SetEntry, word: string): Promise<number> {
    const row = await this.context.engine.request('sets/find', { id, word });
    return row < this.rows ? row : -1;
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

/** Opens the search of the workspace for a word. */
function findInFiles(word: string): void {
  const query = { query: word, matchWholeWord: true, isRegex: false, triggerSearch: true };
  void vscode.commands.executeCommand('workbench.action.findInFiles', query);
}

function noticeFor(info: SetInfo, rows: number): string | undefined {
  if (rows === info.words) return undefined;
  return vscode.l10n.t(
    'The map shows the first {0} of {1} words (setting {2}).',
    rows.toLocaleString(vscode.env.language),
    info.words.toLocaleString(vscode.env.language),
    'embeddingExplorer.map.maxWords',
  );
}
