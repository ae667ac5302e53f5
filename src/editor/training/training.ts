import * as vscode from 'vscode';
import { Thinned } from '../../common/thinned.ts';
import { EngineStopped, type RequestOptions } from '../../engine/client.ts';
import { Cancelled } from '../../engine/faults.ts';
import type { CorpusReport, TrainingProgress } from '../../protocol/engine.ts';
import type {
  AnyTrainingParams,
  ToTraining,
  TrainingDraft,
  TrainingStatus,
} from '../../protocol/training.ts';
import type { EngineHost } from '../engineHost.ts';
import type { Errors } from '../errors.ts';
import type { Networks } from '../networks.ts';
import type { Sets } from '../sets.ts';
import type { TrainingPictures, TrainingRecord, TrainingStore } from './trainingStore.ts';

/** What a training needs of the rest of the extension. */
export interface TrainingContext {
  store: TrainingStore;
  engine: EngineHost;
  sets: Sets;
  networks: Networks;
  errors: Errors;
}

/** What has come of a training when it ends. */
export interface TrainingOutcome {
  completed: boolean;
  /** Makes it something that is open. */
  keep(): Promise<unknown>;
}

/** How the engine's work is followed and stopped. */
export type TrainingFollowing = Pick<RequestOptions<'training/run'>, 'token' | 'onProgress'>;

/** How a count of the text is followed and given up. */
export type CountFollowing = Pick<RequestOptions<'corpus/count'>, 'token' | 'onProgress'>;

/** Reports that are kept of a training's course. */
const MOST_REPORTS = 600;
/** Milliseconds between two checkpoints; more, where writing one takes a good part of that. */
const CHECKPOINT_MS = 30_000;
const CHECKPOINT_SHARE = 0.03;

/** One training as the editor side knows it: before it starts, while it runs, behind its end, and after a reload. */
export abstract class Training implements vscode.Disposable {
  /** Somebody looks at its panel. */
  isSeen = false;
  /** Comes when it has ended, in whatever way, or is given up before it starts. */
  readonly ending: Promise<void>;
  protected readonly context: TrainingContext;
  protected readonly record: TrainingRecord;
  protected readonly history = new Thinned<TrainingProgress>(MOST_REPORTS);
  protected readonly said = new vscode.EventEmitter<ToTraining>();
  /** What its panel shall hear. */
  readonly onDidSay = this.said.event;
  private stopping = new vscode.CancellationTokenSource();
  private counting = new vscode.CancellationTokenSource();
  private isDiscarded = false;
  private nextCheckpoint = 0;
  private ended = () => {};

  constructor(context: TrainingContext, record: TrainingRecord) {
    this.context = context;
    this.record = record;
    this.history.reset(record.history);
    this.ending = new Promise((resolve) => (this.ended = resolve));
  }

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
  }

  get kind(): TrainingDraft['kind'] {
    return this.record.kind ?? 'vectors';
  }

  get status(): TrainingStatus {
    return this.record.status;
  }

  get progress(): TrainingProgress | undefined {
    return this.history.last;
  }

  /** The engine works on it, or would if it were not paused. */
  get isRunning(): boolean {
    return ['reading', 'running', 'paused', 'stopping'].includes(this.status.kind);
  }

  /** What it makes, to be shown. */
  abstract get title(): string;

  /** What is said when it has ended. */
  abstract get news(): string;

  /** What it has made is open. */
  abstract get isOpen(): boolean;

  /** All of it, for a panel that begins. */
  get whole(): ToTraining {
    const { id, name, what, params, from, status, watched } = this.record;
    const draft = { kind: this.kind, params, what, from: from?.name } as TrainingDraft;
    const { words, frames, samples = [] } = this.pictures;
    const history = this.history.all;
    return { type: 'training', id, name, status, draft, history, words, frames, watched, samples };
  }

  /** Of its checkpoint, for another training that goes on from there. */
  get saved(): { path: string; name: string; params: AnyTrainingParams } {
    const { name, params, from } = this.record;
    const names = from ? vscode.l10n.t('{0}, then {1}', from.name, name) : name;
    return { path: this.context.store.checkpoint(this.id), name: names, params };
  }

  /** Counts the text; a count before it is given up. */
  count(
    params: AnyTrainingParams,
    frequent: number,
    onProgress: (progress: { fraction: number }) => void,
  ): Promise<CorpusReport> {
    this.counting.cancel();
    this.counting = new vscode.CancellationTokenSource();
    return this.counted(params, frequent, { token: this.counting.token, onProgress });
  }

  /** Trains, until the end or until it is stopped. */
  async start(params: AnyTrainingParams): Promise<void> {
    this.counting.cancel();
    this.say({ kind: 'reading' });
    this.record.params = params;
    this.record.source = await this.context.store.keepTexts(this.id, this.record.source);
    await this.run(this.record.from?.path, false);
  }

  /** Goes on from its checkpoint, with what came until then. */
  async goOn(): Promise<void> {
    const { saved = 0 } = this.record;
    this.history.reset(this.history.all.filter(({ fraction }) => fraction <= saved));
    this.forgetBehind(saved);
    this.said.fire(this.whole);
    await this.run(this.context.store.checkpoint(this.id), true);
  }

  async pause(): Promise<void> {
    await this.context.engine.request('training/pause', { id: this.id });
    if (this.status.kind === 'running') this.say({ kind: 'paused' });
  }

  async resume(): Promise<void> {
    await this.context.engine.request('training/resume', { id: this.id });
    if (this.status.kind === 'paused') this.say({ kind: 'running' });
  }

  /** @param keep whether what was learned by then becomes something that is open */
  async stop(keep: boolean): Promise<void> {
    this.isDiscarded = !keep;
    if (!this.isRunning) return keep ? undefined : this.discard();
    this.say({ kind: 'stopping' });
    this.stopping.cancel();
  }

  /** What it has made was closed. */
  forget(): void {
    const message = this.closedSentence;
    this.said.fire({ type: 'gone', message, remedy: 'none' });
  }

  dispose(): void {
    this.ended();
    this.counting.cancel();
    this.said.dispose();
  }

  protected abstract get closedSentence(): string;

  protected abstract get pictures(): TrainingPictures;

  protected abstract counted(
    params: AnyTrainingParams,
    frequent: number,
    following: CountFollowing,
  ): Promise<CorpusReport>;

  /**
   * Has the engine train.
   *
   * @param from a checkpoint to go on from
   * @param isOwn whether that is one of this training, and not of another
   */
  protected abstract train(
    from: string | undefined,
    isOwn: boolean,
    following: TrainingFollowing,
  ): Promise<TrainingOutcome>;

  /** What is kept of its course but lies behind the checkpoint is not true any more. */
  protected abstract forgetBehind(fraction: number): void;

  /** What an earlier end of it has left is open as that end has left it; false where there is none. */
  protected abstract restore(): Promise<boolean>;

  /** The engine keeps nothing of it. */
  protected abstract close(): Promise<void>;

  /** The first step is done. */
  protected begun(): void {
    // Most have nothing to do then.
  }

  /** A step is reported. */
  protected followed(progress: TrainingProgress): void {
    this.said.fire({ type: 'progress', progress });
  }

  /** What it has made is open. */
  protected async rest(): Promise<void> {
    // Most have nothing more to show then.
  }

  protected failed(): void {
    // Most have nothing to forget then.
  }

  protected async write(): Promise<void> {
    const { store } = this.context;
    this.record.history = this.history.all;
    await store.write(this.record);
    await store.writePictures(this.id, this.pictures);
  }

  private async run(from: string | undefined, isOwn: boolean): Promise<void> {
    this.isDiscarded = false;
    this.stopping = new vscode.CancellationTokenSource();
    this.nextCheckpoint = Date.now() + CHECKPOINT_MS;
    this.say({ kind: 'reading' });
    try {
      await this.write();
      const { token } = this.stopping;
      const onProgress = (progress: TrainingProgress) => this.follow(progress);
      await this.end(await this.train(from, isOwn, { token, onProgress }));
    } catch (error) {
      await this.fail(error);
    }
  }

  private follow(progress: TrainingProgress): void {
    this.history.push(progress);
    if (this.status.kind === 'reading') {
      this.say({ kind: 'running' });
      this.begun();
    }
    this.followed(progress);
    if (Date.now() >= this.nextCheckpoint && this.status.kind === 'running') void this.saveInPassing();
  }

  private async end(outcome: TrainingOutcome): Promise<void> {
    if (this.isDiscarded) return this.discard();
    this.say({ kind: 'stopping' });
    await this.save();
    await outcome.keep();
    this.say({ kind: 'done', completed: outcome.completed });
    await this.rest();
    await this.write();
  }

  private async fail(error: unknown): Promise<void> {
    this.failed();
    if (error instanceof Cancelled) return this.discard();
    const message = this.context.errors.sentence(error);
    const isOver = !(error instanceof EngineStopped);
    this.say(
      isOver ? { kind: 'failed', message } : { kind: 'interrupted', message, fraction: this.record.saved },
    );
    await this.write();
  }

  /** Nothing of it is kept, but for what an earlier end of it has left. */
  private async discard(): Promise<void> {
    if (await this.restore()) {
      this.say({ kind: 'done', completed: false });
      return this.write();
    }
    this.say({ kind: 'discarded' });
    await this.context.store.delete(this.id);
    await this.close();
  }

  private async saveInPassing(): Promise<void> {
    this.nextCheckpoint = Infinity;
    try {
      await this.save();
    } catch (error) {
      this.context.errors.logInPassing(error);
    }
  }

  /** Writes a checkpoint, and the pictures until then. */
  private async save(): Promise<void> {
    const { engine, store } = this.context;
    const start = Date.now();
    const fraction = this.progress?.fraction;
    await engine.request('training/save', { id: this.id, path: store.checkpoint(this.id) });
    this.record.saved = fraction;
    await this.write();
    const now = Date.now();
    this.nextCheckpoint = now + Math.max(CHECKPOINT_MS, (now - start) / CHECKPOINT_SHARE);
  }

  private say(status: TrainingStatus): void {
    this.record.status = status;
    this.said.fire({ type: 'status', status });
    if (status.kind === 'done' || status.kind === 'discarded') this.ended();
  }
}
