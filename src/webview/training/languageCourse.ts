import * as l10n from '@vscode/l10n';
import type { TrainingProgress } from '../../protocol/engine.ts';
import type { FromTraining, LanguageSample, ToTraining, TrainingStatus } from '../../protocol/training.ts';
import { element } from '../dom.ts';
import { CourseState } from './courseState.ts';

/** The course of a language model's training: its perplexity falls, and what it writes becomes like its text. */
export class LanguageCourse {
  readonly root: HTMLElement;
  private readonly state: CourseState;
  private readonly list = element('ol');
  private readonly hint = element('p', { className: 'hint' });

  constructor(post: (message: FromTraining) => void) {
    this.state = new CourseState('language', l10n.t('Mean loss a token, in nats'), figuresOf, post);
    const title = element('h2', { id: 'samples' }, l10n.t('What it writes'));
    const samples = element('section', { className: 'samples' }, title, this.hint, this.list);
    samples.setAttribute('aria-labelledby', title.id);
    const beside = element('div', { className: 'beside' }, this.state.chart.root);
    this.root = element('div', { className: 'course language' }, this.state.root, samples, beside);
    this.sayHint();
  }

  show({ history, samples }: Extract<ToTraining, { type: 'training' }>): void {
    this.state.reset(history);
    this.list.replaceChildren(...samples.map(sampleItem).reverse());
    this.sayHint();
  }

  setStatus(status: TrainingStatus): void {
    this.state.setStatus(status);
  }

  progress(progress: TrainingProgress): void {
    this.state.progress(progress);
  }

  /** The newest stands first. */
  receive(message: ToTraining): void {
    if (message.type !== 'sample') return;
    this.list.prepend(sampleItem(message.sample));
    this.sayHint();
  }

  private sayHint(): void {
    this.hint.textContent =
      this.list.childElementCount === 0
        ? l10n.t('Behind every epoch, a text that the model writes by itself will stand here.')
        : l10n.t('Each token is drawn by the model’s probabilities, always with the same seed.');
  }
}

function sampleItem({ epochs, heldOutLoss, text }: LanguageSample): HTMLElement {
  const done = String(Number(epochs.toFixed(1)));
  const when =
    heldOutLoss === undefined
      ? l10n.t('after {0} epochs', done)
      : l10n.t('after {0} epochs · perplexity {1}', done, perplexityOf(heldOutLoss));
  const title = element('h3', {}, when);
  return element('li', {}, title, element('p', { className: 'written', dir: 'auto' }, text));
}

function figuresOf({ loss, heldOutLoss, wordsPerSecond, rate }: TrainingProgress): [string, string][] {
  const perplexity = heldOutLoss === undefined ? '–' : perplexityOf(heldOutLoss);
  return [
    [l10n.t('Loss'), loss.toFixed(3)],
    [l10n.t('Validation perplexity'), perplexity],
    [l10n.t('Tokens/s'), Math.round(wordsPerSecond).toLocaleString()],
    [l10n.t('Learning rate'), String(Number(rate.toPrecision(2)))],
  ];
}

function perplexityOf(loss: number): string {
  return Math.exp(loss).toFixed(1);
}
