import type { TrainingProgress } from '../../protocol/engine.ts';
import { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled } from '../faults.ts';
import { runJob, type Following, type Jobs } from '../jobs.ts';
import { asSetBuffers, type TrainingTables } from './tables.ts';

/** What came of a training. */
export interface TrainingOutcome {
  set: EmbeddingSet;
  /** False where it was stopped: the set is what was learned until then. */
  completed: boolean;
  last: TrainingProgress | undefined;
}

/**
 * Trains word vectors in a worker thread.
 *
 * @throws Cancelled where it was stopped before anything was learned, UserFault where the corpus will not do
 */
export async function runTraining(
  input: Jobs['train']['input'],
  { signal, report }: Following<TrainingProgress>,
): Promise<TrainingOutcome> {
  let tables: TrainingTables | undefined;
  let last: TrainingProgress | undefined;
  const follow = (progress: Jobs['train']['progress']) => {
    if ('tables' in progress) tables = progress.tables;
    else report((last = progress));
  };
  const format = input.params.algorithm === 'cbow' ? 'CBOW' : 'skip-gram';
  const outcome = (learned: TrainingTables, completed: boolean) => {
    return { set: new EmbeddingSet(asSetBuffers(learned, format)), completed, last };
  };
  try {
    return outcome(await runJob('train', input, { signal, report: follow }), true);
  } catch (error) {
    // The tables are shared memory: the thread is gone, what it learned is here.
    if (error instanceof Cancelled && tables && last) return outcome(tables, false);
    throw error;
  }
}
