import * as vscode from 'vscode';
import type { EngineHost } from '../editor/engineHost.ts';
import type { Errors } from '../editor/errors.ts';
import type { Sets } from '../editor/sets.ts';
import type { TraceParams } from '../protocol/engine.ts';
import type { FromTrace, ToTrace, TraceState } from '../protocol/trace.ts';
import { pageFor, webviewOptions } from './html.ts';

const VIEW_TYPE = 'embeddingExplorer.trace';
const LAST_TRACE = 'lastTrace';

/** What a trace panel needs of the rest of the extension. */
export interface TraceContext {
  extensionUri: vscode.Uri;
  engine: EngineHost;
  sets: Sets;
  errors: Errors;
  state: vscode.Memento;
}

/** Opens trace panels, and restores them after a reload of the window. */
export class Traces implements vscode.WebviewPanelSerializer<TraceState>, vscode.Disposable {
  private readonly context: TraceContext;
  private readonly registration: vscode.Disposable;

  constructor(context: TraceContext) {
    this.context = context;
    this.registration = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  show(params: TraceParams): void {
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, titleOf(params), vscode.ViewColumn.Beside);
    this.attach(panel, params);
    void this.context.state.update(LAST_TRACE, params);
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: TraceState | undefined): Promise<void> {
    // A window that closes in a hurry may lose what its webviews kept.
    const params = state?.params ?? this.context.state.get<TraceParams>(LAST_TRACE);
    if (params) this.attach(panel, params);
    else panel.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    this.registration.dispose();
  }

  private attach(panel: vscode.WebviewPanel, params: TraceParams): void {
    const trace = new TracePanel(panel, params, this.context);
    panel.onDidDispose(() => trace.dispose());
  }
}

/** Characters of the text that the title shows. */
const SHOWN = 24;

function titleOf({ text }: TraceParams): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const shown = line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line;
  return vscode.l10n.t('RNN Trace: {0}', shown);
}

/** The host's side of one trace: asks the engine what its webview wants to know. */
class TracePanel implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private readonly context: TraceContext;
  private readonly subscriptions: vscode.Disposable[];
  private params: TraceParams;

  constructor(panel: vscode.WebviewPanel, params: TraceParams, context: TraceContext) {
    const { extensionUri, errors } = context;
    this.panel = panel;
    this.params = params;
    this.context = context;
    panel.title = titleOf(params);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'trace.svg');
    panel.webview.options = webviewOptions(extensionUri);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(errors.guard((message: FromTrace) => this.receive(message))),
      context.sets.onDidChange(errors.guard(() => this.setChanged())),
    ];
    panel.webview.html = pageFor(panel.webview, extensionUri, 'trace', panel.title);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async setChanged(): Promise<void> {
    if (!this.context.sets.get(this.params.setId)) await this.show();
  }

  private async receive(message: FromTrace): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.show();
      case 'change':
        this.params = { ...this.params, hiddenSize: message.hiddenSize, seed: message.seed };
        return this.show();
      case 'cell': {
        const { request, step, unit } = message;
        const { sets } = this.context;
        const entry = sets.get(this.params.setId);
        if (!entry) return this.show();
        const cell = await sets.ask(entry, 'trace/cell', { trace: this.params, step, unit });
        return this.send({ type: 'cell', request, cell });
      }
    }
  }

  private async show(): Promise<void> {
    const { params } = this;
    const { sets, errors } = this.context;
    const entry = sets.get(params.setId);
    if (!entry) {
      return this.send({
        type: 'gone',
        message: vscode.l10n.t('The embedding set of this trace was closed.'),
      });
    }
    try {
      const { name } = await sets.ready(entry);
      const trace = await sets.ask(entry, 'trace/run', params);
      this.send({ type: 'trace', params, setName: name, trace });
    } catch (error) {
      this.send({ type: 'gone', message: errors.sentence(error) });
    }
  }

  private send(message: ToTrace): void {
    void this.panel.webview.postMessage(message);
  }
}
