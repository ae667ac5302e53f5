import * as vscode from 'vscode';
import type { Errors } from '../editor/errors.ts';
import { exportFile } from '../editor/exportFile.ts';
import { openVectors } from '../editor/openVectors.ts';
import type { SetEntry, Sets } from '../editor/sets.ts';
import type {
  FromPanel,
  PanelFile,
  PanelGone,
  PanelRemember,
  PanelState,
  SetReference,
} from '../protocol/panel.ts';
import { AskedQuestions } from './askedQuestions.ts';
import { pageFor, webviewOptions, type PanelName } from './html.ts';
import { PanelMemory } from './panelMemory.ts';
import { findSet, goneWith, referenceTo } from './setReference.ts';

/** What panels on sets need of the rest of the extension. */
export interface PanelContext {
  extensionUri: vscode.Uri;
  sets: Sets;
  errors: Errors;
  state: vscode.Memento;
}

/** A message for the webview, a file to be kept, or other parameters (of other sets), by which all is to be shown anew. */
export type PanelAnswer<Params, To> =
  { reply: To } | { file: PanelFile } | { change: Params; entries?: SetEntry[] };

/** A panel that is open, as its kind sees it. */
export interface OpenPanel<Params, To> {
  readonly params: Params;
  send(message: To): void;
}

/** One kind of panel on embedding sets: opens its panels, and restores them after a reload of the window. */
export abstract class Panels<Params, Question extends { type: string }, To>
  implements vscode.WebviewPanelSerializer<PanelState<Params>>, vscode.Disposable
{
  /** Of its script, its styles and its icon; a part of its view type. */
  readonly name: PanelName;
  readonly context: PanelContext;
  readonly memory: PanelMemory<Params>;
  /** The one that was opened last comes last. */
  private readonly open = new Map<vscode.WebviewPanel, OpenPanel<Params, To>>();
  private readonly registration: vscode.Disposable;

  constructor(name: PanelName, context: PanelContext) {
    this.name = name;
    this.context = context;
    this.memory = new PanelMemory(context.state, name);
    this.registration = vscode.window.registerWebviewPanelSerializer(this.viewType, this);
  }

  /** @param setNames of the sets that it asks */
  abstract title(params: Params, setNames: string[]): string;

  /** The same asked of other sets: those that were closed and opened again have other ids. */
  abstract withSets(params: Params, ids: string[]): Params;

  /** Asks the engine for what is to be shown. */
  abstract load(params: Params, entries: SetEntry[]): Promise<To>;

  /** What was computed before and stays true without its sets, where there is such a thing. */
  finished?(params: Params): Promise<To> | undefined;

  /** Answers what else its webview asks, where it does; `token` says when the answer is not wanted any more. */
  answer?(
    message: Question,
    params: Params,
    entries: SetEntry[],
    token: vscode.CancellationToken,
  ): Promise<PanelAnswer<Params, To> | undefined>;

  /** Tells a panel of what happens elsewhere, for as long as it is open, where it does. */
  follow?(panel: OpenPanel<Params, To>): vscode.Disposable;

  /** Whether a panel that shows the one is what is wanted where the other is asked for; without it, none is. */
  isSame?(shown: Params, asked: Params): boolean;

  /**
   * Opens a panel, or brings the one to the front that is there already.
   *
   * @param entries the sets that it asks
   * @param column without one, that of the panels of its kind that are open, else one beside the editor
   */
  show(params: Params, entries: readonly SetEntry[], column?: vscode.ViewColumn): void {
    const [there] = [...this.open].find(([, shown]) => this.isSame?.(shown.params, params)) ?? [];
    if (there) return there.reveal();
    const state = { params, sets: entries.map(referenceTo) };
    const place = column ?? [...this.open.keys()].at(-1)?.viewColumn ?? vscode.ViewColumn.Beside;
    this.attach(vscode.window.createWebviewPanel(this.viewType, this.titleOf(state), place), state);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, kept: PanelState<Params> | undefined): Promise<void> {
    // A window that closes in a hurry may lose what its webviews kept; earlier versions kept no sets.
    const state = kept?.sets ? kept : this.memory.of(panel.title);
    if (state) this.attach(panel, state);
    else panel.dispose();
    return Promise.resolve();
  }

  titleOf({ params, sets }: PanelState<Params>): string {
    return this.title(
      params,
      sets.map(({ name }) => name),
    );
  }

  dispose(): void {
    this.registration.dispose();
  }

  private get viewType(): string {
    return `embeddingExplorer.${this.name}`;
  }

  private attach(panel: vscode.WebviewPanel, { params, sets }: PanelState<Params>): void {
    const attached = new Panel(panel, { params, sets }, this);
    this.open.set(panel, attached);
    panel.onDidDispose(() => {
      this.open.delete(panel);
      attached.dispose();
    });
  }
}

/** The host's side of one panel: asks the engine what its webview wants to know. */
class Panel<Params, Question extends { type: string }, To>
  implements vscode.Disposable, OpenPanel<Params, To>
{
  private readonly panel: vscode.WebviewPanel;
  private readonly kind: Panels<Params, Question, To>;
  private readonly subscriptions: vscode.Disposable[];
  private readonly asked = new AskedQuestions();
  private isDisposed = false;
  private state: PanelState<Params>;
  /** A sentence stands in its place, because a set was closed. */
  private isLost = false;
  /** Counts what was asked for: only the last of it is shown. */
  private request = 0;

  constructor(panel: vscode.WebviewPanel, state: PanelState<Params>, kind: Panels<Params, Question, To>) {
    const { extensionUri, errors, sets } = kind.context;
    this.panel = panel;
    this.state = state;
    this.kind = kind;
    panel.title = kind.titleOf(state);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', `${kind.name}.svg`);
    panel.webview.options = webviewOptions(extensionUri);
    kind.memory.keep(panel.title, state);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(
        errors.guard((message: Question | FromPanel) => this.receive(message)),
      ),
      sets.onDidChange(errors.guard(() => this.setChanged())),
    ];
    const following = kind.follow?.(this);
    if (following) this.subscriptions.push(following);
    panel.webview.html = pageFor(panel.webview, extensionUri, kind.name, panel.title);
  }

  get params(): Params {
    return this.state.params;
  }

  dispose(): void {
    this.request++;
    this.isDisposed = true;
    this.asked.dispose();
    this.kind.memory.forget(this.kind.titleOf(this.state), this.state);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async setChanged(): Promise<void> {
    if (this.kind.finished?.(this.state.params)) return;
    const entries = this.entries();
    if (!entries) return this.isLost ? undefined : this.lose();
    // Whoever opens a set again reads it; a panel that began to read it, too, would get in their way.
    const isThere = entries.every(({ state }) => state === 'ready');
    if (this.isLost && isThere && this.panel.visible) return this.show();
  }

  private async receive(message: Question | FromPanel): Promise<void> {
    if (isFromEveryPanel(message)) {
      if (message.type === 'cancel') return this.asked.cancel(message.request);
      if (message.type === 'save') return exportFile(this.panel.title, message.file);
      return message.type === 'ready' ? this.show() : this.retry();
    }
    const entries = this.entries();
    if (!entries) return this.lose();
    const answer = await this.asked.answer(message, (token) =>
      this.kind.answer?.(message, this.state.params, entries, token),
    );
    if (!answer || this.isDisposed) return;
    if ('reply' in answer) return this.send(answer.reply);
    if ('file' in answer) return exportFile(this.panel.title, answer.file);
    const sets = answer.entries?.map(referenceTo) ?? this.state.sets;
    this.become({ params: answer.change, sets });
    return this.show();
  }

  private async show(): Promise<void> {
    const request = ++this.request;
    this.isLost = false;
    const { errors } = this.kind.context;
    this.send({ type: 'remember', state: this.state });
    let message: To | PanelGone;
    try {
      const shown = this.kind.finished?.(this.state.params) ?? this.load();
      if (!shown) return this.lose();
      message = await shown;
    } catch (error) {
      message = { type: 'gone', message: errors.sentence(error) };
    }
    if (request === this.request) this.send(message);
  }

  /** Undefined where one of its sets is closed. */
  private load(): Promise<To> | undefined {
    const entries = this.entries();
    return entries && this.loadOf(entries);
  }

  private async loadOf(entries: SetEntry[]): Promise<To> {
    for (const entry of entries) await this.kind.context.sets.ready(entry);
    return this.kind.load(this.state.params, entries);
  }

  /** Opens the sets again that were closed; as soon as they are there, the panel shows itself. */
  private async retry(): Promise<void> {
    const closed = this.closed();
    if (closed.length === 0) return this.show();
    this.isLost = true;
    const { sets } = this.kind.context;
    for (const { path } of closed) if (path) await openVectors(sets, vscode.Uri.file(path));
    // One that was never closed may not have been read in this session.
    if (this.isLost) return this.show();
  }

  /** The open sets that it asks; undefined where one of them was closed. */
  private entries(): SetEntry[] | undefined {
    const { params, sets } = this.state;
    const entries = sets.map((set) => findSet(this.kind.context.sets, set));
    if (!entries.every((entry) => entry !== undefined)) return undefined;
    const now = entries.map(referenceTo);
    // One that was opened again has another id, one that was saved another name.
    if (JSON.stringify(now) !== JSON.stringify(sets)) {
      const ids = now.map(({ id }) => id);
      this.become({ params: this.kind.withSets(params, ids), sets: now });
    }
    return entries;
  }

  private become(state: PanelState<Params>): void {
    const { memory } = this.kind;
    memory.forget(this.panel.title, this.state);
    this.state = state;
    this.panel.title = this.kind.titleOf(state);
    memory.keep(this.panel.title, state);
    this.send({ type: 'remember', state });
  }

  private closed(): SetReference[] {
    return this.state.sets.filter((set) => !findSet(this.kind.context.sets, set));
  }

  private lose(): void {
    this.request++;
    this.isLost = true;
    this.send(goneWith(this.closed()));
  }

  send(message: To | PanelGone | PanelRemember<Params>): void {
    if (!this.isDisposed) void this.panel.webview.postMessage(message);
  }
}

function isFromEveryPanel(message: { type: string }): message is FromPanel {
  return ['ready', 'retry', 'save', 'cancel'].includes(message.type);
}
