import type { SteppedRow, TrainingWindow } from '../../../protocol/watch.ts';
import { Vocabulary } from '../../embeddings/vocabulary.ts';
import { dot } from '../../kernels/plainKernels.ts';
import { trainWindow, windowsOf, type Window } from '../../kernels/plainTraining.ts';
import { sharedUint32 } from '../../shared.ts';
import { keepThresholds, noiseAliases } from '../sampling.ts';
import type { StartedTraining, TrainingTables } from '../tables.ts';

/** Drawn once, so that the same number is the same window as long as one looks. */
const SEED = 1;

/** The windows of the beginning of a text, and what a step would do with each: computed on copies of its rows. */
export class SampledWindows {
  private readonly started: StartedTraining;
  private windows: Window[] | undefined;

  constructor(started: StartedTraining) {
    this.started = started;
  }

  /** Undefined where the training draws no negative samples, or the text has no window. */
  at(number: number, rate: number): TrainingWindow | undefined {
    const { tables, params } = this.started;
    const { algorithm } = params;
    if (algorithm === 'nnlm') return undefined;
    const windows = (this.windows ??= drawWindows(this.started));
    if (windows.length === 0) return undefined;
    const place = number % windows.length;
    const stepped = steppedWindow(tables, windows[place], { algorithm, rate });
    return { number: place, windows: windows.length, ...stepped };
  }
}

/** What a step for one window would do to the tables. */
export function steppedWindow(
  tables: Pick<TrainingTables, 'embedding' | 'context' | 'words'>,
  drawn: Window,
  step: { algorithm: 'skip-gram' | 'cbow'; rate: number },
): Omit<TrainingWindow, 'number' | 'windows'> {
  const { dims } = tables.embedding;
  const inputs = new CopiedRows(tables.embedding.vectors, drawn.inputs, dims);
  const targets = new CopiedRows(tables.context.vectors, drawn.targets, dims);
  const window = { inputs: inputs.placesOf(drawn.inputs), targets: targets.placesOf(drawn.targets) };
  const isMean = step.algorithm === 'cbow';
  const products = productsOf(isMean ? [inputs.mean(window.inputs)] : inputs.all(), targets.all());
  const losses = stepOver({ inputs, targets, window, dims }, step);
  const vocabulary = new Vocabulary(tables.words);
  return {
    ...{ rate: step.rate, products, ...losses },
    inputs: inputs.stepped(vocabulary),
    targets: targets.stepped(vocabulary),
  };
}

function drawWindows({ tables, params, sample }: StartedTraining): Window[] {
  const { counts } = tables;
  const drawing = {
    vocabulary: counts.length,
    negative: params.negative,
    window: params.window,
    keep: sharedUint32(counts.length),
    noise: sharedUint32(2 * counts.length),
  };
  keepThresholds(counts, params.sample, drawing.keep);
  noiseAliases(counts, drawing.noise);
  return [...windowsOf(drawing, sample.ids, SEED)];
}

interface CopiedWindow {
  inputs: CopiedRows;
  targets: CopiedRows;
  /** By the places of the copies. */
  window: Window;
  dims: number;
}

function stepOver(
  { inputs, targets, window, dims }: CopiedWindow,
  step: { algorithm: 'skip-gram' | 'cbow'; rate: number },
): { lossBefore: number; lossAfter: number } {
  const tables = { embedding: inputs.matrix, context: targets.matrix, dims };
  const pairs = step.algorithm === 'cbow' ? 1 : window.inputs.length;
  const loss = (learns: boolean) => trainWindow(tables, window, { ...step, learns }) / pairs;
  const lossBefore = loss(false);
  loss(true);
  return { lossBefore, lossAfter: loss(false) };
}

/** [first × second] */
function productsOf(first: readonly Float32Array[], second: readonly Float32Array[]): Float32Array {
  return Float32Array.from(first.flatMap((a) => second.map((b) => dot(a, 0, b, 0, a.length))));
}

/** Some rows of a table, each once, as they were when they were copied, and as a step leaves them. */
class CopiedRows {
  /** What a step changes: [rows × dims]. */
  readonly matrix: { vectors: Float32Array; dims: number };
  private readonly rows: number[];
  private readonly before: Float32Array;

  constructor(vectors: Float32Array, rows: readonly number[], dims: number) {
    this.rows = [...new Set(rows)];
    this.before = new Float32Array(this.rows.length * dims);
    this.rows.forEach((row, i) => this.before.set(vectors.subarray(row * dims, (row + 1) * dims), i * dims));
    this.matrix = { vectors: this.before.slice(), dims };
  }

  placesOf(rows: readonly number[]): number[] {
    return rows.map((row) => this.rows.indexOf(row));
  }

  /** Every row, before the step. */
  all(): Float32Array[] {
    return this.rows.map((_, i) => this.row(this.before, i));
  }

  /** The mean of rows, before the step; by their places. */
  mean(places: readonly number[]): Float32Array {
    const mean = new Float32Array(this.matrix.dims);
    for (const place of places) {
      this.row(this.before, place).forEach((value, d) => (mean[d] += value / places.length));
    }
    return mean;
  }

  stepped(vocabulary: Vocabulary): SteppedRow[] {
    return this.rows.map((row, i) => ({
      word: vocabulary.word(row),
      before: this.row(this.before, i),
      after: this.row(this.matrix.vectors, i),
    }));
  }

  private row(vectors: Float32Array, place: number): Float32Array {
    const { dims } = this.matrix;
    return vectors.slice(place * dims, (place + 1) * dims);
  }
}
