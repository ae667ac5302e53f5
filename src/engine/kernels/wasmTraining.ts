import type { TextLoss, TextStep, TrainingKernels } from './trainingKernels.ts';
import { CHUNK_WORDS, trainingLayout, type TrainingMemory } from './trainingMemory.ts';

/** What assembly/word2vec.ts exports. */
interface Exports {
  trainText(plan: number, ids: number, count: number, cbow: number, rate: number, learns: number): void;
}

/** The fields of assembly/word2vec.ts' Plan, in its order; 4 bytes each. `OWN` are places of the thread's own. */
const SHARED = ['embedding', 'context', 'dims', 'vocabulary', 'window', 'negative', 'keep', 'noise'] as const;
const OWN = ['sentence', 'inputs', 'targets', 'steps', 'zeros', 'hidden', 'change'] as const;
const FIELDS = [...SHARED, 'random', ...OWN, 'pairs'] as const;
const RANDOM = FIELDS.indexOf('random');
const PAIRS = FIELDS.indexOf('pairs');
const LANES = 4;

/** The training kernels as SIMD WebAssembly, on the tables where they lie. */
export class WasmTraining implements TrainingKernels {
  readonly ids: Int32Array;
  private readonly exports: Exports;
  /** Addresses of the plan and of the text. */
  private readonly plan: number;
  private readonly text: number;
  private readonly fields: Uint32Array;
  private readonly mantissas: Float32Array;
  private readonly exponents: Int32Array;

  constructor(module: WebAssembly.Module, training: TrainingMemory, thread: number) {
    const { memory } = training;
    if (!memory) throw new TypeError('The tables do not lie in WebAssembly’s memory.');
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
    const layout = trainingLayout(training, training.embedding);
    const place = layout.places + thread * layout.place.bytes;
    this.plan = place + layout.place.plan;
    this.text = place + layout.place.ids;
    const { buffer } = memory;
    this.ids = new Int32Array(buffer, this.text, CHUNK_WORDS);
    this.fields = new Uint32Array(buffer, this.plan, FIELDS.length);
    this.mantissas = new Float32Array(buffer, this.plan + FIELDS.length * 4, LANES);
    this.exponents = new Int32Array(buffer, this.plan + FIELDS.length * 4 + 4 * LANES, LANES);
    const { vocabulary, dims, window, negative } = training;
    const values: Partial<Record<(typeof FIELDS)[number], number>> = { vocabulary, dims, window, negative };
    values.context = layout.context;
    values.keep = layout.keep;
    values.noise = layout.noise;
    for (const name of OWN) values[name] = place + layout.place[name];
    FIELDS.forEach((name, i) => (this.fields[i] = values[name] ?? 0));
  }

  train(count: number, { algorithm, seed, rate, learns }: TextStep): TextLoss {
    this.fields[RANDOM] = seed;
    this.fields[PAIRS] = 0;
    this.mantissas.fill(1);
    this.exponents.fill(0);
    this.exports.trainText(this.plan, this.text, count, Number(algorithm === 'cbow'), rate, Number(learns));
    let loss = 0;
    this.mantissas.forEach((m, lane) => (loss -= Math.log(m) + this.exponents[lane] * Math.LN2));
    return { loss, pairs: this.fields[PAIRS] };
  }
}
