import * as l10n from '@vscode/l10n';
import type { TrainingProgress } from '../../protocol/engine.ts';
import type { FromTraining, TrainingFrame, TrainingStatus } from '../../protocol/training.ts';
import type { TrainingWindow, TrainingWords } from '../../protocol/watch.ts';
import { Thinned } from '../../common/thinned.ts';
import { element } from '../dom.ts';
import { figures } from '../figures.ts';
import { Controls, sentenceOf } from './controls.ts';
import { duration, secondsLeft } from './durations.ts';
import { LossChart } from '../lossChart.ts';
import { MovingMap } from './movingMap.ts';
import { Replay } from './replay.ts';
import { WatchedWords } from './watchedWords.ts';
import { WindowView } from '../windowView.ts';

/** As many as the host keeps. */
const MOST_REPORTS = 600;
const MOST_FRAMES = 100;

export interface CourseActions {
  post(message: FromTraining): void;
  /** Wants a window of the text. */
  window(number: number): void;
  speak(sentence: string): void;
}

/** A training's course: while it runs, and behind its end. */
export class Course {
  readonly root: HTMLElement;
  private readonly sentence = element('p', { className: 'status' });
  private readonly bar = element('progress', { max: 1, value: 0 });
  private readonly numbers = element('div');
  private readonly controls: Controls;
  private readonly map: MovingMap;
  private readonly replay: Replay;
  private readonly chart = new LossChart();
  private readonly watched: WatchedWords;
  private readonly window: WindowView;
  private readonly history = new Thinned<TrainingProgress>(MOST_REPORTS);
  private readonly frames = new Thinned<TrainingFrame>(MOST_FRAMES);
  private isOver = false;

  constructor(actions: CourseActions) {
    const post = (message: FromTraining) => actions.post(message);
    const follow = (words: string[]) => post({ type: 'watch', words });
    this.controls = new Controls(post);
    this.watched = new WatchedWords(follow);
    this.map = new MovingMap(
      (word) => this.watched.add(word),
      (sentence) => actions.speak(sentence),
    );
    this.replay = new Replay((frame) => this.look(frame));
    this.window = new WindowView((number) => actions.window(number));
    this.bar.setAttribute('aria-label', l10n.t('Part of the training that is done'));
    const state = element(
      'div',
      { className: 'state' },
      this.sentence,
      this.controls.root,
      this.bar,
      this.numbers,
    );
    const picture = element('div', { className: 'picture' }, this.map.root, this.replay.root);
    const beside = element(
      'div',
      { className: 'beside' },
      this.chart.root,
      this.watched.root,
      this.window.root,
    );
    this.root = element('div', { className: 'course' }, state, picture, beside);
  }

  /** Another training, or the same from its beginning. */
  reset(history: readonly TrainingProgress[], frames: readonly TrainingFrame[]): void {
    this.history.reset(history);
    this.frames.reset(frames);
    this.showProgress();
    const last = this.frames.last;
    if (last) this.look(last);
  }

  setWords(words: TrainingWords, watched: readonly string[]): void {
    this.map.setWords(words);
    this.watched.setWords(watched, words.content);
  }

  setStatus(status: TrainingStatus): void {
    this.sentence.textContent = sentenceOf(status);
    this.controls.show(status);
    this.bar.hidden = status.kind === 'done' || status.kind === 'discarded';
    this.isOver = !['reading', 'running', 'paused', 'stopping'].includes(status.kind);
    if (this.isOver) this.replay.setFrames(this.frames.all);
    else this.replay.hide();
    this.showProgress();
  }

  progress(progress: TrainingProgress): void {
    this.history.push(progress);
    this.showProgress();
  }

  /** As it comes, while it runs and while the map comes to rest. */
  frame(frame: TrainingFrame): void {
    if (frame.positions.length > 0 && !this.isOver) this.frames.push(frame);
    this.map.show(frame.positions, frame.watched);
    this.watched.show(frame.watched);
  }

  /** What is replayed henceforth. */
  setFrames(frames: readonly TrainingFrame[]): void {
    this.frames.reset(frames);
    this.replay.setFrames(frames);
  }

  showWindow(window: TrainingWindow | null): void {
    this.window.show(window);
  }

  private look(frame: TrainingFrame): void {
    this.map.show(frame.positions, frame.watched);
    this.watched.show(frame.watched);
    if (this.isOver) this.chart.show(this.history.all, frame.fraction);
  }

  private showProgress(): void {
    const reports = this.history.all;
    const last = reports.at(-1);
    this.chart.show(reports);
    this.bar.value = last?.fraction ?? 0;
    const left = this.isOver ? undefined : secondsLeft(reports);
    this.numbers.replaceChildren(...(last ? [figures(figuresOf(last, left))] : []));
  }
}

/** @param left seconds, where they are known and there are any */
function figuresOf(progress: TrainingProgress, left: number | undefined): [string, string][] {
  const { epoch, epochs, loss, heldOutLoss, wordsPerSecond, rate, vocabulary } = progress;
  const heldOut: [string, string][] =
    heldOutLoss === undefined ? [] : [[l10n.t('Held out'), heldOutLoss.toFixed(3)]];
  return [
    [l10n.t('Epoch'), l10n.t('{0} of {1}', epoch, epochs)],
    [l10n.t('Loss'), loss.toFixed(3)],
    ...heldOut,
    [l10n.t('Words/s'), Math.round(wordsPerSecond).toLocaleString()],
    [l10n.t('Learning rate'), String(Number(rate.toPrecision(2)))],
    left === undefined
      ? [l10n.t('Vocabulary'), vocabulary.toLocaleString()]
      : [l10n.t('Time left'), duration(left)],
  ];
}
