import type * as TensorFlow from '@tensorflow/tfjs';
import type { CellWeights } from '../recurrent/cells.ts';
import { transposed } from '../recurrent/transposed.ts';
import { chooseBackend } from '../tensor/backend.ts';

export interface ReferenceWork {
  /** [batch × time × features] */
  input: Float32Array;
  weights: CellWeights;
  batch: number;
  tfjsNodePath: string | undefined;
}

/** A layer of simple RNN cells as TensorFlow.js has it; it holds W transposed, and both biases as one. */
export async function referenceRnn({ input, weights, batch, tfjsNodePath }: ReferenceWork) {
  const { tf, report } = await chooseBackend(tfjsNodePath);
  const { weightIh, weightHh, biasIh, biasHh } = weights;
  const units = biasIh.length;
  const features = weightIh.length / units;
  const hidden = tf.tidy(() => {
    const layer = tf.layers.simpleRNN({
      units,
      activation: 'tanh',
      returnSequences: true,
      weights: [
        tf.tensor2d(transposed(weightIh, units), [features, units]),
        tf.tensor2d(transposed(weightHh, units), [units, units]),
        tf.tensor1d(biasIh.map((value, unit) => value + biasHh[unit])),
      ],
    });
    const x = tf.tensor3d(input, [batch, input.length / batch / features, features]);
    return (layer.apply(x) as TensorFlow.Tensor).dataSync() as Float32Array;
  });
  return { hidden, name: `TensorFlow.js ${report.version}` };
}
