import type { TrainingParams } from '../../protocol/engine.ts';
import type { Jobs } from '../jobs.ts';
import { readCorpus } from '../text/corpus.ts';
import { disposeTokens } from '../text/tokens.ts';
import { beginningOf, type Beginning } from './beginning.ts';
import { readCheckpoint } from './checkpoint.ts';
import { TrainingControl } from './control.ts';
import { epochsFor } from './epochs.ts';
import { Helpers, threadsFor } from './helpers.ts';
import { kernelTables, trainByKernels } from './kernelTraining.ts';
import type { StartedTraining, TrainingTables } from './tables.ts';
import { sampleOf } from './watch/sample.ts';

type Input = Jobs['train']['input'];
type Report = (progress: Jobs['train']['progress']) => void;

/** Reads the corpus and trains on it; what has begun is reported before the first step. */
export async function train(input: Input, report: Report): Promise<void> {
  const isByKernels = input.params.engine === 'kernels' && input.params.algorithm !== 'nnlm';
  const threads = isByKernels ? threadsFor(input.corpus, input.params) : 1;
  const helpers = new Helpers(threads - 1);
  const checkpoint = input.from === undefined ? undefined : await readCheckpoint(input.from);
  const corpus = readCorpus(input.corpus, input.params);
  try {
    const params = { ...input.params, threads, epochs: input.params.epochs || epochsFor(corpus) };
    const beginning = beginningOf(corpus, params, checkpoint);
    await trainFrom(beginning, { ...input, params }, helpers, report);
  } finally {
    disposeTokens(corpus.tokens);
  }
}

async function trainFrom(
  beginning: Beginning,
  { params, tfjsNodePath, name }: Input,
  helpers: Helpers,
  report: Report,
): Promise<void> {
  const control = new TrainingControl();
  control.position = beginning.position;
  const start = (tables: LearnedTables) => report(started(beginning, { tables, params, control, name }));
  const { algorithm } = params;
  if (algorithm !== 'nnlm' && params.engine === 'kernels') {
    const memory = kernelTables(beginning, params);
    start({ ...memory, state: [] });
    return trainByKernels(memory, beginning.corpus, { ...params, algorithm }, control, helpers, report);
  }
  // TensorFlow is loaded only where it trains.
  const { trainByTensorFlow } = await import('./tensorFlowTraining.ts');
  return trainByTensorFlow({ beginning, params, tfjsNodePath, control, start, report });
}

type LearnedTables = Pick<TrainingTables, 'embedding' | 'context' | 'state'>;

function started(
  { corpus, before }: Beginning,
  course: {
    tables: LearnedTables;
    params: TrainingParams;
    control: TrainingControl;
    name: string | undefined;
  },
): StartedTraining {
  const { vocabulary, counts, hash, files } = corpus;
  const { tables, params, control, name = '' } = course;
  const { embedding, context, state } = tables;
  return {
    tables: { words: vocabulary.buffers, counts, embedding, context, state },
    text: { corpus: name, files: files.first.map((file) => file.name), fileCount: files.count },
    ...{ params, before, corpus: hash, control: control.shared, sample: sampleOf(corpus) },
  };
}
