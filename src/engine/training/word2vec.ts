import type { TrainingParams } from '../../protocol/engine.ts';
import { newMatrix, type Matrix } from '../kernels/matrixMemory.ts';
import type { Random } from '../random.ts';
import { SENTENCE_END, type Corpus } from '../text/corpus.ts';
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

/** Embedding table: uniform in ±0.5 / dims; context table: zeros (as word2vec.c begins). */
export function initialTables({ vocabulary, counts }: Corpus, dims: number, random: Random): TrainingTables {
  const table = () => newMatrix(vocabulary.size, dims);
  const embedding = table();
  const { vectors } = embedding;
  for (let i = 0; i < vectors.length; i++) vectors[i] = (random() - 0.5) / dims;
  return { words: vocabulary.buffers, counts, embedding, context: table() };
}

/**
 * Draws the positions of one epoch, batch by batch, as word2vec.c does: frequent words are left out at random
 * (subsampling), each position's window is cut at random, its negative samples come from the unigram distribution to
 * the power 3/4 (Mikolov et al. 2013).
 */
export class Sampler {
  private readonly corpus: Corpus;
  private readonly params: TrainingParams;
  private readonly random: Random;
  private readonly keep: Float32Array;
  private readonly noise: Float64Array;
  private readonly sentence: number[] = [];
  private readonly rows: BatchRows;

  constructor(corpus: Corpus, params: TrainingParams, batchSize: number, random: Random) {
    this.corpus = corpus;
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

  /** Calls `step` with every full batch of an epoch, and with how many words of the corpus it has come by then. */
  epoch(step: (rows: BatchRows, words: number) => void): void {
    const { ids } = this.corpus;
    let words = 0;
    for (let start = 0, at = 0; at <= ids.length; at++) {
      if (at < ids.length && ids[at] !== SENTENCE_END) continue;
      this.subsample(start, at);
      words += at - start;
      for (let position = 0; position < this.sentence.length; position++) this.draw(position, words, step);
      start = at + 1;
    }
    this.flush(words, step);
  }

  private subsample(start: number, end: number): void {
    this.sentence.length = 0;
    for (let at = start; at < end; at++) {
      const id = this.corpus.ids[at];
      if (this.random() < this.keep[id]) this.sentence.push(id);
    }
  }

  private draw(position: number, words: number, step: (rows: BatchRows, words: number) => void): void {
    const { sentence, params } = this;
    const reach = 1 + Math.floor(this.random() * params.window);
    const from = Math.max(0, position - reach);
    const to = Math.min(sentence.length - 1, position + reach);
    if (from === to) return;
    const centre = sentence[position];
    if (params.algorithm === 'cbow') {
      this.add(centre, words, step, from, to, position);
    } else {
      for (let other = from; other <= to; other++) {
        if (other !== position) this.add(sentence[other], words, step, position, position, -1);
      }
    }
  }

  /** Adds one position: the inputs sentence[from … to] without `except`, and a target with its negative samples. */
  private add(
    target: number,
    words: number,
    step: (rows: BatchRows, words: number) => void,
    from: number,
    to: number,
    except: number,
  ): void {
    const { rows } = this;
    let input = rows.size * rows.width;
    const inputsEnd = input + rows.width;
    for (let at = from; at <= to; at++) if (at !== except) rows.inputs[input++] = this.sentence[at];
    rows.inputs.fill(-1, input, inputsEnd);
    const first = rows.size * rows.targetCount;
    rows.targets[first] = target;
    for (let i = 1; i < rows.targetCount; i++) rows.targets[first + i] = this.noiseWord(target);
    rows.size++;
    if (rows.size * rows.width === rows.inputs.length) this.flush(words, step);
  }

  private flush(words: number, step: (rows: BatchRows, words: number) => void): void {
    if (this.rows.size > 0) step(this.rows, words);
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
export function gather(tables: TrainingTables, rows: BatchRows): Batch {
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
function keepProbabilities({ counts, tokens }: Corpus, sample: number): Float32Array {
  return Float32Array.from(counts, (count) => {
    const ratio = sample > 0 ? (sample * tokens) / count : 1;
    return Math.min(1, Math.sqrt(ratio) + ratio);
  });
}

/** Cumulative unigram distribution to the power 3/4, from 0 to 1: [vocabulary]. */
function noiseDistribution(counts: Uint32Array): Float64Array {
  const cumulative = new Float64Array(counts.length);
  let sum = 0;
  counts.forEach((count, row) => (cumulative[row] = sum += count ** 0.75));
  return cumulative.map((value) => value / sum);
}

/** The first index whose value is greater than `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
