import * as l10n from '@vscode/l10n';
import { Thinned } from '../../common/thinned.ts';
import type { TrainingProgress } from '../../protocol/engine.ts';
import type { FromTraining, TrainingKind, TrainingStatus } from '../../protocol/training.ts';
import { element } from '../dom.ts';
import { figures } from '../figures.ts';
import { Controls, sentenceOf } from './controls.ts';
import { duration, secondsLeft } from './durations.ts';
import { LossChart } from '../lossChart.ts';

/** As many as the host keeps. */
const MOST_REPORTS = 600;

/** What is told of a report beside the time that is left. */
type Figures = (progress: TrainingProgress) => [string, string][];

/** How far a training of any kind has come: status, buttons, figures, and the loss. */
export class CourseState {
  readonly root: HTMLElement;
  readonly chart: LossChart;
  readonly history = new Thinned<TrainingProgress>(MOST_REPORTS);
  private readonly sentence = element('p', { className: 'status' });
  private readonly bar = element('progress', { max: 1, value: 0 });
  private readonly numbers = element('div');
  private readonly controls: Controls;
  private readonly figures: Figures;
  isOver = false;

  /** @param lossName what the loss is a mean of */
  constructor(
    kind: TrainingKind['kind'],
    lossName: string,
    tell: Figures,
    post: (message: FromTraining) => void,
  ) {
    this.figures = tell;
    this.chart = new LossChart(lossName);
    this.controls = new Controls(kind, post);
    this.bar.setAttribute('aria-label', l10n.t('Part of the training that is done'));
    const parts = [this.sentence, this.controls.root, this.bar, this.numbers];
    this.root = element('div', { className: 'state' }, ...parts);
  }

  reset(history: readonly TrainingProgress[]): void {
    this.history.reset(history);
    this.showProgress();
  }

  setStatus(status: TrainingStatus): void {
    this.sentence.textContent = sentenceOf(status);
    this.controls.show(status);
    this.bar.hidden = status.kind === 'done' || status.kind === 'discarded';
    this.isOver = !['reading', 'running', 'paused', 'stopping'].includes(status.kind);
    this.showProgress();
  }

  progress(progress: TrainingProgress): void {
    this.history.push(progress);
    this.showProgress();
  }

  private showProgress(): void {
    const reports = this.history.all;
    const last = reports.at(-1);
    this.chart.show(reports);
    this.bar.value = last?.fraction ?? 0;
    if (!last) return this.numbers.replaceChildren();
    const left = this.isOver ? undefined : secondsLeft(reports);
    const end: [string, string] =
      left === undefined
        ? [l10n.t('Vocabulary'), last.vocabulary.toLocaleString()]
        : [l10n.t('Time left'), duration(left)];
    const { epoch, epochs } = last;
    this.numbers.replaceChildren(
      figures([[l10n.t('Epoch'), l10n.t('{0} of {1}', epoch, epochs)], ...this.figures(last), end]),
    );
  }
}
