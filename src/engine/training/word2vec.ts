import type { TrainingParams } from '../../protocol/engine.ts';
import type { Matrix } from '../kernels/matrixMemory.ts';
import type { Random } from '../random.ts';
import { allTokens, type Corpus } from '../text/corpus.ts';
import { SENTENCE_END } from '../text/tokens.ts';
import type { Batch } from './loss.ts';
import type { TrainingTables } from './tables.ts';

/** Which rows of the tables a batch was gathered from. */
export interface BatchRows {
  /** Rows of the embedding table: [size × width], −1 where a position has fewer inputs. */
  inputs: Int32Array;
  /** Rows of the context table: [size × targetCount], the true word first. */
  targets: Int32Array;
  /** Positions in the batch, and how many inputs and targets each has. */
  size: number;
  width: number;
  targetCount: number;
}

/**
 * Draws the positions of one epoch, batch by batch, as word2vec.c does: frequent words are left out at random
 * (subsampling), each position's window is cut at random, its negative samples come from the unigram distribution to
 * the power 3/4 (Mikolov et al. 2013).
 */
export class Sampler {
  /** The batch. */
  readonly rows: BatchRows;
  private readonly ids: Int32Array;
  private readonly params: TrainingParams;
  private readonly random: Random;
  private readonly keep: Float32Array;
  private readonly noise: Float64Array;
  private readonly sentence: number[] = [];

  constructor(corpus: Corpus, params: TrainingParams, batchSize: number, random: Random) {
    this.ids = allTokens(corpus);
    this.params = params;
    this.random = random;
    this.keep = keepProbabilities(corpus, params.sample);
    this.noise = noiseDistribution(corpus.counts);
    const width = params.algorithm === 'cbow' ? 2 * params.window : 1;
    this.rows = {
      inputs: new Int32Array(batchSize * width),
      targets: new Int32Array(batchSize * (1 + params.negative)),
      size: 0,
      width,
      targetCount: 1 + params.negative,
    };
  }

  /** Fills {@link rows} batch by batch for an epoch, and says how many words of the vocabulary it has come by then. */
  *epoch(): Generator<number> {
    const { ids } = this;
    let words = 0;
    for (let start = 0, at = 0; at <= ids.length; at++) {
      if (at < ids.length && ids[at] !== SENTENCE_END) continue;
      this.subsample(start, at);
      words += at - start;
      for (let position = 0; position < this.sentence.length; position++) yield* this.draw(position, words);
      start = at + 1;
    }
    yield* this.flush(words);
  }

  private subsample(start: number, end: number): void {
    this.sentence.length = 0;
    for (let at = start; at < end; at++) {
      const id = this.ids[at];
      if (this.random() < this.keep[id]) this.sentence.push(id);
    }
  }

  private *draw(position: number, words: number): Generator<number> {
    const { sentence, params, rows } = this;
    const reach = 1 + Math.floor(this.random() * params.window);
    const from = Math.max(0, position - reach);
    const to = Math.min(sentence.length - 1, position + reach);
    if (from === to) return;
    const centre = sentence[position];
    const around = Array.from({ length: to - from + 1 }, (_, i) => from + i).filter((at) => at !== position);
    // CBOW: all words around the centre predict it; skip-gram: each of them does.
    const positions = params.algorithm === 'cbow' ? [around] : around.map((at) => [at]);
    for (const inputs of positions) {
      this.add(
        centre,
        inputs.map((at) => sentence[at]),
      );
      if (rows.size * rows.width === rows.inputs.length) yield* this.flush(words);
    }
  }

  /** Adds one position: its inputs, and its target with negative samples. */
  private add(target: number, inputs: number[]): void {
    const { rows } = this;
    const input = rows.size * rows.width;
    rows.inputs.fill(-1, input, input + rows.width);
    rows.inputs.set(inputs, input);
    const first = rows.size * rows.targetCount;
    rows.targets[first] = target;
    for (let i = 1; i < rows.targetCount; i++) rows.targets[first + i] = this.noiseWord(target);
    rows.size++;
  }

  private *flush(words: number): Generator<number> {
    if (this.rows.size > 0) yield words;
    this.rows.size = 0;
  }

  /** A word by the noise distribution, other than the true one. */
  private noiseWord(target: number): number {
    for (;;) {
      const word = lowerBound(this.noise, this.random());
      if (word !== target) return word;
    }
  }
}

/** Gathers the rows of a batch from the tables. */
export function gather(tables: Pick<TrainingTables, 'embedding' | 'context'>, rows: BatchRows): Batch {
  const { dims } = tables.embedding;
  const { size, width, targetCount: targets } = rows;
  const inputRows = new Float32Array(size * width * dims);
  const inputWeights = new Float32Array(size * width);
  const targetRows = new Float32Array(size * targets * dims);
  for (let i = 0; i < size; i++) {
    let count = 0;
    while (count < width && rows.inputs[i * width + count] >= 0) count++;
    for (let j = 0; j < count; j++) {
      copyRow(tables.embedding.vectors, rows.inputs[i * width + j], inputRows, i * width + j, dims);
      inputWeights[i * width + j] = 1 / count;
    }
  }
  for (let i = 0; i < size * targets; i++)
    copyRow(tables.context.vectors, rows.targets[i], targetRows, i, dims);
  return { size, width, targets, dims, inputRows, inputWeights, targetRows };
}

function copyRow(from: Float32Array, fromRow: number, to: Float32Array, toRow: number, dims: number): void {
  for (let i = 0, a = fromRow * dims, b = toRow * dims; i < dims; i++) to[b + i] = from[a + i];
}

/** table[row] −= rate · gradient, for every gathered row; a row that was gathered often takes the sum. */
export function descend({ vectors, dims }: Matrix, rows: Int32Array, gradients: Float32Array, rate: number) {
  const count = gradients.length / dims;
  for (let i = 0; i < count; i++) {
    if (rows[i] < 0) continue;
    for (let j = 0, a = rows[i] * dims, b = i * dims; j < dims; j++)
      vectors[a + j] -= rate * gradients[b + j];
  }
}

/** Chance that an occurrence is used: √(t/f) + t/f for a word of frequency f (word2vec.c). */
function keepProbabilities({ counts, known: tokens }: Corpus, sample: number): Float32Array {
  return Float32Array.from(counts, (count) => {
    const ratio = sample > 0 ? (sample * tokens) / count : 1;
    return Math.min(1, Math.sqrt(ratio) + ratio);
  });
}

/** Cumulative unigram distribution to the power 3/4, from 0 to 1: [vocabulary]. */
export function noiseDistribution(counts: Uint32Array): Float64Array {
  const cumulative = new Float64Array(counts.length);
  let sum = 0;
  counts.forEach((count, row) => (cumulative[row] = sum += count ** 0.75));
  return cumulative.map((value) => value / sum);
}

/** The first index whose value is greater than `value`. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
