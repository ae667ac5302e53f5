import * as vscode from 'vscode';
import type { Training } from './training.ts';
import type { Trainings } from './trainings.ts';

/** What the user can do on a piece of news. */
export interface TrainingNewsActions {
  show(training: Training): void;
  /** Whether the user has its panel before the eyes. */
  isVisible(training: Training): boolean;
}

/** Tells the end of trainings that the user does not look at, and offers to go on with those that were interrupted. */
export class TrainingNews implements vscode.Disposable {
  private readonly trainings: Trainings;
  private readonly actions: TrainingNewsActions;
  private readonly told = new WeakMap<Training, string>();
  private readonly subscription: vscode.Disposable;

  constructor(trainings: Trainings, actions: TrainingNewsActions) {
    this.trainings = trainings;
    this.actions = actions;
    this.subscription = trainings.onDidChange((training) => this.tell(training));
  }

  /** Offers to go on. */
  async offer(training: Training): Promise<void> {
    const { status, name } = training;
    if (status.kind !== 'interrupted') return;
    const [goOn, show] = [vscode.l10n.t('Go On'), vscode.l10n.t('Show Training')];
    const percent = Math.floor(100 * (status.fraction ?? 0));
    const what =
      status.fraction === undefined
        ? vscode.l10n.t('There was no checkpoint yet.')
        : vscode.l10n.t('It can go on where {0} % were done.', percent);
    const message = vscode.l10n.t('The training on {0} was interrupted. {1}', name, what);
    const choices = status.fraction === undefined ? [show] : [goOn, show];
    const chosen = await vscode.window.showWarningMessage(message, ...choices);
    if (chosen !== undefined) this.actions.show(training);
    if (chosen === goOn) await this.trainings.goOn(training);
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private tell(training: Training): void {
    const { kind } = training.status;
    if (this.told.get(training) === kind) return;
    this.told.set(training, kind);
    if (kind === 'interrupted') void this.offer(training);
    if ((kind === 'done' || kind === 'failed') && !this.actions.isVisible(training))
      void this.tellEnd(training);
  }

  private async tellEnd(training: Training): Promise<void> {
    const { status } = training;
    const show = vscode.l10n.t('Show Training');
    const chosen =
      status.kind === 'failed'
        ? await vscode.window.showErrorMessage(status.message, show)
        : await vscode.window.showInformationMessage(training.news, show);
    if (chosen === show) this.actions.show(training);
  }
}
