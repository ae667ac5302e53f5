import * as l10n from '@vscode/l10n';
import { joinSentences } from '../../common/sentences.ts';
import { MOST_EPOCHS } from '../../common/smallTraining.ts';
import { Thinned } from '../../common/thinned.ts';
import type { TrainingAlgorithm, TrainingProgress } from '../../protocol/engine.ts';
import type { SmallTraining } from '../../protocol/trainingLessons.ts';
import { element } from '../dom.ts';
import { LossChart } from '../lossChart.ts';
import { slider } from './fields.ts';
import type { Bench } from './lesson.ts';

const MOST_REPORTS = 200;

/** Trains on the lessons' small text by the press of a button, and shows how the loss falls. */
export class Trainer {
  readonly root: HTMLElement;
  private readonly bench: Bench;
  private readonly algorithm: () => TrainingAlgorithm;
  private readonly done: (trained: SmallTraining) => void;
  private readonly epochs: ReturnType<typeof slider>;
  private readonly button = element('button', { className: 'primary' });
  private readonly bar = element('progress', { max: 1, value: 0 });
  private readonly status = element('p', { attributes: { role: 'status' } });
  private readonly chart = new LossChart(l10n.t('Mean loss, in nats'));
  private running: AbortController | undefined;

  /** @param done is told of a training that has come to its end */
  constructor(
    bench: Bench,
    algorithm: () => TrainingAlgorithm,
    epochs: { value: number; most?: number },
    done: (trained: SmallTraining) => void,
  ) {
    this.bench = bench;
    this.algorithm = algorithm;
    this.done = done;
    const { value, most = MOST_EPOCHS } = epochs;
    const limits = { min: 1, max: most, step: 1 };
    this.epochs = slider(l10n.t('Epochs: how often the text is read'), limits, String, () => undefined);
    this.epochs.value = value;
    this.button.addEventListener('click', () => (this.running ? this.stop() : this.train()));
    this.bar.setAttribute('aria-label', l10n.t('Part of the training that is done'));
    this.chart.root.hidden = true;
    const controls = element('div', { className: 'controls' }, this.epochs.root, this.button, this.bar);
    this.root = element('div', { className: 'trainer' }, controls, this.status, this.chart.root);
    this.show();
  }

  stop(): void {
    if (!this.running) return;
    this.running.abort();
    this.running = undefined;
    this.status.textContent = l10n.t('The training was stopped; what was learned before stays.');
    this.show();
  }

  private train(): void {
    const controller = (this.running = new AbortController());
    const reports = new Thinned<TrainingProgress>(MOST_REPORTS);
    this.status.textContent = l10n.t('It trains…');
    this.bar.value = 0;
    const report = (progress: TrainingProgress) => {
      reports.push(progress);
      this.bar.value = progress.fraction;
      this.chart.root.hidden = false;
      this.chart.show(reports.all);
    };
    this.show();
    const params = { algorithm: this.algorithm(), epochs: this.epochs.value };
    this.bench.ask('lessons/train', params, { signal: controller.signal, report }).then(
      (trained) => {
        this.end(sentenceOf(trained));
        this.done(trained);
      },
      (fault: Error) => this.end(fault.message),
    );
  }

  private end(sentence: string): void {
    this.running = undefined;
    this.status.textContent = sentence;
    this.show();
  }

  private show(): void {
    this.button.textContent = this.running ? l10n.t('Stop') : l10n.t('Train');
    this.bar.hidden = !this.running;
  }
}

function sentenceOf({ sentences, words, vocabulary, last }: SmallTraining): string {
  const read = l10n.t(
    'Trained on {0} sentences, {1} words, of which {2} are different.',
    ...[sentences, words, vocabulary].map((count) => count.toLocaleString()),
  );
  return last ? joinSentences(read, l10n.t('It took {0} seconds.', last.seconds.toFixed(1))) : read;
}
