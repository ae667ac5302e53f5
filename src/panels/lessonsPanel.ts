import * as vscode from 'vscode';
import type { EngineHost } from '../editor/engineHost.ts';
import type { Errors } from '../editor/errors.ts';
import type { Sets } from '../editor/sets.ts';
import type {
  AskLesson,
  FromLessons,
  LessonCommand,
  LessonMethod,
  LessonSet,
  LessonsState,
  ToLessons,
} from '../protocol/lessons.ts';
import { pageFor, webviewOptions } from './html.ts';

const VIEW_TYPE = 'embeddingExplorer.lessons';
const STATE_KEY = 'lessons';

/** What a lesson may run, and whether it is about the text that was last worked on. */
const COMMANDS: Record<LessonCommand, { needsText: boolean }> = {
  openVectorFile: { needsText: false },
  showMap: { needsText: false },
  nearestWords: { needsText: false },
  solveAnalogy: { needsText: false },
  compareSelections: { needsText: true },
  train: { needsText: true },
  trainLanguage: { needsText: true },
  traceRnn: { needsText: true },
};

/** What the lessons need of the rest of the extension. */
export interface LessonsContext {
  extensionUri: vscode.Uri;
  engine: EngineHost;
  sets: Sets;
  errors: Errors;
  /** Progress is the reader's, in whatever workspace. */
  state: vscode.Memento;
}

/** The panel of the lessons, of which there is one. Restores it after a reload of the window. */
export class Lessons implements vscode.WebviewPanelSerializer, vscode.Disposable {
  private readonly context: LessonsContext;
  private readonly subscriptions: vscode.Disposable[];
  private open: LessonsPanel | undefined;
  /** Where the reader last worked: a panel in front of it has no selection of its own. */
  private lastText: vscode.TextEditor | undefined = vscode.window.activeTextEditor;

  constructor(context: LessonsContext) {
    this.context = context;
    this.subscriptions = [
      vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this),
      vscode.window.onDidChangeActiveTextEditor((editor) => (this.lastText = editor ?? this.lastText)),
    ];
  }

  /** @param lesson the id of the one that is to be opened; without one, that which was open last */
  show(lesson?: string): void {
    if (!this.open) {
      const title = vscode.l10n.t('Embedding Lessons');
      this.attach(vscode.window.createWebviewPanel(VIEW_TYPE, title, vscode.ViewColumn.Active), lesson);
      return;
    }
    this.open.panel.reveal();
    if (lesson) this.open.send({ type: 'open', lesson });
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.attach(panel);
    return Promise.resolve();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private attach(panel: vscode.WebviewPanel, lesson?: string): void {
    const attached = new LessonsPanel(panel, this.context, (command) => this.run(command), lesson);
    this.open = attached;
    panel.onDidDispose(() => {
      attached.dispose();
      if (this.open === attached) this.open = undefined;
    });
  }

  /** Runs a command as if the reader had done so in the text that they last worked on. */
  private async run(command: LessonCommand): Promise<void> {
    if (!(command in COMMANDS)) return;
    const text = this.lastText?.document;
    if (COMMANDS[command].needsText && text && !text.isClosed) {
      const { selection, viewColumn } = this.lastText!;
      await vscode.window.showTextDocument(text, { selection, ...(viewColumn ? { viewColumn } : {}) });
    }
    await vscode.commands.executeCommand(`embeddingExplorer.${command}`);
  }
}

/** The host's side of the panel: keeps the reader's progress, and asks the engine what a lesson wants to know. */
class LessonsPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  private readonly context: LessonsContext;
  private readonly run: (command: LessonCommand) => Promise<void>;
  private readonly subscriptions: vscode.Disposable[];
  /** What is being computed, by the number of its request. */
  private readonly asked = new Map<number, vscode.CancellationTokenSource>();
  private wanted: string | undefined;
  /** What the page knows of the active set. */
  private told: { set?: LessonSet } = {};

  constructor(
    panel: vscode.WebviewPanel,
    context: LessonsContext,
    run: (command: LessonCommand) => Promise<void>,
    wanted?: string,
  ) {
    const { extensionUri, errors, sets } = context;
    this.panel = panel;
    this.context = context;
    this.run = run;
    this.wanted = wanted;
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'lessons.svg');
    panel.webview.options = webviewOptions(extensionUri);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(errors.guard((message: FromLessons) => this.receive(message))),
      sets.onDidChange(() => this.setChanged()),
    ];
    panel.webview.html = pageFor(panel.webview, extensionUri, 'lessons', panel.title);
  }

  dispose(): void {
    this.cancelAll();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  send(message: ToLessons): void {
    void this.panel.webview.postMessage(message);
  }

  private async receive(message: FromLessons): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.begin();
      case 'keep':
        return this.context.state.update(STATE_KEY, message.state);
      case 'ask':
        return this.answer(message);
      case 'cancel':
        return this.asked.get(message.request)?.cancel();
      case 'run':
        return this.run(message.command);
    }
  }

  /** The page is new, or begins anew after it was hidden: what it asked before is not wanted any more. */
  private begin(): void {
    this.cancelAll();
    const state = this.context.state.get<LessonsState>(STATE_KEY);
    this.told = this.set();
    this.send({ type: 'show', ...(state ? { state } : {}), ...this.told });
    if (this.wanted) this.send({ type: 'open', lesson: this.wanted });
    this.wanted = undefined;
  }

  private async answer<M extends LessonMethod>({ request, method, params }: AskLesson<M>): Promise<void> {
    const source = new vscode.CancellationTokenSource();
    this.asked.set(request, source);
    const { engine, errors } = this.context;
    try {
      await this.setReady(params);
      const answer = await engine.request(method, params, {
        token: source.token,
        onProgress: (progress) => this.reply(source, { type: 'progress', request, progress }),
      });
      this.reply(source, { type: 'answer', request, answer });
    } catch (error) {
      if (!source.token.isCancellationRequested)
        this.reply(source, { type: 'noAnswer', request, message: errors.sentence(error) });
    } finally {
      if (this.asked.get(request) === source) this.asked.delete(request);
      source.dispose();
    }
  }

  /** Of what the page does not want any more it hears nothing. */
  private reply(source: vscode.CancellationTokenSource, message: ToLessons): void {
    if (!source.token.isCancellationRequested) this.send(message);
  }

  /** A set that was open in the last session is read when it is first asked of. */
  private async setReady(params: object): Promise<void> {
    const entry = 'setId' in params ? this.context.sets.get(params.setId as string) : undefined;
    if (entry) await this.context.sets.ready(entry);
  }

  /** The registry tells of every step of a reading; a lesson is told of what it can see. */
  private setChanged(): void {
    const now = this.set();
    if (JSON.stringify(now) === JSON.stringify(this.told)) return;
    this.told = now;
    this.send({ type: 'set', ...now });
  }

  /** The active set, as long as it can be asked. */
  private set(): { set?: LessonSet } {
    const { active } = this.context.sets;
    if (!active?.size || active.state === 'failed') return {};
    const { id, name, size } = active;
    return { set: { id, name, ...size } };
  }

  private cancelAll(): void {
    for (const source of this.asked.values()) source.cancel();
    this.asked.clear();
  }
}
