import { SENTENCE_END } from '../sentenceEnd.ts';
import { dot } from './plainKernels.ts';
import type { TextLoss, TextStep, TrainingKernels } from './trainingKernels.ts';
import { CHUNK_WORDS, TARGET_GROUP, type TrainingMemory } from './trainingMemory.ts';

/** One position of a text: what predicts, and what is predicted. */
export interface Window {
  /** Rows of the embedding table: the words around the centre. */
  inputs: number[];
  /** Rows of the context table: the centre, then its negative samples. */
  targets: number[];
}

/** The training kernels as plain loops: what the WebAssembly ones are compared with, and what trains where they cannot. */
export class PlainTraining implements TrainingKernels {
  readonly ids = new Int32Array(CHUNK_WORDS);
  private readonly training: TrainingMemory;

  constructor(training: TrainingMemory) {
    this.training = training;
  }

  train(count: number, step: TextStep): TextLoss {
    const result = { loss: 0, pairs: 0 };
    for (const window of windowsOf(this.training, this.ids.subarray(0, count), step.seed)) {
      result.pairs += step.algorithm === 'cbow' ? 1 : window.inputs.length;
      result.loss += trainWindow(this.training, window, step);
    }
    return result;
  }
}

/** Both tables. */
type Tables = Pick<TrainingMemory, 'embedding' | 'context' | 'dims'>;

/** What is drawn of a text depends on this of a training. */
export type Drawing = Pick<TrainingMemory, 'keep' | 'noise' | 'vocabulary' | 'negative' | 'window'>;

/** One step, for one window. Returns the loss before it, of all its pairs. */
export function trainWindow(
  tables: Tables,
  window: Window,
  { algorithm, rate, learns }: Pick<TextStep, 'algorithm' | 'rate' | 'learns'>,
): number {
  const step = algorithm === 'cbow' ? stepOfCbow : stepOfSkipGram;
  return step(tables, window, rate, learns);
}

/** The windows of a text, as assembly/word2vec.ts draws them. */
export function* windowsOf(training: Drawing, ids: Int32Array, seed: number): Generator<Window> {
  const { keep, window } = training;
  const random = randomBits(seed);
  for (let at = 0; at < ids.length; at++) {
    const sentence: number[] = [];
    for (; at < ids.length && ids[at] !== SENTENCE_END; at++) {
      if (random() <= keep[ids[at]]) sentence.push(ids[at]);
    }
    for (let centre = 0; centre < sentence.length; centre++) {
      const reach = 1 + below(random(), window);
      const from = Math.max(0, centre - reach);
      const inputs = [...sentence.slice(from, centre), ...sentence.slice(centre + 1, centre + reach + 1)];
      if (inputs.length > 0) yield { inputs, targets: drawTargets(training, sentence[centre], random) };
    }
  }
}

/** Rows of the context table for one centre: it, and negative samples that are the same whenever they are asked for. */
export function targetsOf(drawing: Drawing, centre: number, seed: number): number[] {
  return drawTargets(drawing, centre, randomBits(seed));
}

/** By the alias method; what is the true word, or was drawn already, falls out. */
function drawTargets({ noise, vocabulary, negative }: Drawing, centre: number, random: () => number) {
  const targets = [centre];
  for (let i = 0; i < negative; i++) {
    let row = below(random(), vocabulary);
    if (random() > noise[2 * row]) row = noise[2 * row + 1];
    if (!targets.includes(row)) targets.push(row);
  }
  return targets;
}

/** 32 bits at a time, by Chris Wellons' lowbias32 of Weyl's sequence. */
function randomBits(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let x = Math.imul(state ^ (state >>> 16), 0x7feb352d);
    x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
    return (x ^ (x >>> 16)) >>> 0;
  };
}

/** ⌊random × bound / 2^32⌋, exactly. */
function below(random: number, bound: number): number {
  const low = Math.floor(((random & 0xffff) * bound) / 0x10000);
  return Math.floor(((random >>> 16) * bound + low) / 0x10000);
}

/** Of a group of targets all products come first, then all changes. Returns the loss. */
function stepOfSkipGram(
  { embedding, context, dims }: Tables,
  { inputs, targets }: Window,
  rate: number,
  learns: boolean,
): number {
  let loss = 0;
  const [from, to] = [embedding.vectors, context.vectors];
  for (let first = 0; first < targets.length; first += TARGET_GROUP) {
    const group = targets.slice(first, first + TARGET_GROUP);
    const steps = inputs.map((input) =>
      group.map((target, i) => {
        const product = dot(from, input * dims, to, target * dims, dims);
        const sign = first + i === 0 ? 1 : -1;
        loss += softplus(-sign * product);
        return (rate * sign) / (1 + Math.exp(sign * product));
      }),
    );
    if (!learns) continue;
    for (let d = 0; d < dims; d++) {
      const before = group.map((target) => to[target * dims + d]);
      const after = [...before];
      inputs.forEach((input, i) => {
        const x = from[input * dims + d];
        let y = x;
        for (let j = 0; j < group.length; j++) {
          after[j] += steps[i][j] * x;
          y += steps[i][j] * before[j];
        }
        from[input * dims + d] = y;
      });
      group.forEach((target, j) => (to[target * dims + d] = after[j]));
    }
  }
  return loss;
}

function stepOfCbow(
  { embedding, context, dims }: Tables,
  { inputs, targets }: Window,
  rate: number,
  learns: boolean,
): number {
  let loss = 0;
  const [from, to] = [embedding.vectors, context.vectors];
  const hidden = new Float32Array(dims);
  for (const input of inputs) {
    for (let d = 0; d < dims; d++) hidden[d] += from[input * dims + d] / inputs.length;
  }
  const change = new Float32Array(dims);
  targets.forEach((target, i) => {
    const product = dot(hidden, 0, to, target * dims, dims);
    const sign = i === 0 ? 1 : -1;
    loss += softplus(-sign * product);
    const step = (rate * sign) / (1 + Math.exp(sign * product));
    for (let d = 0, at = target * dims; learns && d < dims; d++, at++) {
      change[d] += (step * to[at]) / inputs.length;
      to[at] += step * hidden[d];
    }
  });
  for (const input of learns ? inputs : []) {
    for (let d = 0; d < dims; d++) from[input * dims + d] += change[d];
  }
  return loss;
}

/** log(1 + e^x) */
function softplus(x: number): number {
  return Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
}
