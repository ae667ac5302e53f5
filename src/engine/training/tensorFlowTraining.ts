import type { TrainingParams, TrainingProgress } from '../../protocol/engine.ts';
import { newMatrix } from '../kernels/matrixMemory.ts';
import { seededRandom, type Random } from '../random.ts';
import { chooseBackend } from '../tensor/backend.ts';
import type { Corpus } from '../text/corpus.ts';
import type { Beginning } from './beginning.ts';
import type { TrainingControl } from './control.ts';
import { lossAndGradients, type Tf } from './loss.ts';
import { Nnlm } from './nnlm.ts';
import { ProgressMeter } from './progress.ts';
import { firstRate, rateAt } from './rate.ts';
import type { NnlmHead } from './nnlmPrediction.ts';
import { fillAtRandom, type TrainingTables } from './tables.ts';
import { descend, gather, Sampler } from './word2vec.ts';

/** A model that TensorFlow.js trains, batch by batch. */
export interface TensorFlowModel {
  /** Of NNLM: what it learns beside both tables. */
  readonly head?: NnlmHead;
  /** Draws the batches of an epoch one after another, and says how many words of the vocabulary it has come by then. */
  epoch(): Generator<number>;
  /** One step of gradient descent with the batch that was drawn last. */
  step(rate: number): { loss: number; pairs: number };
}

/** Its embedding and its other table: what is shared while it trains. */
type Tables = Pick<TrainingTables, 'embedding' | 'context'>;

interface Work {
  beginning: Beginning;
  params: TrainingParams;
  tfjsNodePath: string | undefined;
  control: TrainingControl;
  start: (tables: Tables, head?: NnlmHead) => void;
  report: (progress: TrainingProgress) => void;
}

/** Positions a step. Fewer for a small vocabulary, where one word would otherwise add up many stale gradients. */
const LEAST_BATCH = 64;
const MOST_BATCH = 1024;
const WORDS_A_POSITION = 8;

/**
 * Trains by TensorFlow.js in this thread: NNLM, and word2vec where the reference is asked for. From a checkpoint, its course
 * begins anew.
 */
export async function trainByTensorFlow(work: Work): Promise<void> {
  const { beginning, params, control } = work;
  const { corpus } = beginning;
  const { tf } = await chooseBackend(work.tfjsNodePath);
  const random = seededRandom(params.seed);
  const tables = initialTables(beginning, params.dims, random);
  const model = modelFor(tf, tables, corpus, params, random);
  control.position = 0;
  work.start(tables, model.head);
  const { epochs } = params;
  const course = { epochs, words: corpus.words, vocabulary: corpus.counts.length, done: 0 };
  const meter = new ProgressMeter(course, work.report);
  const standing = { fraction: 0, rate: firstRate(params), loss: 0, pairs: 0, heldOutLoss: undefined };
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const words of model.epoch()) {
      if (control.take(Infinity) === undefined) return meter.send(standing);
      standing.fraction = (epoch + words / corpus.known) / epochs;
      standing.rate = rateAt(firstRate(params), standing.fraction);
      const { loss, pairs } = model.step(standing.rate);
      control.done();
      standing.loss += loss;
      standing.pairs += pairs;
      meter.leaveOut(control.takePaused());
      if (meter.isDue) meter.send(standing);
    }
  }
  meter.send({ ...standing, fraction: 1 });
}

/** Embedding table: uniform in ±0.5 / dims; the other: zeros (as word2vec.c begins); then what is known. */
function initialTables({ corpus, known }: Beginning, dims: number, random: Random): Tables {
  const table = () => newMatrix(corpus.counts.length, dims);
  const [embedding, context] = [table(), table()];
  fillAtRandom(embedding, random);
  if (known) {
    embedding.vectors.set(known.embedding);
    context.vectors.set(known.context);
  }
  return { embedding, context };
}

function modelFor(
  tf: Tf,
  tables: Tables,
  corpus: Corpus,
  params: TrainingParams,
  random: Random,
): TensorFlowModel {
  if (params.algorithm === 'nnlm') return new Nnlm(tf, tables, corpus, params, random);
  const size = Math.min(
    MOST_BATCH,
    Math.max(LEAST_BATCH, Math.floor(corpus.counts.length / WORDS_A_POSITION)),
  );
  const sampler = new Sampler(corpus, params, size, random);
  return {
    epoch: () => sampler.epoch(),
    step: (rate) => {
      const { rows } = sampler;
      const gradients = lossAndGradients(tf, gather(tables, rows));
      descend(tables.embedding, rows.inputs, gradients.inputs, rate);
      descend(tables.context, rows.targets, gradients.targets, rate);
      return { loss: gradients.loss, pairs: rows.size };
    },
  };
}
