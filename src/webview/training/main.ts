import * as l10n from '@vscode/l10n';
import type { TrainingParams } from '../../protocol/engine.ts';
import type {
  FromTraining,
  ToTraining,
  TrainingPanelState,
  TrainingStatus,
} from '../../protocol/training.ts';
import { element } from '../dom.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import { sentenceOf } from './controls.ts';
import { Course } from './course.ts';
import { Form } from './form.ts';
import { sentenceFor } from '../windowView.ts';

/** Milliseconds between two windows that are asked for by themselves while the training runs. */
const WINDOW_MS = 4000;

/** The page of a training: how to train, then how it goes. */
class TrainingPage {
  private readonly host = new Host<FromTraining, ToTraining, TrainingPanelState>();
  private readonly name = element('h1');
  private readonly summary = element('p', { className: 'summary' });
  private readonly form: Form;
  private readonly course: Course;
  private readonly stage: Stage;
  private state: TrainingPanelState | undefined = this.host.getState();
  private status: TrainingStatus = { kind: 'draft' };
  private counting = 0;
  private windows = 0;
  /** A person has asked for the window, and hears of it. */
  private isAsked = false;
  private asked = -Infinity;

  constructor() {
    this.form = new Form({
      count: (params) => this.host.post({ type: 'count', request: ++this.counting, params }),
      start: (params) => this.host.post({ type: 'start', params }),
      change: (params) => this.store({ params }),
    });
    this.course = new Course({
      post: (message) => this.host.post(message),
      window: (number) => this.askWindow(number, true),
      speak: (sentence) => this.stage.speak(sentence),
    });
    const head = element('header', { className: 'head' }, this.name, this.summary);
    const body = element('div', { className: 'training' }, head, this.form.root, this.course.root);
    this.stage = new Stage(body, () => this.host.post({ type: 'ready' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToTraining): void {
    switch (message.type) {
      case 'training':
        return this.showAll(message);
      case 'status':
        return this.setStatus(message.status, true);
      case 'words':
        return this.course.setWords(message.words, message.watched);
      case 'progress':
        this.course.progress(message.progress);
        return this.refreshWindow();
      case 'frame':
        return this.course.frame(message.frame);
      case 'frames':
        return this.course.setFrames(message.frames);
      case 'counted':
        return message.request === this.counting ? this.form.showCounted(message.report) : undefined;
      case 'notCounted':
        return message.request === this.counting ? this.form.refuse(message.message) : undefined;
      case 'window':
        return message.request === this.windows ? this.showWindow(message) : undefined;
      case 'gone':
        return this.stage.lose(message);
    }
  }

  private showAll({
    id,
    name,
    status,
    draft,
    history,
    words,
    frames,
    watched,
  }: Extract<ToTraining, { type: 'training' }>): void {
    const params = this.state?.id === id ? this.state.params : undefined;
    if (this.state?.id !== id) this.state = { id };
    this.store({ id });
    this.name.textContent = this.name.title = l10n.t('Word vectors of {0}', name);
    this.summary.textContent =
      status.kind === 'draft' ? draft.what : `${draft.what} · ${inShort(draft.params)}`;
    this.setStatus(status, false);
    if (isForm(status)) this.form.show({ ...draft, params: params ?? draft.params }, faultOf(status));
    if (words) this.course.setWords(words, watched);
    this.course.reset(history, frames);
    this.setStatus(status, false);
    this.stage.show();
    if (status.kind === 'done' || status.kind === 'paused') this.askWindow(this.state.window ?? 0, false);
  }

  private setStatus(status: TrainingStatus, isNew: boolean): void {
    const before = this.status.kind;
    this.status = status;
    this.form.root.hidden = !isForm(status);
    this.course.root.hidden = isForm(status);
    this.course.setStatus(status);
    if (!isNew) return;
    this.stage.speak(sentenceOf(status));
    // What was entered is what is trained with now; how it goes on is told anew.
    if (before === 'draft' || before === 'failed' || status.kind === 'failed')
      this.host.post({ type: 'ready' });
    if (status.kind === 'paused' || status.kind === 'done') this.askWindow(this.state?.window ?? 0, false);
  }

  /** The same window again while the tables change, so that one sees how its products do. */
  private refreshWindow(): void {
    const now = performance.now();
    if (now - this.asked > WINDOW_MS && this.status.kind === 'running')
      this.askWindow(this.state?.window ?? 0, false);
  }

  private askWindow(number: number, isAsked: boolean): void {
    this.asked = performance.now();
    this.isAsked = isAsked;
    this.host.post({ type: 'window', request: ++this.windows, number: Math.max(0, number) });
  }

  private showWindow({ window }: Extract<ToTraining, { type: 'window' }>): void {
    this.course.showWindow(window);
    if (!window) return;
    this.store({ window: window.number });
    if (this.isAsked) this.stage.speak(sentenceFor(window));
  }

  private store(change: Partial<TrainingPanelState>): void {
    if (!this.state) return;
    this.state = { ...this.state, ...change };
    this.host.setState(this.state);
  }
}

/** Whether it is asked how to train. */
function isForm({ kind }: TrainingStatus): boolean {
  return kind === 'draft' || kind === 'failed';
}

function faultOf(status: TrainingStatus): string | undefined {
  return status.kind === 'failed' ? status.message : undefined;
}

function inShort({ algorithm, dims, window, seed }: TrainingParams): string {
  const name = algorithm === 'skip-gram' ? algorithm : algorithm.toUpperCase();
  return l10n.t('{0}, {1} dimensions, window {2}, seed {3}', name, dims, window, seed);
}

configureL10n();
new TrainingPage().start();
