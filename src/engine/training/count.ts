import type { CorpusReport, TrainingParams } from '../../protocol/engine.ts';
import type { Jobs } from '../jobs.ts';
import { trainingKernelsFor } from '../kernels/trainingKernels.ts';
import { readCorpus, type Corpus } from '../text/corpus.ts';
import { disposeTokens } from '../text/tokens.ts';
import { LEFT_OUT } from '../text/wordCounter.ts';
import { ChunkReader, chunkedText, chunksOf } from './chunks.ts';
import { epochsFor } from './epochs.ts';
import { kernelTables } from './kernelTraining.ts';
import { threadsFor } from './helpers.ts';
import { firstRate } from './rate.ts';

/** Rows of the tables that the trial trains; more are not needed to see how fast it goes. */
const TRIAL_ROWS = 30_000;
/** How long the trial takes: first until the kernels are compiled, then while they are measured. */
const WARM_UP_MS = 150;
const TRIAL_MS = 150;

/**
 * Counts what a text holds, and tries a part of the training, to tell how long all of it will take.
 *
 * @throws UserFault as {@link readCorpus}
 */
export function countCorpus({ corpus: source, params, frequent }: Jobs['count']['input']): CorpusReport {
  const corpus = readCorpus(source, params);
  try {
    const { words, known, different, vocabulary, counts } = corpus;
    const epochs = params.epochs || epochsFor(corpus);
    const first = Math.min(frequent, vocabulary.size);
    return {
      ...{ words, known, different, epochs },
      vocabulary: vocabulary.size,
      frequent: Array.from({ length: first }, (_, row) => ({
        word: vocabulary.word(row),
        count: counts[row],
      })),
      seconds: secondsFor(corpus, { ...params, epochs, threads: threadsFor(source, params) }),
    };
  } finally {
    disposeTokens(corpus.tokens);
  }
}

function secondsFor(corpus: Corpus, params: TrainingParams): number | undefined {
  const { algorithm } = params;
  if (algorithm === 'nnlm' || params.engine !== 'kernels') return undefined;
  const rows = corpus.rows.map((row) => (row === LEFT_OUT ? row : row % TRIAL_ROWS));
  const counts = corpus.counts.slice(0, TRIAL_ROWS);
  const memory = kernelTables({ corpus: { ...corpus, counts }, known: undefined, position: 0 }, params);
  const kernels = trainingKernelsFor(memory, 0);
  const text = chunkedText({ tokens: corpus.tokens, rows });
  const reader = new ChunkReader(text);
  const step = { algorithm, seed: 1, rate: firstRate(params), learns: true };
  let chunk = 0;
  const trainFor = (ms: number) => {
    const start = performance.now();
    let chunks = 0;
    while (performance.now() - start < ms) {
      kernels.train(reader.read(chunk++ % chunksOf(text), kernels.ids), step);
      chunks++;
    }
    return (performance.now() - start) / 1000 / chunks;
  };
  trainFor(WARM_UP_MS);
  return (trainFor(TRIAL_MS) * chunksOf(text) * params.epochs) / memory.threads;
}
