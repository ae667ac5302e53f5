import * as vscode from 'vscode';
import type { Errors } from '../editor/errors.ts';
import { exportFile } from '../editor/exportFile.ts';
import type { SetEntry, Sets } from '../editor/sets.ts';
import type { FromPanel, PanelGone, PanelState } from '../protocol/panel.ts';
import { pageFor, webviewOptions, type PanelName } from './html.ts';

/** What panels on sets need of the rest of the extension. */
export interface PanelContext {
  extensionUri: vscode.Uri;
  sets: Sets;
  errors: Errors;
  state: vscode.Memento;
}

/** A message for the webview, or other parameters, by which all is to be shown anew. */
export type PanelAnswer<Params, To> = { reply: To } | { change: Params };

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
  private readonly registration: vscode.Disposable;

  constructor(name: PanelName, context: PanelContext) {
    this.name = name;
    this.context = context;
    this.registration = vscode.window.registerWebviewPanelSerializer(this.viewType, this);
  }

  abstract title(params: Params): string;

  /** The ids of the sets that it asks. */
  abstract setIds(params: Params): string[];

  /** What is said in its place once one of them is closed. */
  abstract closed(): string;

  /** Asks the engine for what is to be shown. */
  abstract load(params: Params, entries: SetEntry[]): Promise<To>;

  /** Answers what else its webview asks, where it does. */
  answer?(
    message: Question,
    params: Params,
    entries: SetEntry[],
  ): Promise<PanelAnswer<Params, To> | undefined>;

  /** Tells a panel of what happens elsewhere, for as long as it is open, where it does. */
  follow?(panel: OpenPanel<Params, To>): vscode.Disposable;

  show(params: Params, column = vscode.ViewColumn.Beside): void {
    const panel = vscode.window.createWebviewPanel(this.viewType, this.title(params), column);
    this.attach(panel, params);
    void this.context.state.update(this.lastKey, params);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PanelState<Params> | undefined): Promise<void> {
    // A window that closes in a hurry may lose what its webviews kept.
    const params = state?.params ?? this.context.state.get<Params>(this.lastKey);
    if (params) this.attach(panel, params);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
  }

  private get viewType(): string {
    return `embeddingExplorer.${this.name}`;
  }

  private get lastKey(): string {
    return `last.${this.name}`;
  }

  private attach(panel: vscode.WebviewPanel, params: Params): void {
    const attached = new Panel(panel, params, this);
    panel.onDidDispose(() => attached.dispose());
  }
}

/** The host's side of one panel: asks the engine what its webview wants to know. */
class Panel<Params, Question extends { type: string }, To>
  implements vscode.Disposable, OpenPanel<Params, To>
{
  private readonly panel: vscode.WebviewPanel;
  private readonly kind: Panels<Params, Question, To>;
  private readonly subscriptions: vscode.Disposable[];
  params: Params;
  /** Counts what was asked for: only the last of it is shown. */
  private request = 0;

  constructor(panel: vscode.WebviewPanel, params: Params, kind: Panels<Params, Question, To>) {
    const { extensionUri, errors, sets } = kind.context;
    this.panel = panel;
    this.params = params;
    this.kind = kind;
    panel.title = kind.title(params);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', `${kind.name}.svg`);
    panel.webview.options = webviewOptions(extensionUri);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(
        errors.guard((message: Question | FromPanel) => this.receive(message)),
      ),
      sets.onDidChange(() => this.setChanged()),
    ];
    const following = kind.follow?.(this);
    if (following) this.subscriptions.push(following);
    panel.webview.html = pageFor(panel.webview, extensionUri, kind.name, panel.title);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private setChanged(): void {
    if (!this.entries()) this.lose();
  }

  private async receive(message: Question | FromPanel): Promise<void> {
    if (isFromEveryPanel(message)) {
      return message.type === 'ready' ? this.show() : exportFile(this.panel.title, message.file);
    }
    const entries = this.entries();
    if (!entries) return this.lose();
    const answer = await this.kind.answer?.(message, this.params, entries);
    if (!answer) return;
    if ('reply' in answer) return this.send(answer.reply);
    this.params = answer.change;
    this.panel.title = this.kind.title(this.params);
    return this.show();
  }

  private async show(): Promise<void> {
    const request = ++this.request;
    const entries = this.entries();
    if (!entries) return this.lose();
    const { context } = this.kind;
    let message: To | PanelGone;
    try {
      for (const entry of entries) await context.sets.ready(entry);
      message = await this.kind.load(this.params, entries);
    } catch (error) {
      message = { type: 'gone', message: context.errors.sentence(error) };
    }
    if (request === this.request) this.send(message);
  }

  /** The open sets that it asks; undefined where one of them was closed. */
  private entries(): SetEntry[] | undefined {
    const found = this.kind.setIds(this.params).map((id) => this.kind.context.sets.get(id));
    return found.every((entry) => entry !== undefined) ? found : undefined;
  }

  private lose(): void {
    this.request++;
    this.send({ type: 'gone', message: this.kind.closed() });
  }

  send(message: To | PanelGone): void {
    void this.panel.webview.postMessage(message);
  }
}

function isFromEveryPanel(message: { type: string }): message is FromPanel {
  return message.type === 'ready' || message.type === 'save';
}
