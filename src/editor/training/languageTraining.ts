import * as vscode from 'vscode';
import { Thinned } from '../../common/thinned.ts';
import type { CorpusReport, TrainingProgress } from '../../protocol/engine.ts';
import type { LanguageParams } from '../../protocol/recurrent.ts';
import type { AnyTrainingParams, LanguageSample } from '../../protocol/training.ts';
import {
  Training,
  type CountFollowing,
  type TrainingContext,
  type TrainingFollowing,
  type TrainingOutcome,
} from './training.ts';
import type { TrainingPictures, TrainingRecord } from './trainingStore.ts';

/** Samples of what the model writes that are kept of a training's course. */
const MOST_SAMPLES = 30;
/** Tokens that are drawn for one: words, or characters. */
const WORDS = 40;
const CHARACTERS = 200;
/** The same draws for all: what differs between two samples was learned. */
const SEED = 1;
/** Milliseconds behind which a long epoch gives a sample before its end. */
const SAMPLE_MS = 30_000;

/** A training of a language model, with what it writes on its way. */
export class LanguageTraining extends Training {
  private readonly samples = new Thinned<LanguageSample>(MOST_SAMPLES);
  private isWriting = false;
  private nextSample = 0;
  private epoch = 0;

  constructor(context: TrainingContext, record: TrainingRecord, pictures?: TrainingPictures) {
    super(context, record);
    this.samples.reset(pictures?.samples ?? []);
  }

  override get title(): string {
    return vscode.l10n.t('A language model is trained on {0}. Click to watch.', this.name);
  }

  override get news(): string {
    return vscode.l10n.t('A language model is trained on {0}.', this.name);
  }

  override get isOpen(): boolean {
    return this.context.networks.get(this.id) !== undefined;
  }

  /** What it wrote last; undefined before it has written anything. */
  get lastSample(): string | undefined {
    return this.samples.last?.text;
  }

  protected override get closedSentence(): string {
    return vscode.l10n.t('The network of this training was closed.');
  }

  protected override get pictures(): TrainingPictures {
    return { words: undefined, frames: [], samples: this.samples.all };
  }

  protected override counted(
    params: AnyTrainingParams,
    frequent: number,
    following: CountFollowing,
  ): Promise<CorpusReport> {
    const { source: corpus, from } = this.record;
    const start = from && { from: { path: from.path, isCheckpoint: false } };
    const asked = { corpus, params: params as LanguageParams, frequent, ...start };
    return this.context.engine.request('network/count', asked, following);
  }

  protected override async train(
    from: string | undefined,
    isCheckpoint: boolean,
    following: TrainingFollowing,
  ): Promise<TrainingOutcome> {
    const { engine, networks, store } = this.context;
    const { id, name, source: corpus } = this.record;
    const start = from === undefined ? {} : { from: { path: from, isCheckpoint } };
    const asked = { id, setId: id, name, corpus, params: this.params, ...start };
    const { network, info, completed } = await engine.request('network/train', asked, following);
    return {
      completed,
      keep: async () => networks.adopt(network, info, await store.keepNetwork(engine, network.id)),
    };
  }

  protected override forgetBehind(saved: number): void {
    this.samples.reset(this.samples.all.filter(({ fraction }) => fraction <= saved));
  }

  protected override begun(): void {
    this.nextSample = Date.now() + SAMPLE_MS;
    this.epoch = this.progress?.epoch ?? 0;
  }

  protected override followed(progress: TrainingProgress): void {
    super.followed(progress);
    const { epoch } = progress;
    if (epoch === this.epoch && Date.now() < this.nextSample) return;
    this.epoch = epoch;
    void this.sample();
  }

  protected override async rest(): Promise<void> {
    await this.sample();
  }

  protected override async restore(): Promise<boolean> {
    const { networks } = this.context;
    const before = networks.get(this.id);
    if (before) await networks.readAgain(before);
    return before !== undefined;
  }

  protected override async close(): Promise<void> {
    const { id } = this;
    await this.context.engine.request('network/close', { id });
    await this.context.engine.request('sets/close', { id });
  }

  private get params(): LanguageParams {
    return this.record.params as LanguageParams;
  }

  /** What fails while one only looks is told by the training itself. */
  private async sample(): Promise<void> {
    if (this.isWriting) return;
    this.isWriting = true;
    try {
      const { epochs = 0, fraction = 0, heldOutLoss } = this.progress ?? {};
      if (this.samples.last?.fraction === fraction) return;
      const tokens = this.params.tokeniser === 'characters' ? CHARACTERS : WORDS;
      const asked = { id: this.id, tokens, seed: SEED };
      const text = await this.context.engine.request('network/sample', asked);
      const sample = { epochs: fraction * epochs, fraction, heldOutLoss, text };
      this.samples.push(sample);
      this.said.fire({ type: 'sample', sample });
    } catch (error) {
      this.context.errors.logInPassing(error);
    } finally {
      this.isWriting = false;
      this.nextSample = Date.now() + SAMPLE_MS;
    }
  }
}
