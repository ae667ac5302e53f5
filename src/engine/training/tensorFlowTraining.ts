import type { TrainingParams, TrainingProgress } from '../../protocol/engine.ts';
import { newMatrix } from '../kernels/matrixMemory.ts';
import { seededRandom, type Random } from '../random.ts';
import { chooseBackend } from '../tensor/backend.ts';
import { placeRows, type Beginning } from './beginning.ts';
import type { TrainingControl } from './control.ts';
import { lossAndGradients, type Tf } from './loss.ts';
import { Nnlm } from './nnlm.ts';
import { ProgressMeter } from './progress.ts';
import { firstRate, rateAt } from './rate.ts';
import { fillAtRandom, type TrainingTables } from './tables.ts';
import { descend, gather, Sampler } from './word2vec.ts';

/** A model that TensorFlow.js trains, batch by batch. */
export interface TensorFlowModel {
  /** Batches an epoch, where an epoch is always the same: such a training goes on where it was. */
  readonly batches?: number;
  /** What it learns beside the two tables, in shared memory. */
  readonly state: Float32Array[];
  /** Draws the batches of an epoch one after another, and says which part of it is done by then, 0 … 1. */
  epoch(): Generator<number>;
  /** One step of gradient descent with the batch that was drawn last. */
  step(rate: number, step: number): { loss: number; pairs: number };
  /** Mean loss of what is kept aside, where there is any. */
  heldOutLoss(): number | undefined;
}

/** Its embedding and its other table: what is shared while it trains. */
type Tables = Pick<TrainingTables, 'embedding' | 'context'>;
type LearnedTables = Pick<TrainingTables, 'embedding' | 'context' | 'state'>;

interface Work {
  beginning: Beginning;
  params: TrainingParams;
  tfjsNodePath: string | undefined;
  control: TrainingControl;
  start: (tables: LearnedTables) => void;
  report: (progress: TrainingProgress) => void;
}

/** Milliseconds between two looks at what is kept aside, and how many times as long as such a look at least. */
const HELD_OUT_MS = 1000;
const HELD_OUT_PAUSE = 15;
/** Positions a step. Fewer for a small vocabulary, where one word would otherwise add up many stale gradients. */
const LEAST_BATCH = 64;
const MOST_BATCH = 1024;
const WORDS_A_POSITION = 8;

/**
 * Trains by TensorFlow.js in this thread: NNLM, and word2vec where the reference is asked for. From a checkpoint, NNLM goes
 * on where it was, and the course of the reference begins anew.
 */
export async function trainByTensorFlow(work: Work): Promise<void> {
  const { beginning, params, control } = work;
  const { corpus } = beginning;
  const { tf } = await chooseBackend(work.tfjsNodePath);
  const random = seededRandom(params.seed);
  const tables = initialTables(beginning, params.dims, random);
  const model = modelFor(tf, tables, beginning, params, random);
  const position = model.batches === undefined ? 0 : beginning.position;
  control.position = position;
  work.start({ ...tables, state: model.state });
  const { epochs } = params;
  const done = position / (epochs * (model.batches ?? 1));
  const course = { epochs, words: corpus.words, vocabulary: corpus.counts.length, done };
  const meter = new ProgressMeter(course, work.report);
  const heldOut = new HeldOut(model, meter);
  const standing = { fraction: done, rate: firstRate(params), loss: 0, pairs: 0 };
  const send = () => meter.send({ ...standing, heldOutLoss: heldOut.loss });
  for (const fraction of stepsFrom(model, epochs, position)) {
    const step = control.take(Infinity);
    if (step === undefined) return send();
    standing.fraction = fraction;
    standing.rate = rateAt(firstRate(params), fraction);
    const { loss, pairs } = model.step(standing.rate, step);
    standing.loss += loss;
    standing.pairs += pairs;
    if (meter.isDue) heldOut.look();
    control.done();
    meter.leaveOut(control.takePaused());
    if (meter.isDue) send();
  }
  heldOut.evaluate();
  standing.fraction = 1;
  send();
}

/** Draws the batches of all epochs behind those that are done, and says which part of the training is done by then. */
function* stepsFrom(model: TensorFlowModel, epochs: number, position: number): Generator<number> {
  const { batches = Infinity } = model;
  let passed = position % batches;
  for (let epoch = Math.floor(position / batches); epoch < epochs; epoch++) {
    for (const part of model.epoch()) if (passed-- <= 0) yield (epoch + part) / epochs;
    passed = 0;
  }
}

/** The loss of what is kept aside: told soon, and then not so often that it would cost much. */
class HeldOut {
  loss: number | undefined;
  private next = -Infinity;
  private readonly model: TensorFlowModel;
  private readonly meter: ProgressMeter;

  constructor(model: TensorFlowModel, meter: ProgressMeter) {
    this.model = model;
    this.meter = meter;
  }

  look(): void {
    if (performance.now() >= this.next) this.evaluate();
  }

  evaluate(): void {
    const start = performance.now();
    this.loss = this.model.heldOutLoss();
    const now = performance.now();
    this.meter.leaveOut(now - start);
    this.next = now + Math.max(HELD_OUT_MS, HELD_OUT_PAUSE * (now - start));
  }
}

/** Embedding table: uniform in ±0.5 / dims; the other: zeros (as word2vec.c begins); then what is known. */
function initialTables({ corpus, known }: Beginning, dims: number, random: Random): Tables {
  const table = () => newMatrix(corpus.counts.length, dims);
  const [embedding, context] = [table(), table()];
  fillAtRandom(embedding, random);
  if (known) {
    placeRows(known.embedding, embedding.vectors, dims, known.rows);
    placeRows(known.context, context.vectors, dims, known.rows);
  }
  return { embedding, context };
}

function modelFor(
  tf: Tf,
  tables: Tables,
  { corpus, known }: Beginning,
  params: TrainingParams,
  random: Random,
): TensorFlowModel {
  if (params.algorithm === 'nnlm') {
    const model = new Nnlm(tf, tables, corpus, params, random);
    if (known) model.restore(known);
    return model;
  }
  const size = Math.min(
    MOST_BATCH,
    Math.max(LEAST_BATCH, Math.floor(corpus.counts.length / WORDS_A_POSITION)),
  );
  const sampler = new Sampler(corpus, params, size, random);
  return {
    state: [],
    heldOutLoss: () => undefined,
    epoch: function* () {
      for (const words of sampler.epoch()) yield words / corpus.known;
    },
    step: (rate) => {
      const { rows } = sampler;
      const gradients = lossAndGradients(tf, gather(tables, rows));
      descend(tables.embedding, rows.inputs, gradients.inputs, rate);
      descend(tables.context, rows.targets, gradients.targets, rate);
      return { loss: gradients.loss, pairs: rows.size };
    },
  };
}
