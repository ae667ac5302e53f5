import * as l10n from '@vscode/l10n';
import type { TrainingParams } from '../../protocol/engine.ts';
import type { LanguageParams } from '../../protocol/recurrent.ts';
import type {
  AnyTrainingParams,
  FromTraining,
  ToTraining,
  TrainingDraft,
  TrainingKind,
  TrainingPanelState,
  TrainingStatus,
} from '../../protocol/training.ts';
import { element } from '../dom.ts';
import { Host } from '../host.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import { sentenceOf } from './controls.ts';
import { CountedText, tokenNames, wordNames } from './countedText.ts';
import { Course } from './course.ts';
import { Form, type FormActions } from './form.ts';
import { LanguageCourse } from './languageCourse.ts';
import { languageFields } from './languageFields.ts';
import { vectorFields } from './vectorFields.ts';
import { sentenceFor } from '../windowView.ts';

/** Milliseconds between two windows that are asked for by themselves while the training runs. */
const WINDOW_MS = 4000;

/** The page of a training: how to train, then how it goes. */
class TrainingPage {
  private readonly host = new Host<FromTraining, ToTraining, TrainingPanelState>();
  private readonly name = element('h1');
  private readonly summary = element('p', { className: 'summary' });
  private readonly body: HTMLElement;
  /** Of the kind of training that this is; before the host has told that, of none. */
  private form: Form<AnyTrainingParams> | undefined;
  private course: Course | LanguageCourse | undefined;
  private readonly stage: Stage;
  private state: TrainingPanelState | undefined = this.host.getState();
  private status: TrainingStatus = { kind: 'draft' };
  private counting = 0;
  private windows = 0;
  /** A person has asked for the window, and hears of it. */
  private isAsked = false;
  private asked = -Infinity;

  constructor() {
    const head = element('header', { className: 'head' }, this.name, this.summary);
    this.body = element('div', { className: 'training' }, head);
    this.stage = new Stage(this.body, () => this.host.post({ type: 'ready' }));
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
      case 'progress':
        this.course?.progress(message.progress);
        return this.refreshWindow();
      case 'counting':
        return message.request === this.counting ? this.form?.showCounting(message.fraction) : undefined;
      case 'counted':
        return message.request === this.counting ? this.form?.showCounted(message.report) : undefined;
      case 'notCounted':
        return message.request === this.counting ? this.form?.refuse(message.message) : undefined;
      case 'window':
        return message.request === this.windows ? this.showWindow(message) : undefined;
      case 'gone':
        return this.stage.lose(message);
      default:
        return this.course?.receive(message);
    }
  }

  /** What asks and shows is made when it is known what is trained. */
  private make({ kind }: TrainingKind): void {
    if (this.form) return;
    const actions: FormActions<AnyTrainingParams> = {
      count: (params) => this.host.post({ type: 'count', request: ++this.counting, params }),
      start: (params) => this.host.post({ type: 'start', params }),
      change: (params) => this.store({ params }),
    };
    const post = (message: FromTraining) => this.host.post(message);
    if (kind === 'language') {
      this.form = new Form<LanguageParams>(languageFields(), new CountedText(tokenNames()), actions);
      this.course = new LanguageCourse(post);
    } else {
      this.form = new Form<TrainingParams>(vectorFields(), new CountedText(wordNames()), actions);
      this.course = new Course({
        post,
        window: (number) => this.askWindow(number, true),
        speak: (sentence) => this.stage.speak(sentence),
      });
    }
    this.body.append(this.form.root, this.course.root);
  }

  private showAll(message: Extract<ToTraining, { type: 'training' }>): void {
    const { id, name, status, draft } = message;
    this.make(draft);
    const params = this.state?.id === id ? this.state.params : undefined;
    if (this.state?.id !== id) this.state = { id };
    this.store({ id });
    this.name.textContent = this.name.title =
      draft.kind === 'language' ? l10n.t('Language model of {0}', name) : l10n.t('Word vectors of {0}', name);
    this.summary.textContent =
      status.kind === 'draft' ? draft.what : `${draft.what} · ${inShort(draft)}${afterOf(draft)}`;
    this.setStatus(status, false);
    if (isForm(status)) this.form?.show(params ?? draft.params, draft.from, faultOf(status));
    this.course?.show(message);
    this.setStatus(status, false);
    this.stage.show();
    if (status.kind === 'done' || status.kind === 'paused') this.askWindow(this.state.window ?? 0, false);
  }

  private setStatus(status: TrainingStatus, isNew: boolean): void {
    const before = this.status.kind;
    this.status = status;
    if (!this.form || !this.course) return;
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
    if (!(this.course instanceof Course)) return;
    this.asked = performance.now();
    this.isAsked = isAsked;
    this.host.post({ type: 'window', request: ++this.windows, number: Math.max(0, number) });
  }

  private showWindow({ window }: Extract<ToTraining, { type: 'window' }>): void {
    if (this.course instanceof Course) this.course.showWindow(window);
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

function inShort({ kind, params }: TrainingKind): string {
  if (kind === 'language') {
    const { embeddingSize, hiddenSize, seed } = params;
    const [name] = params.kind.toUpperCase().split('_');
    return l10n.t('{0}, {1} → {2}, seed {3}', name, embeddingSize, hiddenSize, seed);
  }
  const { algorithm, dims, window, seed } = params;
  const name = algorithm === 'skip-gram' ? algorithm : algorithm.toUpperCase();
  return l10n.t('{0}, {1} dimensions, window {2}, seed {3}', name, dims, window, seed);
}

/** What it goes on from. */
function afterOf({ from }: TrainingDraft): string {
  return from === undefined ? '' : ` · ${l10n.t('goes on from {0}', from)}`;
}

configureL10n();
new TrainingPage().start();
