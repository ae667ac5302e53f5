import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { Thinned } from '../../common/thinned.ts';
import type { CorpusReport, SetInfo, TrainingParams } from '../../protocol/engine.ts';
import type { AnyTrainingParams, TrainingFrame } from '../../protocol/training.ts';
import type { TrainingView, TrainingWindow, TrainingWords } from '../../protocol/watch.ts';
import type { SetEntry } from '../sets.ts';
import {
  Training,
  type CountFollowing,
  type TrainingContext,
  type TrainingFollowing,
  type TrainingOutcome,
} from './training.ts';
import type { TrainingPictures, TrainingRecord } from './trainingStore.ts';

/** Frames that are kept of a training's course. */
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

/** A training of word vectors, with its map and the words that are followed. */
export class VectorTraining extends Training {
  private words: TrainingWords | undefined;
  private readonly frames = new Thinned<TrainingFrame>(MOST_FRAMES);
  /** The engine has its map, and not only its tables. */
  private hasMap = false;
  /** Where the map begins in the engine: where it was, when the training was gone on with. */
  private begin: Float32Array | undefined;

  constructor(context: TrainingContext, record: TrainingRecord, pictures?: TrainingPictures) {
    super(context, record);
    this.words = pictures?.words;
    this.frames.reset(pictures?.frames ?? []);
  }

  override get title(): string {
    return vscode.l10n.t('Word vectors are trained on {0}. Click to watch.', this.name);
  }

  override get news(): string {
    return vscode.l10n.t('Word vectors are trained on {0}.', this.name);
  }

  override get isOpen(): boolean {
    return this.context.sets.get(this.id) !== undefined;
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
    const rate = this.progress?.rate ?? this.params.rate;
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

  protected override get closedSentence(): string {
    return vscode.l10n.t('The embedding set of this training was closed.');
  }

  protected override get pictures(): TrainingPictures {
    return { words: this.words, frames: this.frames.all };
  }

  protected override counted(
    params: AnyTrainingParams,
    frequent: number,
    following: CountFollowing,
  ): Promise<CorpusReport> {
    const { source: corpus } = this.record;
    const asked = { corpus, params: params as TrainingParams, frequent };
    return this.context.engine.request('corpus/count', asked, following);
  }

  protected override async train(
    from: string | undefined,
    _: boolean,
    following: TrainingFollowing,
  ): Promise<TrainingOutcome> {
    const { engine } = this.context;
    const { id, name, source: corpus } = this.record;
    const asked = { id, name, corpus, params: this.params, ...(from !== undefined && { from }) };
    const { info, completed } = await engine.request('training/run', asked, following);
    return { completed, keep: () => this.keep(info) };
  }

  protected override forgetBehind(saved: number): void {
    this.frames.reset(this.frames.all.filter(({ fraction }) => fraction <= saved));
  }

  protected override begun(): void {
    void this.lookOn();
  }

  /** The map moves on until it stands still; of a long training, only the last frame of that is kept. */
  protected override async rest(): Promise<void> {
    if (!this.hasMap) await this.learnWords();
    const isShort = this.frames.all.length < SHORT_FRAMES;
    for (;;) {
      const view = await this.look();
      if (view.settled || isShort) this.frames.push(this.frameOf(view));
      if (view.settled) break;
      await setTimeout(this.isSeen ? REST_MS : 0);
    }
    this.said.fire({ type: 'frames', frames: this.frames.all });
  }

  protected override failed(): void {
    this.hasMap = false;
  }

  protected override async restore(): Promise<boolean> {
    const { sets } = this.context;
    const before = sets.get(this.id);
    if (before) await sets.readAgain(before);
    return before !== undefined;
  }

  protected override async close(): Promise<void> {
    await this.context.engine.request('sets/close', { id: this.id });
  }

  private get params(): TrainingParams {
    return this.record.params as TrainingParams;
  }

  private async keep(info: SetInfo): Promise<void> {
    const { engine, sets, store } = this.context;
    await sets.adopt(info, await store.keepVectors(engine, info.id));
    // What is replayed ends where the training does.
    if (this.hasMap) this.frames.push(this.frameOf(await this.look()));
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

  /** Sees to it that the engine has its tables. */
  private async load(): Promise<void> {
    if (this.isRunning) return;
    const { engine, store } = this.context;
    await engine.request('training/load', { id: this.id, path: store.checkpoint(this.id) });
  }
}
