import type * as TensorFlow from '@tensorflow/tfjs';
import type { TrainingParams } from '../../protocol/engine.ts';
import type { Random } from '../random.ts';
import { allTokens, type Corpus } from '../text/corpus.ts';
import { SENTENCE_END } from '../text/tokens.ts';
import { sharedFloat32 } from '../shared.ts';
import { AdaGrad } from './adaGrad.ts';
import type { Tf } from './loss.ts';
import type { NnlmHead } from './nnlmPrediction.ts';
import type { TrainingTables } from './tables.ts';
import type { TensorFlowModel } from './tensorFlowTraining.ts';
import { lowerBound, noiseDistribution } from './word2vec.ts';

const BATCH = 256;
/** A vocabulary up to this size has its full softmax; of a larger one, so many words stand for all of it. */
const CANDIDATES = 1024;
/** Of a candidate that is the true word itself: the softmax has that already. */
const NEVER = -1e9;

/** Positions of a text, and the words that compete for them. */
interface NnlmBatch {
  size: number;
  /** [size × window] rows of the words before, −1 in front of the sentence's beginning. */
  before: Int32Array;
  /** [size] */
  targets: Int32Array;
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
  /** What it learns beside both tables, in shared memory. */
  readonly head: NnlmHead;
  private readonly tf: Tf;
  private readonly dims: number;
  private readonly window: number;
  private readonly ids: Int32Array;
  private readonly random: Random;
  /** Cumulative distribution of the sampled words; none where all of them compete. */
  private readonly noise: Float64Array | undefined;
  private readonly embedding: AdaGrad;
  private readonly output: AdaGrad;
  private readonly outputBias: AdaGrad;
  /** [window × dims, dims] */
  private readonly hidden: AdaGrad;
  private readonly hiddenBias: AdaGrad;
  private readonly batch: NnlmBatch;

  constructor(
    tf: Tf,
    { embedding, context }: Pick<TrainingTables, 'embedding' | 'context'>,
    corpus: Corpus,
    { window, dims }: Pick<TrainingParams, 'window' | 'dims'>,
    random: Random,
  ) {
    this.tf = tf;
    this.dims = dims;
    this.window = window;
    this.random = random;
    this.ids = allTokens(corpus);
    const { counts } = corpus;
    this.noise = counts.length > CANDIDATES ? noiseDistribution(counts) : undefined;
    this.embedding = new AdaGrad(embedding.vectors, dims);
    this.output = new AdaGrad(context.vectors, dims);
    const width = window * dims;
    this.head = {
      window,
      hidden: sharedFloat32(width * dims),
      hiddenBias: sharedFloat32(dims),
      outputBias: sharedFloat32(counts.length),
    };
    const { hidden, hiddenBias, outputBias } = this.head;
    counts.forEach((count, row) => (outputBias[row] = Math.log(count / corpus.known)));
    const bound = Math.sqrt(6 / (width + dims));
    for (let i = 0; i < hidden.length; i++) hidden[i] = (2 * random() - 1) * bound;
    this.outputBias = new AdaGrad(outputBias, 1);
    this.hidden = new AdaGrad(hidden, dims);
    this.hiddenBias = new AdaGrad(hiddenBias, dims);
    this.batch = {
      size: 0,
      before: new Int32Array(BATCH * window),
      targets: new Int32Array(BATCH),
      candidates: Int32Array.from({ length: Math.min(CANDIDATES, counts.length) }, (_, row) => row),
    };
  }

  *epoch(): Generator<number> {
    const { ids, batch, window } = this;
    let words = 0;
    for (let at = 0, start = 0; at < ids.length; at++) {
      if (ids[at] === SENTENCE_END) {
        start = at + 1;
        continue;
      }
      words++;
      const first = batch.size * window;
      for (let i = 0; i < window; i++) {
        const place = at - window + i;
        batch.before[first + i] = place < start ? -1 : ids[place];
      }
      batch.targets[batch.size++] = ids[at];
      if (batch.size < BATCH) continue;
      yield words;
      batch.size = 0;
    }
    if (batch.size > 0) yield words;
    batch.size = 0;
  }

  step(rate: number): { loss: number; pairs: number } {
    const { noise, batch } = this;
    if (noise) batch.candidates.forEach((_, i, all) => (all[i] = lowerBound(noise, this.random())));
    const { size } = batch;
    const before = batch.before.subarray(0, size * this.window);
    const targets = batch.targets.subarray(0, size);
    const { loss, gradients } = this.lossAndGradients({ ...batch, before, targets });
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
        tensor(this.hidden.values, window * dims, dims),
        tensor(this.hiddenBias.values, 1, dims),
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

/** [targets × candidates] 1 where a candidate is the target itself. */
function isSame(targets: Int32Array, candidates: Int32Array): Float32Array {
  const same = new Float32Array(targets.length * candidates.length);
  const places = Map.groupBy(candidates.keys(), (place) => candidates[place]);
  targets.forEach((target, i) => {
    for (const place of places.get(target) ?? []) same[i * candidates.length + place] = 1;
  });
  return same;
}
