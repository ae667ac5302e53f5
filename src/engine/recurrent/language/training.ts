import type { TrainingProgress } from '../../../protocol/engine.ts';
import { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { runJob, type Following, type Jobs } from '../../jobs.ts';
import { newMatrix } from '../../kernels/matrixMemory.ts';
import { TrainingControl, untilStopped } from '../../training/control.ts';
import { saveLanguage } from '../files/save.ts';
import { COUNTER, type LanguageState } from './model.ts';
import type { StartedLanguage } from './train.ts';

/** A language model's training that has begun, while it runs and behind its end. */
export class LanguageRun {
  readonly state: LanguageState;
  private readonly control: TrainingControl;

  constructor({ state, control }: StartedLanguage) {
    this.state = state;
    this.control = new TrainingControl(control);
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
   * Writes the model to a file, from which it can go on. It stands still meanwhile: what is written belongs together.
   *
   * @throws UserFault where the file cannot be written
   */
  save(path: string): Promise<void> {
    return this.control.whileStill(() => saveLanguage(this.state, path));
  }
}

/** What came of a training. */
export interface LanguageOutcome {
  state: LanguageState;
  /** False where it was stopped: the state is what was learned until then. */
  completed: boolean;
  last: TrainingProgress | undefined;
}

export interface LanguageFollowing extends Following<TrainingProgress> {
  /** Gets the training when the text is read and the first step is to come. */
  onStart?: (run: LanguageRun) => void;
}

/**
 * Trains a language model in a worker thread.
 *
 * @throws Cancelled where it was stopped before anything was learned, UserFault where the text will not do
 */
export async function runLanguageTraining(
  input: Jobs['trainLanguage']['input'],
  { signal, report, onStart }: LanguageFollowing,
): Promise<LanguageOutcome> {
  let run: LanguageRun | undefined;
  let last: TrainingProgress | undefined;
  const follow = (progress: Jobs['trainLanguage']['progress']) => {
    if ('state' in progress) {
      run = new LanguageRun(progress);
      onStart?.(run);
    } else report((last = progress));
  };
  await untilStopped(
    signal,
    () => (last ? run : undefined),
    (ending) => runJob('trainLanguage', input, { signal: ending, report: follow }),
  );
  if (!run) throw new Error('The training has ended before it began.');
  const { state } = run;
  const { counters, params } = state;
  const completed = counters[COUNTER.epochs] - counters[COUNTER.before] >= params.epochs;
  return { state, completed, last };
}

/** The embedding table of a language model as a set like any other. */
export function embeddingSetOf({ words, shape, values }: LanguageState, format: string): EmbeddingSet {
  const matrix = newMatrix(shape.vocabulary, shape.embeddingSize);
  // The table stands first.
  matrix.vectors.set(values.subarray(0, matrix.vectors.length));
  return new EmbeddingSet({ words, ...matrix, format, notes: [] });
}
