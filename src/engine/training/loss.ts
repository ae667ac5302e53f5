import type * as TensorFlow from '@tensorflow/tfjs';

export type Tf = typeof TensorFlow;

/**
 * One batch of word2vec with negative sampling, as rows that were gathered from the two tables. Skip-gram has one input
 * a position, the centre word; CBOW has the words around it, each with the weight 1 / their number.
 */
export interface Batch {
  size: number;
  /** Inputs a position: 1 for skip-gram, up to 2 × window for CBOW. */
  width: number;
  /** Targets a position: the true word first, then its negative samples. */
  targets: number;
  dims: number;
  /** Rows of the embedding table: [size × width × dims] */
  inputRows: Float32Array;
  /** [size × width]; 0 where a position has fewer inputs. */
  inputWeights: Float32Array;
  /** Rows of the context table: [size × targets × dims] */
  targetRows: Float32Array;
}

export interface Gradients {
  /** Sum over the batch of −log σ(h·c⁺) − Σ log σ(−h·c⁻), in nats. */
  loss: number;
  /** By the gathered rows of the embedding table: [size × width × dims] */
  inputs: Float32Array;
  /** By the gathered rows of the context table: [size × targets × dims] */
  targets: Float32Array;
}

/**
 * The loss of a batch and its gradients by TensorFlow.js' automatic differentiation (Mikolov et al. 2013,
 * 'Distributed Representations of Words and Phrases', equation 4). The gradients are by the gathered rows and not by
 * the tables: the gradient of a gather would go through the whole table once a row.
 */
export function lossAndGradients(tf: Tf, batch: Batch): Gradients {
  const { size, width, targets, dims } = batch;
  const gradients: Gradients[] = [];
  // Nothing is returned from tidy(): it would look through every number of what it is given for tensors.
  tf.tidy(() => {
    const weights = tf.tensor3d(batch.inputWeights, [size, 1, width]);
    // +1 for the true word, −1 for the negative samples: −log σ(x) = softplus(−x)
    const signs = tf.tensor1d(Float32Array.from({ length: targets }, (_, i) => (i === 0 ? -1 : 1)));
    const loss = (inputRows: TensorFlow.Tensor, targetRows: TensorFlow.Tensor) => {
      const hidden = width === 1 ? inputRows : tf.matMul(weights, inputRows);
      const products = tf.matMul(hidden, targetRows, false, true);
      return tf.sum(tf.softplus(tf.mul(products, signs)));
    };
    const { value, grads } = tf.valueAndGrads(loss)([
      tf.tensor3d(batch.inputRows, [size, width, dims]),
      tf.tensor3d(batch.targetRows, [size, targets, dims]),
    ]);
    gradients.push({
      loss: value.dataSync()[0],
      inputs: grads[0].dataSync() as Float32Array,
      targets: grads[1].dataSync() as Float32Array,
    });
  });
  return gradients[0];
}
