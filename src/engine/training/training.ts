import * as l10n from '@vscode/l10n';
import type { TrainingProgress } from '../../protocol/engine.ts';
import type {
  TrainingOrigin,
  TrainingView,
  TrainingWindow,
  TrainingWords,
  WatchParams,
} from '../../protocol/watch.ts';
import { EmbeddingSet, type SetBuffers } from '../embeddings/embeddingSet.ts';
import { runJob, type Following, type Jobs } from '../jobs.ts';
import { writeCheckpoint } from './checkpoint.ts';
import { TrainingControl, untilStopped } from './control.ts';
import { headOf, type NnlmModel } from './nnlmPrediction.ts';
import { asSetBuffers, type StartedTraining } from './tables.ts';
import { usedParams } from './usedParams.ts';
import { TrainingWatch } from './watch/watch.ts';

/** What came of a training. */
export interface TrainingOutcome {
  set: EmbeddingSet;
  /** False where it was stopped: the set is what was learned until then. */
  completed: boolean;
  last: TrainingProgress | undefined;
  training: Training;
}

/** A training that has begun, while it runs and behind its end. */
export class Training {
  private readonly started: StartedTraining;
  private readonly control: TrainingControl;
  private readonly watching: TrainingWatch;
  private isOver = false;
  /** How far it has come. */
  last: TrainingProgress | undefined;

  constructor(started: StartedTraining) {
    this.started = started;
    this.control = new TrainingControl(started.control);
    this.watching = new TrainingWatch(started);
  }

  words(rows: number): TrainingWords {
    return this.watching.words(rows);
  }

  look(params: WatchParams): TrainingView {
    return this.watching.look(params, this.isOver || this.control.isPaused);
  }

  /** One window of the text, and what a step would do; undefined where the training has none with negative samples. */
  window(number: number, rate: number): TrainingWindow | undefined {
    return this.watching.window(number, rate);
  }

  /** What it was trained on, and how, as far as it has come. */
  get origin(): TrainingOrigin {
    const { corpus, params, text, before } = this.started;
    const { fraction = 0, loss, heldOutLoss } = this.last ?? {};
    return {
      ...text,
      ...{ sha256: corpus, params: usedParams(params) },
      ...{ fraction, loss, heldOutLoss, ended: new Date().toISOString() },
      ...(before.length > 0 && { before }),
    };
  }

  /** Its tables change no more. */
  end(): void {
    this.isOver = true;
  }

  /** The embedding table as a set. */
  get buffers(): SetBuffers {
    return asSetBuffers(this.started.tables, this.format);
  }

  /** What NNLM predicts the next word by; undefined of other algorithms. */
  get nnlm(): NnlmModel | undefined {
    const { tables, params } = this.started;
    return params.algorithm === 'nnlm' ? { ...tables, head: headOf(tables.state, params.window) } : undefined;
  }

  /** Both tables, which are shared and change while it runs. */
  get tables(): StartedTraining['tables'] {
    return this.started.tables;
  }

  /** The context table as a set. */
  get contextBuffers(): SetBuffers {
    const { tables } = this.started;
    const format = l10n.t('context vectors of {0}', this.format);
    return asSetBuffers({ ...tables, embedding: tables.context }, format);
  }

  pause(): void {
    this.control.pause();
  }

  resume(): void {
    this.control.resume();
  }

  stop(): void {
    this.control.stop();
  }

  /**
   * Writes the training to a file, from which it can go on. It stands still meanwhile: what is written belongs together.
   *
   * @throws UserFault where the file cannot be written
   */
  save(path: string): Promise<void> {
    return this.control.whileStill(() => this.write(path), this.isOver);
  }

  private async write(path: string): Promise<void> {
    const { params, corpus, sample, tables } = this.started;
    const { words, counts, embedding, context, state } = tables;
    // The reference begins anew.
    const isReference = params.engine === 'tensorflow' && params.algorithm !== 'nnlm';
    const position = isReference ? 0 : this.control.position;
    await writeCheckpoint(path, {
      ...{ params, corpus, position, words, counts, sample },
      ...{ embedding: embedding.vectors, context: context.vectors, state, origin: this.origin },
    });
  }

  /** What the vectors come from, to be shown. */
  private get format(): string {
    const { algorithm } = this.started.params;
    return algorithm === 'skip-gram' ? algorithm : algorithm.toUpperCase();
  }
}

export interface TrainingFollowing extends Following<TrainingProgress> {
  /** Gets the training when the text is read and the first step is to come. */
  onStart?: (training: Training) => void;
}

/**
 * Trains word vectors in worker threads.
 *
 * @throws Cancelled where it was stopped before anything was learned, UserFault where the corpus will not do
 */
export async function runTraining(
  input: Jobs['train']['input'],
  { signal, report, onStart }: TrainingFollowing,
): Promise<TrainingOutcome> {
  let training: Training | undefined;
  let last: TrainingProgress | undefined;
  const follow = (progress: Jobs['train']['progress']) => {
    if ('tables' in progress) {
      training = new Training(progress);
      onStart?.(training);
    } else {
      if (training) training.last = progress;
      report((last = progress));
    }
  };
  try {
    await untilStopped(
      signal,
      () => (last ? training : undefined),
      (ending) => runJob('train', input, { signal: ending, report: follow }),
    );
  } finally {
    training?.end();
  }
  if (!training) throw new Error('The training has ended before it began.');
  const set = new EmbeddingSet(training.buffers);
  return { set, completed: last?.fraction === 1, last, training };
}
