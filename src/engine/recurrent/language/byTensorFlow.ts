import type * as TensorFlow from '@tensorflow/tfjs';
import type { Tf } from '../../training/loss.ts';
import type { Differentiator, LanguageBatch, StreamStates } from './differentiator.ts';
import { parametersOf, type LanguageShape } from './model.ts';
import { gather, scatter } from './rows.ts';

type Tensor2 = TensorFlow.Tensor2D;
type Weights = Map<string, TensorFlow.Tensor>;

/** One step of a cell, from W_ih x + b_ih and W_hh h + b_hh, [streams × gates·hidden]: [h, c]. */
type Cell = (tf: Tf, input: Tensor2, hidden: Tensor2, h: Tensor2, c: Tensor2) => [Tensor2, Tensor2];

const CELLS: Record<LanguageShape['kind'], Cell> = {
  rnn_tanh: (tf, input, hidden, _, c) => [tf.tanh(tf.add(input, hidden)), c],
  rnn_relu: (tf, input, hidden, _, c) => [tf.relu(tf.add(input, hidden)), c],
  lstm: (tf, input, hidden, _, before) => {
    const [i, f, g, o] = tf.split<Tensor2>(tf.add(input, hidden), 4, 1);
    const kept = tf.mul(tf.sigmoid(f), before);
    const c = tf.add<Tensor2>(kept, tf.mul(tf.sigmoid(i), tf.tanh(g)));
    return [tf.mul(tf.sigmoid(o), tf.tanh(c)), c];
  },
  gru: (tf, input, hidden, h, c) => {
    const [ri, zi, ni] = tf.split<Tensor2>(input, 3, 1);
    const [rh, zh, nh] = tf.split<Tensor2>(hidden, 3, 1);
    const z = tf.sigmoid(tf.add(zi, zh));
    const n = tf.tanh(tf.add(ni, tf.mul(tf.sigmoid(tf.add(ri, rh)), nh)));
    return [tf.add(tf.mul(tf.sub(1, z), n), tf.mul(z, h)), c];
  },
};

/**
 * The loss and its gradients by TensorFlow.js' automatic differentiation. The gradient by the embedding table is that by
 * its gathered rows, added up: the gradient of a gather would go through the whole table once a row.
 */
export class TensorFlowDifferentiator implements Differentiator {
  private readonly tf: Tf;
  private readonly shape: LanguageShape;

  constructor(tf: Tf, shape: LanguageShape) {
    this.tf = tf;
    this.shape = shape;
  }

  loss(values: Float32Array, batch: LanguageBatch, states: StreamStates, gradients?: Float32Array): number {
    const { tf, shape } = this;
    let loss = NaN;
    // Nothing is returned from tidy(): it would look through every number of what it is given for tensors.
    tf.tidy(() => {
      const [encoder, ...rest] = parametersOf(shape);
      const tensors = rest.map(({ shape: size, from, to }) => tf.tensor(values.subarray(from, to), size));
      const rows = gather(values, batch.inputs, shape.embeddingSize);
      const forward = (x: TensorFlow.Tensor, ...weights: TensorFlow.Tensor[]) => {
        const named = new Map(rest.map(({ name }, i) => [name, weights[i]]));
        return this.forward(named, x as Tensor2, batch, states);
      };
      const all = [tf.tensor2d(rows, [batch.inputs.length, shape.embeddingSize]), ...tensors];
      if (!gradients) {
        loss = forward(all[0], ...tensors).dataSync()[0] * batch.inputs.length;
        return;
      }
      const { value, grads } = tf.valueAndGrads(forward)(all);
      loss = value.dataSync()[0] * batch.inputs.length;
      rest.forEach(({ from }, i) => gradients.set(grads[i + 1].dataSync(), from));
      scatter(
        gradients.fill(0, encoder.from, encoder.to),
        batch.inputs,
        grads[0].dataSync(),
        shape.embeddingSize,
      );
    });
    return loss;
  }

  /** The mean loss; the states move on. */
  private forward(
    weights: Weights,
    x: Tensor2,
    batch: LanguageBatch,
    states: StreamStates,
  ): TensorFlow.Scalar {
    const { tf, shape } = this;
    const { masks } = batch;
    let sequence = x;
    for (let layer = 0; layer < shape.layers; layer++) {
      if (masks) sequence = tf.mul(sequence, tf.tensor2d(masks[layer], sequence.shape));
      sequence = this.layer(weights, layer, sequence, batch, states);
    }
    if (masks) sequence = tf.mul(sequence, tf.tensor2d(masks[shape.layers], sequence.shape));
    const logits = tf.add(
      tf.matMul(sequence, weights.get('decoder.weight') as Tensor2, false, true),
      weights.get('decoder.bias') as TensorFlow.Tensor1D,
    );
    const targets = tf.oneHot(tf.tensor1d(batch.targets, 'int32'), shape.vocabulary);
    return tf.neg(tf.mean(tf.sum(tf.mul(tf.logSoftmax(logits), targets), 1)));
  }

  private layer(
    weights: Weights,
    layer: number,
    x: Tensor2,
    { steps, streams }: LanguageBatch,
    states: StreamStates,
  ): Tensor2 {
    const { tf, shape } = this;
    const get = (name: string) => weights.get(`rnn.${name}_l${layer}`) as Tensor2;
    const input = tf.add(tf.matMul(x, get('weight_ih'), false, true), get('bias_ih'));
    const size: [number, number] = [streams, shape.hiddenSize];
    let [h, c] = [tf.tensor2d(states.h[layer], size), tf.tensor2d(states.c[layer], size)];
    const outputs: Tensor2[] = [];
    for (const terms of tf.split<Tensor2>(input, steps, 0)) {
      const hidden = tf.add<Tensor2>(tf.matMul(h, get('weight_hh'), false, true), get('bias_hh'));
      [h, c] = CELLS[shape.kind](tf, terms, hidden, h, c);
      outputs.push(h);
    }
    states.h[layer].set(h.dataSync());
    states.c[layer].set(c.dataSync());
    return tf.concat(outputs, 0);
  }
}
