import type { TrainingParams, TrainingProgress } from '../../protocol/engine.ts';
import { trainingKernelsFor, type TrainingKernels } from '../kernels/trainingKernels.ts';
import { CHUNK_WORDS, newTrainingMemory, type TrainingMemory } from '../kernels/trainingMemory.ts';
import { seededRandom } from '../random.ts';
import { sharedFloat64 } from '../shared.ts';
import { ChunkReader, chunkedText } from './chunks.ts';
import type { TrainingControl } from './control.ts';
import type { Helpers } from './helpers.ts';
import { ProgressMeter } from './progress.ts';
import { firstRate, rateAt } from './rate.ts';
import { keepThresholds, noiseAliases } from './sampling.ts';
import { stepsOf, trainShare, type Share } from './share.ts';
import { fillAtRandom } from './tables.ts';
import type { Corpus } from '../text/corpus.ts';
import { placeRows, type Beginning } from './beginning.ts';

const HELD_OUT_MS = 1000;
const HELD_OUT_SEED = 1;

/**
 * Tables for the kernels, as word2vec.c begins: embedding uniform in ±0.5 / dims, context zeros; then what is known.
 *
 * @param params the number of threads decided on
 */
export function kernelTables({ corpus, known }: Beginning, params: TrainingParams): TrainingMemory {
  const { counts } = corpus;
  const { dims, window, negative, threads } = params;
  const memory = newTrainingMemory({ vocabulary: counts.length, dims, window, negative, threads });
  keepThresholds(counts, params.sample, memory.keep);
  noiseAliases(counts, memory.noise);
  fillAtRandom(memory.embedding, seededRandom(params.seed));
  if (known) {
    placeRows(known.embedding, memory.embedding.vectors, dims, known.rows);
    placeRows(known.context, memory.context.vectors, dims, known.rows);
  }
  return memory;
}

/** Trains skip-gram or CBOW by the kernels, in this thread and in those that help. */
export async function trainByKernels(
  memory: TrainingMemory,
  corpus: Corpus,
  params: TrainingParams & { algorithm: 'skip-gram' | 'cbow' },
  control: TrainingControl,
  helpers: Helpers,
  report: (progress: TrainingProgress) => void,
): Promise<void> {
  const { algorithm, epochs, seed } = params;
  const share: Share = {
    ...{ memory, algorithm, epochs, seed, thread: 0 },
    text: chunkedText(corpus),
    rate: firstRate(params),
    control: control.shared,
    sums: sharedFloat64(2 * memory.threads),
  };
  helpers.train(share);
  const watch = new Watch(share, control, corpus, report);
  trainShare(share, watch.kernels, control, () => watch.look());
  await helpers.end();
  watch.end();
}

/** Follows a training from its first thread: what it reports, and the loss of what was kept aside. */
class Watch {
  readonly kernels: TrainingKernels;
  private readonly share: Share;
  private readonly control: TrainingControl;
  private readonly meter: ProgressMeter;
  private readonly heldOut: Int32Array;
  private heldOutLoss: number | undefined;
  /** When that was, in milliseconds. */
  private evaluated = -Infinity;

  constructor(
    share: Share,
    control: TrainingControl,
    { words, counts }: Corpus,
    report: (progress: TrainingProgress) => void,
  ) {
    this.share = share;
    this.control = control;
    this.kernels = trainingKernelsFor(share.memory, share.thread);
    this.heldOut = new ChunkReader(share.text)
      .readHeldOut(new Int32Array(2 * CHUNK_WORDS))
      .subarray(0, CHUNK_WORDS);
    const { epochs } = share;
    this.meter = new ProgressMeter({ epochs, words, vocabulary: counts.length, done: this.fraction }, report);
  }

  look(): void {
    if (!this.meter.isDue) return;
    // Other threads go on training meanwhile: only where there are none, the time is no training's.
    if (performance.now() - this.evaluated >= HELD_OUT_MS) this.evaluate(this.share.memory.threads === 1);
    this.send();
  }

  end(): void {
    this.evaluate(true);
    this.send();
  }

  private get fraction(): number {
    return this.control.position / stepsOf(this.share);
  }

  private send(): void {
    const { share, control, fraction, heldOutLoss } = this;
    const sum = (offset: number) =>
      share.sums.reduce((sum, value, i) => (i % 2 === offset ? sum + value : sum), 0);
    const rate = rateAt(share.rate, fraction);
    this.meter.leaveOut(control.takePaused());
    this.meter.send({ fraction, rate, loss: sum(0), pairs: sum(1), heldOutLoss });
  }

  private evaluate(leaveOut: boolean): void {
    if (this.heldOut.length === 0) return;
    const start = performance.now();
    this.kernels.ids.set(this.heldOut);
    const { algorithm } = this.share;
    const step = { algorithm, seed: HELD_OUT_SEED, rate: 0, learns: false };
    const { loss, pairs } = this.kernels.train(this.heldOut.length, step);
    if (pairs > 0) this.heldOutLoss = loss / pairs;
    this.evaluated = performance.now();
    if (leaveOut) this.meter.leaveOut(this.evaluated - start);
  }
}
