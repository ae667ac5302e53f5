import * as vscode from 'vscode';
import { plainLabel } from '../plainLabel.ts';
import type { Training } from './training.ts';
import type { Trainings } from './trainings.ts';

/** The training that runs in the status bar; a click brings its panel back. Hidden where none runs. */
export class TrainingStatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'embeddingExplorer.training',
    vscode.StatusBarAlignment.Right,
  );
  private readonly subscription: vscode.Disposable;

  constructor(trainings: Trainings) {
    this.item.name = vscode.l10n.t('Training');
    this.item.command = 'embeddingExplorer.showTraining';
    this.subscription = trainings.onDidChange(() => this.update(trainings.running));
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private update(training: Training | undefined): void {
    if (!training) return this.item.hide();
    const { name, progress, status } = training;
    const percent = Math.floor(100 * (progress?.fraction ?? 0));
    const icon = status.kind === 'paused' ? '$(debug-pause)' : '$(loading~spin)';
    this.item.text = vscode.l10n.t('{0} Training {1}: {2} %', icon, plainLabel(name), percent);
    this.item.tooltip = training.title;
    this.item.show();
  }
}
