import type * as TensorFlow from '@tensorflow/tfjs';
import type { TrainingParams } from '../../protocol/engine.ts';
import { seededRandom, type Random } from '../random.ts';
import { sharedFloat32 } from '../shared.ts';
import type { Corpus } from '../text/corpus.ts';
import { AdaGrad } from './adaGrad.ts';
import { placeRows, type Known } from './beginning.ts';
import { chunkedText, type ChunkedText } from './chunks.ts';
import type { Tf } from './loss.ts';
import { batchCount, batchesOf, heldOutPiece, trainedPieces, type Positions } from './nnlmText.ts';
import { seedOf } from './share.ts';
import type { TrainingTables } from './tables.ts';
import type { TensorFlowModel } from './tensorFlowTraining.ts';
import { lowerBound, noiseDistribution } from './word2vec.ts';

/** A vocabulary up to this size has its full softmax; of a larger one, so many words stand for all of it. */
const CANDIDATES = 1024;
/** Of a candidate that is the true word itself: the softmax has that already. */
const NEVER = -1e9;
/** Of the sample by which the loss of what is kept aside is told: always the same. */
const HELD_OUT_STEP = -1;

/** Positions of a text, and the words that compete for them. */
interface NnlmBatch extends Positions {
  /** [candidates] */
  candidates: Int32Array;
}

/**
 * The neural probabilistic language model (Bengio et al. 2003): the vectors of the n − 1 words before, one behind another, go
 * through a hidden layer, h = tanh(H x + d), and a softmax over the vocabulary, U h + b, predicts the next word. The embedding
 * table is its by-product, the matrix Q. Of a large vocabulary the softmax is sampled (Bengio and Senécal 2008, Jean et al.
 * 2015): the true word competes with a sample of all words, whose logits are corrected by how often they are drawn. The hidden
 * layer is as wide as the vectors, so that U is a table of the same shape.
 */
export class Nnlm implements TensorFlowModel {
  /** Batches an epoch. */
  readonly batches: number;
  private readonly tf: Tf;
  private readonly dims: number;
  private readonly window: number;
  private readonly seed: number;
  private readonly text: ChunkedText;
  /** Cumulative distribution of the sampled words; none where all of them compete. */
  private readonly noise: Float64Array | undefined;
  private readonly embedding: AdaGrad;
  private readonly output: AdaGrad;
  private readonly outputBias: AdaGrad;
  /** [window × dims, dims] */
  private readonly hidden: AdaGrad;
  private readonly hiddenBias: AdaGrad;
  private readonly candidates: Int32Array;
  private batch: Positions | undefined;

  constructor(
    tf: Tf,
    { embedding, context }: Pick<TrainingTables, 'embedding' | 'context'>,
    corpus: Corpus,
    { window, dims, seed }: Pick<TrainingParams, 'window' | 'dims' | 'seed'>,
    random: Random,
  ) {
    const { counts } = corpus;
    this.tf = tf;
    this.dims = dims;
    this.window = window;
    this.seed = seed;
    this.text = chunkedText(corpus);
    this.batches = batchCount(this.text);
    this.noise = counts.length > CANDIDATES ? noiseDistribution(counts) : undefined;
    this.embedding = new AdaGrad(embedding.vectors, dims);
    this.output = new AdaGrad(context.vectors, dims);
    const biases = sharedFloat32(counts.length);
    counts.forEach((count, row) => (biases[row] = Math.log(count / corpus.known)));
    this.outputBias = new AdaGrad(biases, 1);
    this.hidden = new AdaGrad(firstWeights(window * dims, dims, random), dims);
    this.hiddenBias = new AdaGrad(sharedFloat32(dims), dims);
    this.candidates = Int32Array.from({ length: Math.min(CANDIDATES, counts.length) }, (_, row) => row);
  }

  /** All that is learned beside the two tables; those of rows first. */
  get state(): Float32Array[] {
    const { embedding, output, outputBias, hidden, hiddenBias } = this;
    const [[, embeddingSums], [, outputSums]] = [embedding.state, output.state];
    return [embeddingSums, outputSums, ...outputBias.state, ...hidden.state, ...hiddenBias.state];
  }

  /** Takes over what is learned beside the tables; a hidden layer for another window begins anew. */
  restore({ state, rows }: Known): void {
    const { dims } = this;
    const widths = [dims, dims, 1, 1];
    this.state.forEach((part, i) => {
      const known = state[i];
      if (known && i < widths.length) placeRows(known, part, widths[i], rows);
      else if (known?.length === part.length) part.set(known);
    });
  }

  *epoch(): Generator<number> {
    let done = 0;
    for (const batch of batchesOf(trainedPieces(this.text), this.window)) {
      this.batch = batch;
      yield ++done / this.batches;
    }
  }

  step(rate: number, step: number): { loss: number; pairs: number } {
    if (!this.batch) throw new Error('No batch was drawn.');
    const batch = this.competing(this.batch, step);
    const { before, targets, size } = batch;
    const { loss, gradients } = this.lossAndGradients(batch);
    const [inputs, hidden, hiddenBias, outputs, biases, candidates, candidateBiases] = gradients;
    this.embedding.descend(before, inputs, rate);
    this.hidden.descendAll(hidden, rate);
    this.hiddenBias.descendAll(hiddenBias, rate);
    this.output.descend(targets, outputs, rate);
    this.outputBias.descend(targets, biases, rate);
    this.output.descend(batch.candidates, candidates, rate);
    this.outputBias.descend(batch.candidates, candidateBiases, rate);
    return { loss, pairs: size };
  }

  /** Mean loss of what is kept aside; undefined where the text is too short to spare any. */
  heldOutLoss(): number | undefined {
    let [sum, pairs] = [0, 0];
    for (const batch of batchesOf([heldOutPiece(this.text)], this.window)) {
      sum += this.lossAndGradients(this.competing(batch, HELD_OUT_STEP)).loss;
      pairs += batch.size;
    }
    return pairs > 0 ? sum / pairs : undefined;
  }

  /** A batch with the words that compete for it: drawn by the number of the step, so that a training goes on as it was. */
  private competing(batch: Positions, step: number): NnlmBatch {
    const { noise, candidates } = this;
    if (noise) {
      const random = seededRandom(seedOf(this.seed, step));
      candidates.forEach((_, i) => (candidates[i] = lowerBound(noise, random())));
    }
    return { ...batch, candidates };
  }

  /** The batch's loss, in nats, and its gradients by the gathered rows and the hidden layer, in the order of {@link step}. */
  private lossAndGradients(batch: NnlmBatch): { loss: number; gradients: Float32Array[] } {
    const { tf, dims, window } = this;
    const { size, before, targets, candidates } = batch;
    const result: { loss: number; gradients: Float32Array[] }[] = [];
    tf.tidy(() => {
      const tensor = (values: Float32Array, ...shape: [number, number]) => tf.tensor2d(values, shape);
      const trueCorrection = tensor(this.corrections(targets), size, 1);
      const correction = tensor(this.corrections(candidates), 1, candidates.length);
      const same = tensor(isSame(targets, candidates), size, candidates.length);
      const { value, grads } = tf.valueAndGrads((x, h, d, u, b, uc, bc) => {
        const state = tf.tanh(tf.add(tf.matMul(x, h), d));
        const own = tf.add(tf.add(tf.sum(tf.mul(state, u), 1, true), b), trueCorrection);
        const others = tf.add(tf.add(tf.matMul(state, uc, false, true), bc), correction);
        const logits: TensorFlow.Tensor2D = tf.concat2d(
          [own as TensorFlow.Tensor2D, tf.add(others, tf.mul(same, NEVER))],
          1,
        );
        return tf.sum(tf.sub(tf.logSumExp(logits, 1), tf.squeeze(own, [1])));
      })([
        tensor(this.embedding.gather(before), size, window * dims),
        tensor(this.hidden.values.slice(), window * dims, dims),
        tensor(this.hiddenBias.values.slice(), 1, dims),
        tensor(this.output.gather(targets), size, dims),
        tensor(this.outputBias.gather(targets), size, 1),
        tensor(this.output.gather(candidates), candidates.length, dims),
        tensor(this.outputBias.gather(candidates), 1, candidates.length),
      ]);
      const gradients = grads.map((gradient) => gradient.dataSync() as Float32Array);
      result.push({ loss: value.dataSync()[0], gradients });
    });
    return result[0];
  }

  /** −log of how often a sample holds each word, which a sampled softmax adds to its logit; 0 in a full one. */
  private corrections(rows: Int32Array): Float32Array {
    const { noise } = this;
    return Float32Array.from(rows, (row) => {
      if (!noise) return 0;
      const chance = noise[row] - (row > 0 ? noise[row - 1] : 0);
      return -Math.log(chance * CANDIDATES);
    });
  }
}

/** [inputs × outputs], uniform (Glorot and Bengio 2010). */
function firstWeights(inputs: number, outputs: number, random: Random): Float32Array {
  const bound = Math.sqrt(6 / (inputs + outputs));
  const weights = sharedFloat32(inputs * outputs);
  for (let i = 0; i < weights.length; i++) weights[i] = (2 * random() - 1) * bound;
  return weights;
}

/** [targets × candidates] 1 where a candidate is the target itself. */
function isSame(targets: Int32Array, candidates: Int32Array): Float32Array {
  const same = new Float32Array(targets.length * candidates.length);
  const places = Map.groupBy(candidates.keys(), (place) => candidates[place]);
  targets.forEach((target, i) => {
    for (const place of places.get(target) ?? []) same[i * candidates.length + place] = 1;
  });
  return same;
}
