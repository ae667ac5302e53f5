import type { TrainingParams } from '../../protocol/engine.ts';
import { trainingKernelsFor } from '../kernels/trainingKernels.ts';
import { newMatrix } from '../kernels/matrixMemory.ts';
import { CHUNK_WORDS } from '../kernels/trainingMemory.ts';
import { seededRandom } from '../random.ts';
import type { Corpus } from '../text/corpus.ts';
import { LEFT_OUT } from '../text/wordCounter.ts';
import { ChunkReader, chunkedText } from './chunks.ts';
import { kernelTables } from './kernelTraining.ts';
import { firstRate } from './rate.ts';

/** Rows of the tables that a trial trains, and the numbers of a table: more are not needed to see how fast it goes. */
const TRIAL_ROWS = 30_000;
const TRIAL_NUMBERS = 8 << 20;
/** Words that are trained between two looks at the clock: few, so that there are many of them whatever the dimensions. */
const PIECE = 500;
/** How long a trial takes, in milliseconds: first until it is compiled and its memory is there, then while it is measured. */
const WARM_UP_MS = 150;
const TRIAL_MS = 250;
/** What is measured at least, however long it takes. */
const LEAST_PIECES = 3;

/** How long a training will take, in seconds, by a trial of its own steps; undefined for the reference. */
export async function secondsFor(
  corpus: Corpus,
  params: TrainingParams,
  tfjsNodePath: string | undefined,
): Promise<number | undefined> {
  const { algorithm } = params;
  const counts = corpus.counts.slice(0, Math.min(TRIAL_ROWS, Math.ceil(TRIAL_NUMBERS / params.dims)));
  const rows = corpus.rows.map((row) => (row === LEFT_OUT ? row : row % counts.length));
  const part = { ...corpus, counts, rows };
  if (algorithm === 'nnlm') return nnlmSeconds(part, params, tfjsNodePath);
  return params.engine === 'kernels' ? kernelSeconds(part, { ...params, algorithm }) : undefined;
}

function kernelSeconds(corpus: Corpus, params: TrainingParams & { algorithm: 'skip-gram' | 'cbow' }): number {
  const { algorithm, epochs } = params;
  const memory = kernelTables({ corpus, known: undefined, position: 0, before: [] }, params);
  const kernels = trainingKernelsFor(memory, 0);
  const text = chunkedText(corpus);
  const ids = new Int32Array(CHUNK_WORDS);
  const count = new ChunkReader(text).read(0, ids);
  const step = { algorithm, seed: 1, rate: firstRate(params), learns: true };
  let from = 0;
  const size = Math.min(PIECE, count);
  const seconds = medianOf(() => {
    if (from + size > count) from = 0;
    kernels.ids.set(ids.subarray(from, from + size));
    from += size;
    kernels.train(size, step);
  });
  const trained = text.tokens.length * (count / Math.min(text.chunk, text.tokens.length));
  return (((seconds * trained) / size) * epochs) / memory.threads;
}

async function nnlmSeconds(
  corpus: Corpus,
  params: TrainingParams,
  tfjsNodePath: string | undefined,
): Promise<number> {
  // TensorFlow is loaded only where it trains.
  const [{ chooseBackend }, { Nnlm }] = await Promise.all([
    import('../tensor/backend.ts'),
    import('./nnlm.ts'),
  ]);
  const { tf } = await chooseBackend(tfjsNodePath);
  const [embedding, context] = [0, 1].map(() => newMatrix(corpus.counts.length, params.dims));
  const model = new Nnlm(tf, { embedding, context }, corpus, params, seededRandom(params.seed));
  let epoch = model.epoch();
  let steps = 0;
  const seconds = medianOf(() => {
    if (epoch.next().done) {
      epoch = model.epoch();
      epoch.next();
    }
    model.step(firstRate(params), steps++);
  });
  return seconds * model.batches * params.epochs;
}

/** The median of how long a piece of work takes, in seconds: a pause of the processor does not count. */
function medianOf(work: () => void): number {
  const timesFor = (ms: number) => {
    const start = performance.now();
    const times: number[] = [];
    while (times.length < LEAST_PIECES || performance.now() - start < ms) {
      const before = performance.now();
      work();
      times.push((performance.now() - before) / 1000);
    }
    return times;
  };
  timesFor(WARM_UP_MS);
  const times = timesFor(TRIAL_MS).sort((a, b) => a - b);
  return times[times.length >> 1];
}
