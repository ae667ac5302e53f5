import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Thinned } from '../../common/thinned.ts';
import { EngineStopped } from '../../engine/client.ts';
import { Cancelled } from '../../engine/faults.ts';
import type {
  CorpusReport,
  TrainingParams,
  TrainingProgress,
  TrainingResult,
} from '../../protocol/engine.ts';
import type { ToTraining, TrainingFrame, TrainingStatus } from '../../protocol/training.ts';
import type { TrainingView, TrainingWindow, TrainingWords } from '../../protocol/watch.ts';
import type { EngineHost } from '../engineHost.ts';
import type { Errors } from '../errors.ts';
import type { SetEntry, Sets } from '../sets.ts';
import type { TrainingPictures, TrainingRecord, TrainingStore } from './trainingStore.ts';

/** What a training needs of the rest of the extension. */
export interface TrainingContext {
  store: TrainingStore;
  engine: EngineHost;
  sets: Sets;
  errors: Errors;
}

/** Reports and frames that are kept of a training's course. */
const MOST_REPORTS = 600;
const MOST_FRAMES = 100;
const SHORT_FRAMES = 30;
/** Words on the map, words whose nearest are followed unless others are chosen, and how many nearest of each. */
const MAP_ROWS = 2000;
const WATCHED = 4;
const NEIGHBOURS = 8;
/** Milliseconds between two looks: while somebody watches, while nobody does, and while the map comes to rest. */
const LOOK_MS = 400;
/** The first looks come sooner, so that a short training is seen, too. */
const FIRST_LOOK_MS = 60;
const LATER_MS = 30;
const UNSEEN_MS = 2000;
const REST_MS = 100;
/** Milliseconds between two checkpoints; more, where writing one takes a good part of that. */
const CHECKPOINT_MS = 30_000;
const CHECKPOINT_SHARE = 0.03;

/** One training as the editor side knows it: before it starts, while it runs, behind its end, and after a reload. */
export class Training implements vscode.Disposable {
  /** Somebody looks at its panel. */
  isSeen = false;
  private readonly context: TrainingContext;
  private readonly record: TrainingRecord;
  private words: TrainingWords | undefined;
  private readonly history = new Thinned<TrainingProgress>(MOST_REPORTS);
  private readonly frames = new Thinned<TrainingFrame>(MOST_FRAMES);
  private stopping = new vscode.CancellationTokenSource();
  private counting = new vscode.CancellationTokenSource();
  private isDiscarded = false;
  /** The engine has its map, and not only its tables. */
  private hasMap = false;
  /** Where the map begins in the engine: where it was, when the training was gone on with. */
  private begin: Float32Array | undefined;
  private nextCheckpoint = 0;
  private readonly said = new vscode.EventEmitter<ToTraining>();
  /** What its panel shall hear. */
  readonly onDidSay = this.said.event;

  constructor(context: TrainingContext, record: TrainingRecord, pictures?: TrainingPictures) {
    this.context = context;
    this.record = record;
    this.words = pictures?.words;
    this.history.reset(record.history);
    this.frames.reset(pictures?.frames ?? []);
  }

  get id(): string {
    return this.record.id;
  }

  get name(): string {
    return this.record.name;
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

  /** All of it, for a panel that begins. */
  get whole(): ToTraining {
    const { id, name, params, what, from, status, watched } = this.record;
    const draft = { params, what, from: from?.name };
    const [history, frames] = [this.history.all, this.frames.all];
    return { type: 'training', id, name, status, draft, history, words: this.words, frames, watched };
  }

  /** Of its checkpoint, for another training that goes on from there. */
  get saved(): { path: string; name: string; params: TrainingParams } {
    const { name, params, from } = this.record;
    const names = from ? vscode.l10n.t('{0}, then {1}', from.name, name) : name;
    return { path: this.context.store.checkpoint(this.id), name: names, params };
  }

  /** Counts the text; a count before it is given up. */
  count(
    params: TrainingParams,
    frequent: number,
    onProgress: (progress: { fraction: number }) => void,
  ): Promise<CorpusReport> {
    this.counting.cancel();
    this.counting = new vscode.CancellationTokenSource();
    const { source: corpus } = this.record;
    const { token } = this.counting;
    return this.context.engine.request('corpus/count', { corpus, params, frequent }, { token, onProgress });
  }

  /** Trains, until the end or until it is stopped. */
  async start(params: TrainingParams): Promise<void> {
    this.counting.cancel();
    this.say({ kind: 'reading' });
    this.record.params = params;
    this.record.source = await this.context.store.keepTexts(this.id, this.record.source);
    await this.run(this.record.from?.path);
  }

  /** Goes on from its checkpoint, with what came until then. */
  async goOn(): Promise<void> {
    const { saved = 0 } = this.record;
    this.history.reset(this.history.all.filter(({ fraction }) => fraction <= saved));
    this.frames.reset(this.frames.all.filter(({ fraction }) => fraction <= saved));
    this.said.fire(this.whole);
    await this.run(this.context.store.checkpoint(this.id));
  }

  async pause(): Promise<void> {
    await this.context.engine.request('training/pause', { id: this.id });
    if (this.status.kind === 'running') this.say({ kind: 'paused' });
  }

  async resume(): Promise<void> {
    await this.context.engine.request('training/resume', { id: this.id });
    if (this.status.kind === 'paused') this.say({ kind: 'running' });
  }

  /** @param keep whether what was learned by then becomes a set */
  async stop(keep: boolean): Promise<void> {
    this.isDiscarded = !keep;
    if (!this.isRunning) return keep ? undefined : this.discard();
    this.say({ kind: 'stopping' });
    this.stopping.cancel();
  }

  /** Follows the nearest words of others. */
  async watch(words: string[]): Promise<void> {
    this.record.watched = words;
    if (!this.hasMap && this.status.kind !== 'done') return;
    await this.load();
    const { watched } = await this.ask(0);
    const last = this.frames.last;
    const frame = { fraction: last?.fraction ?? 1, positions: new Float32Array(0), watched };
    this.said.fire({ type: 'frame', frame });
    if (!this.isRunning) await this.write();
  }

  /** One window of its text; null where it draws no negative samples. */
  async window(number: number): Promise<TrainingWindow | null> {
    await this.load();
    const rate = this.progress?.rate ?? this.record.params.rate;
    return this.context.engine.request('training/window', { id: this.id, number, rate });
  }

  /** Opens the other table as a set of its own. */
  async openContext(contextId: string): Promise<SetEntry> {
    const { engine, sets, store } = this.context;
    await this.load();
    const name = vscode.l10n.t('{0} (context vectors)', this.name);
    const info = await engine.request('training/openContext', { id: this.id, contextId, name });
    return sets.adopt(info, await store.keepVectors(engine, contextId));
  }

  /** Its set was closed. */
  forget(): void {
    const message = vscode.l10n.t('The embedding set of this training was closed.');
    this.said.fire({ type: 'gone', message, remedy: 'none' });
  }

  dispose(): void {
    this.counting.cancel();
    this.said.dispose();
  }

  private async run(from: string | undefined): Promise<void> {
    const { id, name, source: corpus, params } = this.record;
    this.isDiscarded = false;
    this.stopping = new vscode.CancellationTokenSource();
    this.nextCheckpoint = Date.now() + CHECKPOINT_MS;
    this.say({ kind: 'reading' });
    try {
      await this.write();
      const result = await this.context.engine.request(
        'training/run',
        { id, name, corpus, params, ...(from !== undefined && { from }) },
        { token: this.stopping.token, onProgress: (progress) => this.follow(progress) },
      );
      await this.end(result);
    } catch (error) {
      await this.fail(error);
    }
  }

  private follow(progress: TrainingProgress): void {
    this.history.push(progress);
    if (this.status.kind === 'reading') {
      this.say({ kind: 'running' });
      void this.lookOn();
    }
    this.said.fire({ type: 'progress', progress });
    if (Date.now() >= this.nextCheckpoint && this.status.kind === 'running') void this.saveInPassing();
  }

  /** What fails while one only looks is told by the training itself. */
  private async lookOn(): Promise<void> {
    try {
      await this.learnWords();
      for (let looks = 0; this.status.kind === 'running' || this.status.kind === 'paused'; looks++) {
        const view = await this.look();
        if (this.status.kind === 'running') this.frames.push(this.frameOf(view));
        const isAtRest = this.status.kind === 'paused' && view.settled;
        const soon = Math.min(LOOK_MS, FIRST_LOOK_MS + looks * LATER_MS);
        await setTimeout(this.isSeen && !isAtRest ? soon : UNSEEN_MS);
      }
    } catch (error) {
      this.context.errors.logInPassing(error);
    }
  }

  private async learnWords(): Promise<void> {
    this.words = await this.context.engine.request('training/words', { id: this.id, rows: MAP_ROWS });
    this.hasMap = true;
    this.begin = this.frames.last?.positions;
    const { record, words } = this;
    if (record.watched.length === 0) record.watched = words.content.slice(0, WATCHED);
    this.said.fire({ type: 'words', words, watched: record.watched });
  }

  private async look(): Promise<TrainingView> {
    const view = await this.ask(MAP_ROWS);
    this.said.fire({ type: 'frame', frame: this.frameOf(view) });
    return view;
  }

  private ask(rows: number): Promise<TrainingView> {
    const { id, watched } = this.record;
    const start = this.begin;
    this.begin = undefined;
    const params = { id, rows, watched, count: NEIGHBOURS, ...(start && { start }) };
    return this.context.engine.request('training/watch', params);
  }

  private frameOf({ positions, watched }: TrainingView): TrainingFrame {
    return { fraction: this.progress?.fraction ?? 0, positions, watched };
  }

  private async end({ info, completed }: TrainingResult): Promise<void> {
    const { engine, sets, store } = this.context;
    if (this.isDiscarded) return this.discard();
    this.say({ kind: 'stopping' });
    await this.save();
    await sets.adopt(info, await store.keepVectors(engine, info.id));
    // What is replayed ends where the training does.
    if (this.hasMap) this.frames.push(this.frameOf(await this.look()));
    this.say({ kind: 'done', completed });
    await this.comeToRest();
    this.said.fire({ type: 'frames', frames: this.frames.all });
    await this.write();
  }

  /** The map moves on until it stands still; of a long training, only the last frame of that is kept. */
  private async comeToRest(): Promise<void> {
    if (!this.hasMap) await this.learnWords();
    const isShort = this.frames.all.length < SHORT_FRAMES;
    for (;;) {
      const view = await this.look();
      if (view.settled || isShort) this.frames.push(this.frameOf(view));
      if (view.settled) return;
      await setTimeout(this.isSeen ? REST_MS : 0);
    }
  }

  private async fail(error: unknown): Promise<void> {
    this.hasMap = false;
    if (error instanceof Cancelled) return this.discard();
    const message = this.context.errors.sentence(error);
    const isOver = !(error instanceof EngineStopped);
    this.say(
      isOver ? { kind: 'failed', message } : { kind: 'interrupted', message, fraction: this.record.saved },
    );
    await this.write();
  }

  /** Nothing of it is kept, but for the set that an earlier end of it has left. */
  private async discard(): Promise<void> {
    const { engine, sets, store } = this.context;
    const before = sets.get(this.id);
    if (before) {
      await sets.readAgain(before);
      this.say({ kind: 'done', completed: false });
      return this.write();
    }
    this.say({ kind: 'discarded' });
    await store.delete(this.id);
    await engine.request('sets/close', { id: this.id });
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

  private async write(): Promise<void> {
    const { store } = this.context;
    this.record.history = this.history.all;
    await store.write(this.record);
    await store.writePictures(this.id, { words: this.words, frames: this.frames.all });
  }

  /** Sees to it that the engine has its tables. */
  private async load(): Promise<void> {
    if (this.isRunning) return;
    const { engine, store } = this.context;
    await engine.request('training/load', { id: this.id, path: store.checkpoint(this.id) });
  }

  private say(status: TrainingStatus): void {
    this.record.status = status;
    this.said.fire({ type: 'status', status });
  }
}
