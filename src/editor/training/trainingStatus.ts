import * as vscode from 'vscode';
import { plainLabel } from '../plainLabel.ts';
import type { Training } from './training.ts';
import type { Trainings } from './trainings.ts';

/** In the status bar, the training that runs, or that was interrupted and waits: a click brings its panel back. */
export class TrainingStatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(
    'embeddingExplorer.training',
    vscode.StatusBarAlignment.Right,
  );
  private readonly subscription: vscode.Disposable;

  constructor(trainings: Trainings) {
    this.item.name = vscode.l10n.t('Training');
    this.item.command = 'embeddingExplorer.showTraining';
    this.subscription = trainings.onDidChange(() => this.update(trainings.running ?? trainings.interrupted));
  }

  dispose(): void {
    this.subscription.dispose();
    this.item.dispose();
  }

  private update(training: Training | undefined): void {
    if (!training) return this.item.hide();
    const { name, progress, status } = training;
    if (status.kind === 'interrupted') return this.showInterrupted(plainLabel(name), status.fraction ?? 0);
    const percent = Math.floor(100 * (progress?.fraction ?? 0));
    const icon = status.kind === 'paused' ? '$(debug-pause)' : '$(loading~spin)';
    this.item.text = vscode.l10n.t('{0} Training {1}: {2} %', icon, plainLabel(name), percent);
    this.item.tooltip = training.title;
    this.item.show();
  }

  /** @param fraction of its last checkpoint */
  private showInterrupted(name: string, fraction: number): void {
    const percent = Math.floor(100 * fraction);
    this.item.text = vscode.l10n.t('$(warning) Training {0}: interrupted at {1} %', name, percent);
    this.item.tooltip = vscode.l10n.t(
      'The training on {0} was interrupted. Click to go on with it, or to discard it.',
      name,
    );
    this.item.show();
  }
}
