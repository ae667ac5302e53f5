import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { DEFAULT_LANGUAGE, DEFAULT_TRAINING } from '../../common/trainingDefaults.ts';
import type { AnyTrainingParams, TrainingDraft, TrainingStatus } from '../../protocol/training.ts';
import type { Corpus } from '../corpora.ts';
import { LanguageTraining } from './languageTraining.ts';
import type { Training, TrainingContext } from './training.ts';
import { VectorTraining } from './vectorTraining.ts';
import type { TrainingPictures, TrainingRecord } from './trainingStore.ts';

const PARAMS_KEYS = { vectors: 'training.params', language: 'training.params.language' };
const DEFAULTS = { vectors: DEFAULT_TRAINING, language: DEFAULT_LANGUAGE };
/** The id of the last draft, so that its panel is there again after a reload. */
const DRAFT_KEY = 'training.draft';
/** The ids of trainings that have begun and not ended: one that was interrupted is found again, whatever ran meanwhile. */
const UNFINISHED_KEY = 'training.unfinished';

/** A saved training that another one goes on from. */
export type TrainingStart = Training['saved'];

/** The one registry of trainings, of word vectors and of language models: at most one runs. */
export class Trainings implements vscode.Disposable {
  private readonly context: TrainingContext;
  private readonly state: vscode.Memento;
  private readonly known = new Map<string, Training>();
  private readonly changed = new vscode.EventEmitter<Training>();
  /** A training has changed its status, or come further. */
  readonly onDidChange = this.changed.event;
  private readonly subscription: vscode.Disposable;

  constructor(context: TrainingContext, state: vscode.Memento) {
    this.context = context;
    this.state = state;
    this.subscription = vscode.Disposable.from(
      context.sets.onDidChange(() => void this.forgetClosed()),
      context.networks.onDidChange(() => void this.forgetClosed()),
    );
  }

  get running(): Training | undefined {
    return [...this.known.values()].find((training) => training.isRunning);
  }

  /** The last one that waits for somebody to go on with it, or to give it up. */
  get interrupted(): Training | undefined {
    return [...this.known.values()].findLast(({ status }) => status.kind === 'interrupted');
  }

  /** The one that wants to be looked at, or else was begun last. */
  get latest(): Training | undefined {
    return this.running ?? this.interrupted ?? [...this.known.values()].at(-1);
  }

  /**
   * A training that is not started yet, as the last one was done.
   *
   * @param from a training that it goes on from
   */
  draft(
    { name, what, source }: Corpus,
    kind: TrainingDraft['kind'] = 'vectors',
    from?: TrainingStart,
  ): Training {
    const remembered = this.state.get<Partial<AnyTrainingParams>>(PARAMS_KEYS[kind]);
    const record: TrainingRecord = {
      id: randomUUID(),
      ...{ kind, name, what, source, history: [], watched: [] },
      params: from?.params ?? ({ ...DEFAULTS[kind], ...remembered } as AnyTrainingParams),
      status: { kind: 'draft' },
      ...(from && { from: { path: from.path, name: from.name } }),
    };
    void this.context.store.write(record);
    void this.state.update(DRAFT_KEY, record.id);
    return this.add(this.made(record));
  }

  /** A training of this session, or one that is kept from an earlier one. */
  async get(id: string): Promise<Training | undefined> {
    const known = this.known.get(id);
    if (known) return known;
    const record = await this.context.store.read(id);
    if (!record) return undefined;
    const pictures = await this.context.store.readPictures(id);
    const training = this.made({ ...record, status: statusOf(record) }, pictures);
    // Somebody else may have read it meanwhile.
    return this.known.get(id) ?? this.add(training);
  }

  /** Starts a draft; remembers how. */
  async start(training: Training, params: AnyTrainingParams): Promise<void> {
    if (this.running) return;
    void this.state.update(PARAMS_KEYS[training.kind], rememberedOf(params));
    await this.following(training, () => training.start(params));
  }

  /** Goes on with one from its checkpoint. */
  async goOn(training: Training): Promise<void> {
    if (this.running) return;
    await this.following(training, () => training.goOn());
  }

  /** The trainings that were interrupted, and nobody has gone on with; forgets those that nobody has any more. */
  async restore(): Promise<Training[]> {
    const draft = this.state.get<string>(DRAFT_KEY);
    const isWanted = (id: string) =>
      id === draft ||
      this.unfinished.includes(id) ||
      this.context.sets.get(id) !== undefined ||
      this.context.networks.get(id) !== undefined;
    for (const id of await this.context.store.ids()) {
      if (!isWanted(id) && !this.known.has(id)) await this.context.store.delete(id);
    }
    const found = await Promise.all(this.unfinished.map((id) => this.get(id)));
    const interrupted = found.filter((training) => training?.status.kind === 'interrupted') as Training[];
    for (const training of interrupted) this.changed.fire(training);
    return interrupted;
  }

  /** Nobody wants to start it any more. */
  async drop(training: Training): Promise<void> {
    this.known.delete(training.id);
    training.dispose();
    await this.context.store.delete(training.id);
  }

  dispose(): void {
    this.subscription.dispose();
    for (const training of this.known.values()) training.dispose();
    this.changed.dispose();
  }

  private made(record: TrainingRecord, pictures?: TrainingPictures): Training {
    const Kind = record.kind === 'language' ? LanguageTraining : VectorTraining;
    return new Kind(this.context, record, pictures);
  }

  private add(training: Training): Training {
    this.known.set(training.id, training);
    training.onDidSay(({ type }) => {
      if (type === 'status' || type === 'progress') this.changed.fire(training);
      if (training.status.kind === 'discarded') void this.finish(training);
    });
    return training;
  }

  /** The window may be closed before it ends; one that is interrupted waits for somebody to go on with it. */
  private async following(training: Training, work: () => Promise<void>): Promise<void> {
    const others = this.unfinished.filter((id) => id !== training.id);
    await this.state.update(UNFINISHED_KEY, [...others, training.id]);
    await work();
    if (training.status.kind !== 'interrupted') await this.finish(training);
  }

  private get unfinished(): readonly string[] {
    return this.state.get<string[]>(UNFINISHED_KEY, []);
  }

  private async finish({ id }: Training): Promise<void> {
    if (!this.unfinished.includes(id)) return;
    await this.state.update(
      UNFINISHED_KEY,
      this.unfinished.filter((other) => other !== id),
    );
  }

  /** A training is kept as long as what it has made is open. */
  private async forgetClosed(): Promise<void> {
    for (const training of this.known.values()) {
      const isClosed = training.status.kind === 'done' && !training.isOpen;
      if (!isClosed) continue;
      training.forget();
      this.known.delete(training.id);
      await this.context.store.delete(training.id);
    }
  }
}

/** What the next training begins with: but for NNLM, which takes so long that it wants to be chosen each time. */
function rememberedOf(params: AnyTrainingParams): AnyTrainingParams {
  const isNnlm = 'algorithm' in params && params.algorithm === 'nnlm';
  return isNnlm ? { ...params, algorithm: DEFAULT_TRAINING.algorithm } : params;
}

/** As it was left: what ran, runs no more. */
function statusOf({ status, saved }: TrainingRecord): TrainingStatus {
  if (!['reading', 'running', 'paused', 'stopping'].includes(status.kind)) return status;
  const message = vscode.l10n.t('The window was closed in the middle of the training.');
  return { kind: 'interrupted', message, fraction: saved };
}
