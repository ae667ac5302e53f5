import * as vscode from 'vscode';
import { UserFault } from '../engine/faults.ts';
import type { Errors } from '../editor/errors.ts';
import type { Training } from '../editor/training/training.ts';
import type { Trainings } from '../editor/training/trainings.ts';
import { VectorTraining } from '../editor/training/vectorTraining.ts';
import type { FromTraining, ToTraining, TrainingAction, TrainingPanelState } from '../protocol/training.ts';
import { pageFor, webviewOptions } from './html.ts';

const VIEW_TYPE = 'embeddingExplorer.training';
const LAST_KEY = 'last.training';
/** So many of the most frequent words are shown before a training. */
const FREQUENT = 60;

/** What a training's panel needs of the rest of the extension. */
export interface TrainingPanelContext {
  extensionUri: vscode.Uri;
  trainings: Trainings;
  errors: Errors;
  state: vscode.Memento;
  /** Does what is more than a look at the training itself; `show` shows another one. */
  act: (action: TrainingAction, training: Training, show: (training: Training) => void) => Promise<void>;
}

/** The panels of trainings, one a training. Restores them after a reload of the window. */
export class TrainingPanels implements vscode.WebviewPanelSerializer<TrainingPanelState>, vscode.Disposable {
  private readonly context: TrainingPanelContext;
  private readonly panels = new Map<string, TrainingPanel>();
  private readonly registration: vscode.Disposable;

  constructor(context: TrainingPanelContext) {
    this.context = context;
    this.registration = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** Shows a training: in its own panel, where there is one, else in that of a draft which nobody has started. */
  show(training: Training): void {
    void this.context.state.update(LAST_KEY, training.id);
    const open = this.panels.get(training.id);
    if (open) return open.panel.reveal();
    const draft = [...this.panels.values()].find((panel) => panel.training.status.kind === 'draft');
    const panel = vscode.window.createWebviewPanel(VIEW_TYPE, titleOf(training), vscode.ViewColumn.Active);
    draft?.panel.dispose();
    this.attach(panel, training);
  }

  /** Whether the user sees a training's panel. */
  isVisible(training: Training): boolean {
    return this.panels.get(training.id)?.panel.visible ?? false;
  }

  async deserializeWebviewPanel(
    panel: vscode.WebviewPanel,
    state: TrainingPanelState | undefined,
  ): Promise<void> {
    // A window that closes in a hurry may lose what its webviews kept.
    const id = state?.id ?? this.context.state.get<string>(LAST_KEY);
    const training = id === undefined ? undefined : await this.context.trainings.get(id);
    if (training) this.attach(panel, training);
    // It was never started, or its set was closed in the meantime.
    else panel.dispose();
  }

  dispose(): void {
    this.registration.dispose();
  }

  private attach(panel: vscode.WebviewPanel, training: Training): void {
    const attached = new TrainingPanel(panel, training, this.context, (other) => this.show(other));
    this.panels.set(training.id, attached);
    panel.onDidDispose(() => {
      this.panels.delete(training.id);
      attached.dispose();
      if (training.status.kind === 'draft') void this.context.trainings.drop(training);
    });
  }
}

/** The host's side of one panel: passes on what a training says, and what its user wants of it. */
class TrainingPanel implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly training: Training;
  private readonly context: TrainingPanelContext;
  private readonly show: (training: Training) => void;
  private readonly subscriptions: vscode.Disposable[];
  private isDisposed = false;

  constructor(
    panel: vscode.WebviewPanel,
    training: Training,
    context: TrainingPanelContext,
    show: (training: Training) => void,
  ) {
    const { extensionUri, errors } = context;
    this.panel = panel;
    this.training = training;
    this.context = context;
    this.show = show;
    panel.title = titleOf(training);
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'training.svg');
    panel.webview.options = webviewOptions(extensionUri);
    this.subscriptions = [
      panel.webview.onDidReceiveMessage(errors.guard((message: FromTraining) => this.receive(message))),
      panel.onDidChangeViewState(() => (training.isSeen = panel.visible)),
      training.onDidSay((message) => this.send(message)),
    ];
    training.isSeen = panel.visible;
    panel.webview.html = pageFor(panel.webview, extensionUri, 'training', panel.title);
  }

  dispose(): void {
    this.training.isSeen = false;
    this.isDisposed = true;
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async receive(message: FromTraining): Promise<void> {
    const { training, context } = this;
    switch (message.type) {
      case 'ready':
        return (await context.trainings.get(training.id)) ? this.send(training.whole) : training.forget();
      case 'count':
        return this.count(message);
      case 'start':
        refuseSecond(context.trainings);
        return context.trainings.start(training, message.params);
      case 'pause':
        return training.pause();
      case 'resume':
        return training.resume();
      case 'stop':
        return training.stop(message.keep);
      case 'watch':
        return training instanceof VectorTraining ? training.watch(message.words) : undefined;
      case 'window': {
        if (!(training instanceof VectorTraining)) return;
        const { request, number } = message;
        return this.send({ type: 'window', request, window: await training.window(number) });
      }
      case 'act':
        return context.act(message.action, training, this.show);
    }
  }

  private async count({ request, params }: Extract<FromTraining, { type: 'count' }>): Promise<void> {
    try {
      const report = await this.training.count(params, FREQUENT, ({ fraction }) =>
        this.send({ type: 'counting', request, fraction }),
      );
      this.send({ type: 'counted', request, report });
    } catch (error) {
      this.send({ type: 'notCounted', request, message: this.context.errors.sentence(error) });
    }
  }

  private send(message: ToTraining): void {
    if (!this.isDisposed) void this.panel.webview.postMessage(message);
  }
}

/** @throws UserFault where a training runs */
export function refuseSecond({ running }: Trainings): void {
  if (running) throw new UserFault(busySentence(running));
}

export function busySentence({ name, kind }: Training): string {
  return kind === 'language'
    ? vscode.l10n.t(
        'A language model is being trained on {0}; another training can start when that has ended or was stopped.',
        name,
      )
    : vscode.l10n.t(
        'Word vectors are being trained on {0}; another training can start when that has ended or was stopped.',
        name,
      );
}

function titleOf({ name }: Training): string {
  return vscode.l10n.t('Training: {0}', name);
}
