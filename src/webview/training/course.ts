import * as l10n from '@vscode/l10n';
import type { TrainingProgress } from '../../protocol/engine.ts';
import type { FromTraining, ToTraining, TrainingFrame, TrainingStatus } from '../../protocol/training.ts';
import type { TrainingWindow, TrainingWords } from '../../protocol/watch.ts';
import { Thinned } from '../../common/thinned.ts';
import { element } from '../dom.ts';
import { CourseState } from './courseState.ts';
import { MovingMap } from './movingMap.ts';
import { Replay } from './replay.ts';
import { WatchedWords } from './watchedWords.ts';
import { WindowView } from '../windowView.ts';

/** As many as the host keeps. */
const MOST_FRAMES = 100;

export interface CourseActions {
  post(message: FromTraining): void;
  /** Wants a window of the text. */
  window(number: number): void;
  speak(sentence: string): void;
}

/** The course of a training of word vectors: while it runs, and behind its end. */
export class Course {
  readonly root: HTMLElement;
  private readonly state: CourseState;
  private readonly map: MovingMap;
  private readonly replay: Replay;
  private readonly watched: WatchedWords;
  private readonly window: WindowView;
  private readonly frames = new Thinned<TrainingFrame>(MOST_FRAMES);

  constructor(actions: CourseActions) {
    const post = (message: FromTraining) => actions.post(message);
    const follow = (words: string[]) => post({ type: 'watch', words });
    const speak = (sentence: string) => actions.speak(sentence);
    this.state = new CourseState('vectors', l10n.t('Mean loss a pair, in nats'), figuresOf, post);
    this.watched = new WatchedWords(follow, speak);
    this.map = new MovingMap((word) => this.watched.add(word), speak);
    this.replay = new Replay((frame) => this.look(frame));
    this.window = new WindowView((number) => actions.window(number));
    const picture = element('div', { className: 'picture' }, this.map.root, this.replay.root);
    const parts = [this.state.chart.root, this.watched.root, this.window.root];
    const beside = element('div', { className: 'beside' }, ...parts);
    this.root = element('div', { className: 'course' }, this.state.root, picture, beside);
  }

  /** Another training, or the same from its beginning. */
  show({ words, watched, history, frames }: Extract<ToTraining, { type: 'training' }>): void {
    if (words) this.setWords(words, watched);
    this.frames.reset(frames);
    this.state.reset(history);
    const last = this.frames.last;
    if (last) this.look(last);
  }

  receive(message: ToTraining): void {
    if (message.type === 'words') this.setWords(message.words, message.watched);
    if (message.type === 'frame') this.frame(message.frame);
    if (message.type === 'frames') this.setFrames(message.frames);
  }

  private setWords(words: TrainingWords, watched: readonly string[]): void {
    this.map.setWords(words);
    this.watched.setWords(watched, words.content);
  }

  setStatus(status: TrainingStatus): void {
    this.state.setStatus(status);
    this.root.classList.toggle('unbegun', this.state.history.last === undefined && status.kind === 'reading');
    if (this.state.isOver) this.replay.setFrames(this.frames.all);
    else this.replay.hide();
  }

  progress(progress: TrainingProgress): void {
    this.state.progress(progress);
    this.root.classList.remove('unbegun');
  }

  showWindow(window: TrainingWindow | null): void {
    this.window.show(window);
  }

  /** As it comes, while it runs and while the map comes to rest. */
  private frame(frame: TrainingFrame): void {
    if (frame.positions.length > 0 && !this.state.isOver) this.frames.push(frame);
    this.map.show(frame.positions, frame.watched);
    this.watched.show(frame.watched);
  }

  /** What is replayed henceforth. */
  private setFrames(frames: readonly TrainingFrame[]): void {
    this.frames.reset(frames);
    this.replay.setFrames(frames);
  }

  private look(frame: TrainingFrame): void {
    this.map.show(frame.positions, frame.watched);
    this.watched.show(frame.watched);
    const { isOver, chart, history } = this.state;
    if (isOver) chart.show(history.all, frame.fraction);
  }
}

function figuresOf({ loss, heldOutLoss, wordsPerSecond, rate }: TrainingProgress): [string, string][] {
  const heldOut: [string, string][] =
    heldOutLoss === undefined ? [] : [[l10n.t('Held out'), heldOutLoss.toFixed(3)]];
  return [
    [l10n.t('Loss'), loss.toFixed(3)],
    ...heldOut,
    [l10n.t('Words/s'), Math.round(wordsPerSecond).toLocaleString()],
    [l10n.t('Learning rate'), String(Number(rate.toPrecision(2)))],
  ];
}
