import { fill, newAlgebra, rowsOf, tableSize, type Algebra, type Table } from '../../kernels/algebra.ts';
import type { CellWeights } from '../cells.ts';
import type { Differentiator, LanguageBatch, StreamStates } from './differentiator.ts';
import { LayerKernels, layerNumbers } from './layerKernels.ts';
import { parametersOf, tensorsOf, type LanguageShape } from './model.ts';
import { copyInto, gather, narrowed, scaleBy, scatter } from './rows.ts';

/** Tokens whose probabilities are computed at a time: they stay near the processor. */
const BLOCK = 128;

/**
 * The loss and its gradients by backpropagation through our own kernels: TensorFlow.js' WebAssembly backend multiplies
 * transposed matrices number by number, which a softmax over thousands of words cannot wait for.
 */
export class KernelDifferentiator implements Differentiator {
  private readonly shape: LanguageShape;
  /** One for each size of a batch: the last of an epoch is smaller. */
  private readonly bySize = new Map<string, BatchKernels>();

  constructor(shape: LanguageShape) {
    this.shape = shape;
  }

  loss(values: Float32Array, batch: LanguageBatch, states: StreamStates, gradients?: Float32Array): number {
    const key = `${batch.steps} ${batch.streams}`;
    let kernels = this.bySize.get(key);
    if (!kernels) this.bySize.set(key, (kernels = new BatchKernels(this.shape, batch.steps, batch.streams)));
    return kernels.loss(values, batch, states, gradients);
  }
}

class BatchKernels {
  private readonly shape: LanguageShape;
  private readonly algebra: Algebra;
  private readonly layers: LayerKernels[];
  private readonly decoder: Table;
  private readonly decoderT: Table;
  private readonly output: Table;
  private readonly outputT: Table;
  private readonly outputGradient: Table;
  private readonly decoderGradient: Table;
  private readonly logits: Table;
  private readonly logitsT: Table;
  private readonly bias: Table;
  private readonly totals: Table;
  private readonly biasGradient: Float32Array;

  constructor(shape: LanguageShape, steps: number, streams: number) {
    const { vocabulary, embeddingSize, hiddenSize, layers } = shape;
    const tokens = steps * streams;
    const block = Math.min(BLOCK, tokens);
    const widths = Array.from({ length: layers }, (_, layer) => (layer === 0 ? embeddingSize : hiddenSize));
    const algebra = newAlgebra(
      widths.reduce((sum, width) => sum + layerNumbers(shape, width, steps, streams), 0) +
        2 * tableSize(vocabulary, hiddenSize) +
        tableSize(hiddenSize, vocabulary) +
        2 * tableSize(tokens, hiddenSize) +
        tableSize(hiddenSize, block) +
        tableSize(block, vocabulary) +
        tableSize(vocabulary, block) +
        tableSize(1, vocabulary) +
        tableSize(block, 2),
    );
    this.shape = shape;
    this.algebra = algebra;
    this.layers = widths.map((width) => new LayerKernels(algebra, shape, width, steps, streams));
    this.decoder = algebra.table(vocabulary, hiddenSize);
    this.decoderT = algebra.table(hiddenSize, vocabulary);
    this.decoderGradient = algebra.table(vocabulary, hiddenSize);
    this.output = algebra.table(tokens, hiddenSize);
    this.outputGradient = algebra.table(tokens, hiddenSize);
    this.outputT = algebra.table(hiddenSize, block);
    this.logits = algebra.table(block, vocabulary);
    this.logitsT = algebra.table(vocabulary, block);
    this.bias = algebra.table(1, vocabulary);
    this.totals = algebra.table(block, 2);
    this.biasGradient = new Float32Array(vocabulary);
  }

  loss(values: Float32Array, batch: LanguageBatch, states: StreamStates, gradients?: Float32Array): number {
    const { shape, layers, output } = this;
    const tensors = tensorsOf(shape, values);
    const weight = (name: string) => tensors[name].values;
    fill(layers[0].input, gather(values, batch.inputs, shape.embeddingSize));
    let sequence = layers[0].input;
    layers.forEach((layer, i) => {
      if (i > 0) layer.input.values.set(sequence.values);
      scaleBy(layer.input, batch.masks?.[i]);
      layer.load(cellWeights(weight, i));
      sequence = layer.forward(states.h[i], states.c[i]);
    });
    output.values.set(sequence.values);
    scaleBy(output, batch.masks?.[layers.length]);
    const loss = this.softmax(weight('decoder.weight'), weight('decoder.bias'), batch.targets, !!gradients);
    if (gradients) this.backward(batch, gradients);
    return loss;
  }

  /** The loss; where gradients are wanted, those by the decoder and by its input too. */
  private softmax(
    weight: Float32Array,
    bias: Float32Array,
    targets: Int32Array,
    wantsGradients: boolean,
  ): number {
    const { algebra, decoder, decoderT, logits, output, outputGradient } = this;
    fill(decoder, weight);
    fill(this.bias, bias);
    if (wantsGradients) algebra.transpose(decoder, decoderT);
    this.biasGradient.fill(0);
    this.decoderGradient.values.fill(0);
    let loss = 0;
    for (let from = 0; from < output.rows; from += logits.rows) {
      const count = Math.min(logits.rows, output.rows - from);
      const hidden = rowsOf(output, from, count);
      const part = rowsOf(logits, 0, count);
      algebra.multiply(hidden, decoder, part);
      loss += this.probabilities(part, targets.subarray(from, from + count), 1 / output.rows);
      if (!wantsGradients) continue;
      algebra.multiply(part, decoderT, rowsOf(outputGradient, from, count));
      this.addDecoderGradient(part, hidden);
    }
    return loss;
  }

  /**
   * The sum of −ln p of the targets, from logits without their bias, which become the gradients by them:
   * (p − [target]) × scale.
   */
  private probabilities(logits: Table, targets: Int32Array, scale: number): number {
    const { bias, totals } = this;
    let loss = 0;
    targets.forEach(
      (target, row) => (loss -= logits.values[row * logits.stride + target] + bias.values[target]),
    );
    this.algebra.softmax(logits, bias, scale, rowsOf(totals, 0, logits.rows));
    targets.forEach((target, row) => {
      const at = row * totals.stride;
      loss += totals.values[at] + Math.log(totals.values[at + 1]);
      logits.values[row * logits.stride + target] -= scale;
    });
    return loss;
  }

  /** Adds errorsᵀ · hidden, and the sums of the errors. */
  private addDecoderGradient(errors: Table, hidden: Table): void {
    const { algebra, logitsT, outputT, decoderGradient, biasGradient } = this;
    const [a, b] = [narrowed(logitsT, errors.rows), narrowed(outputT, errors.rows)];
    algebra.transpose(errors, a);
    algebra.transpose(hidden, b);
    algebra.multiply(a, b, decoderGradient, true);
    for (let row = 0; row < errors.rows; row++) {
      const from = row * errors.stride;
      for (let word = 0; word < biasGradient.length; word++) biasGradient[word] += errors.values[from + word];
    }
  }

  private backward({ inputs, masks }: LanguageBatch, gradients: Float32Array): void {
    const { shape, layers, outputGradient, decoderGradient, biasGradient } = this;
    const into = tensorsOf(shape, gradients);
    const place = (name: string) => into[name].values;
    scaleBy(outputGradient, masks?.[layers.length]);
    let above = outputGradient;
    for (let i = layers.length - 1; i >= 0; i--) {
      above = layers[i].backward(above, cellWeights(place, i));
      scaleBy(above, masks?.[i]);
    }
    copyInto(decoderGradient, place('decoder.weight'));
    place('decoder.bias').set(biasGradient);
    const [encoder] = parametersOf(shape);
    gradients.fill(0, encoder.from, encoder.to);
    scatter(gradients, inputs, above.values, shape.embeddingSize, above.stride);
  }
}

function cellWeights(tensor: (name: string) => Float32Array, layer: number): CellWeights {
  const part = (name: string) => tensor(`rnn.${name}_l${layer}`);
  const [weightIh, weightHh] = [part('weight_ih'), part('weight_hh')];
  return { weightIh, weightHh, biasIh: part('bias_ih'), biasHh: part('bias_hh') };
}
