import type { LanguageProgress } from '../../../protocol/recurrent.ts';
import { EmbeddingSet } from '../../embeddings/embeddingSet.ts';
import { Cancelled } from '../../faults.ts';
import { runJob, type Following, type Jobs } from '../../jobs.ts';
import { newMatrix } from '../../kernels/matrixMemory.ts';
import type { LanguageState } from './model.ts';

/** What came of a training. */
export interface LanguageOutcome {
  state: LanguageState;
  /** False where it was stopped: the state is what was learned until then. */
  completed: boolean;
  last: LanguageProgress | undefined;
}

/**
 * Trains a language model in a worker thread.
 *
 * @throws Cancelled where it was stopped before anything was learned, UserFault where the text will not do
 */
export async function runLanguageTraining(
  input: Jobs['trainLanguage']['input'],
  { signal, report }: Following<LanguageProgress>,
): Promise<LanguageOutcome> {
  let state: LanguageState | undefined;
  let last: LanguageProgress | undefined;
  const follow = (progress: Jobs['trainLanguage']['progress']) => {
    if ('state' in progress) state = progress.state;
    else report((last = progress));
  };
  try {
    return { state: await runJob('trainLanguage', input, { signal, report: follow }), completed: true, last };
  } catch (error) {
    // The state is shared memory: the thread is gone, what it learned is here.
    if (error instanceof Cancelled && state && last) return { state, completed: false, last };
    throw error;
  }
}

/** The embedding table of a language model as a set like any other. */
export function embeddingSetOf({ words, shape, values }: LanguageState, format: string): EmbeddingSet {
  const matrix = newMatrix(shape.vocabulary, shape.embeddingSize);
  // The table stands first.
  matrix.vectors.set(values.subarray(0, matrix.vectors.length));
  return new EmbeddingSet({ words, ...matrix, format, notes: [] });
}
