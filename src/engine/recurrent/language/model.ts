import type { LanguageParams, NetworkKind } from '../../../protocol/recurrent.ts';
import type { VocabularyBuffers } from '../../embeddings/vocabulary.ts';
import type { Random } from '../../random.ts';
import { sharedFloat32, sharedFloat64 } from '../../shared.ts';
import { gatesOf } from '../cells.ts';
import type { Network } from '../network.ts';
import { fromStateDict, suffixOf, type StateDict } from '../weights.ts';

/** Sizes of a recurrent language model: embedding → cells → softmax over the vocabulary. */
export interface LanguageShape {
  kind: NetworkKind;
  vocabulary: number;
  embeddingSize: number;
  hiddenSize: number;
  layers: number;
}

/** Places among a state's counters. */
export const COUNTER = {
  /** Steps of Adam. */
  steps: 0,
  /** Whole epochs, all of its trainings together. */
  epochs: 1,
  /** Of the validation text after the last of them; NaN: none. */
  perplexity: 2,
  /** By what the learning rate has fallen. */
  fall: 3,
  /** Batches of the epoch that has begun. */
  batches: 4,
  /** Tokens of the text that these are of. */
  tokens: 5,
  /** Epochs before the training that runs. */
  before: 6,
} as const;
const COUNTERS = Object.keys(COUNTER).length;

/** A tensor, and where in the model's numbers it lies. */
export interface Parameter {
  name: string;
  shape: number[];
  from: number;
  to: number;
}

/**
 * What is learned, and what is needed to go on learning: in shared memory, so that it stays when the thread that trains is
 * stopped.
 */
export interface LanguageState {
  words: VocabularyBuffers;
  params: LanguageParams;
  shape: LanguageShape;
  /** The rows of the tokens that stand for what is unknown, and before the first one (−1: none). */
  unknown: number;
  begin: number;
  /** All parameters, one behind the other, in the order of {@link parametersOf}. */
  values: Float32Array;
  /** Adam's moments of each. */
  means: Float32Array;
  squares: Float32Array;
  /** Where the streams of the text stand between two batches: h of each layer, then c, [2 × layers × streams × hidden]. */
  streams: Float32Array;
  /** What is counted, at the places of {@link COUNTER}. */
  counters: Float64Array;
}

/** What a trace needs of a language model beside its cells and its embedding table. */
export interface LanguageModel {
  params: LanguageParams;
  unknown: number;
  begin: number;
  /** [vocabulary × hidden], [vocabulary] */
  decoder: { weight: Float32Array; bias: Float32Array };
  epochs: number;
  perplexity: number | undefined;
  state: LanguageState;
}

/** Named as PyTorch's example of a word language model names them. */
export function parametersOf({
  kind,
  vocabulary,
  embeddingSize,
  hiddenSize,
  layers,
}: LanguageShape): Parameter[] {
  const parameters: Parameter[] = [];
  const add = (name: string, shape: number[]) => {
    const from = parameters.at(-1)?.to ?? 0;
    parameters.push({ name, shape, from, to: from + shape.reduce((product, each) => product * each, 1) });
  };
  const rows = gatesOf(kind) * hiddenSize;
  add('encoder.weight', [vocabulary, embeddingSize]);
  for (let layer = 0; layer < layers; layer++) {
    const suffix = suffixOf(layer, 'forward');
    add(`rnn.weight_ih_${suffix}`, [rows, layer === 0 ? embeddingSize : hiddenSize]);
    add(`rnn.weight_hh_${suffix}`, [rows, hiddenSize]);
    add(`rnn.bias_ih_${suffix}`, [rows]);
    add(`rnn.bias_hh_${suffix}`, [rows]);
  }
  add('decoder.weight', [vocabulary, hiddenSize]);
  add('decoder.bias', [vocabulary]);
  return parameters;
}

/**
 * A model before its first step: tables uniform in ±0.1 and the decoder's bias 0, as in PyTorch's example; cells uniform
 * in ±1/√hidden, as nn.LSTM begins.
 */
export function initialState(
  words: VocabularyBuffers,
  params: LanguageParams,
  vocabulary: number,
  { unknown, begin }: Pick<LanguageState, 'unknown' | 'begin'>,
  random: Random,
): LanguageState {
  const { kind, embeddingSize, hiddenSize, layers } = params;
  const shape = { kind, vocabulary, embeddingSize, hiddenSize, layers };
  const parameters = parametersOf(shape);
  const length = parameters.at(-1)?.to ?? 0;
  const values = sharedFloat32(length);
  for (const { name, from, to } of parameters) {
    const bound = name.startsWith('rnn.') ? 1 / Math.sqrt(hiddenSize) : 0.1;
    if (name !== 'decoder.bias') for (let i = from; i < to; i++) values[i] = (2 * random() - 1) * bound;
  }
  const [means, squares] = [sharedFloat32(length), sharedFloat32(length)];
  const counters = countersOf([0, 0, NaN, 1]);
  const streams = newStreams(params);
  return { words, params, shape, unknown, begin, values, means, squares, streams, counters };
}

/** Counters that begin with some; the others are 0. */
export function countersOf(known: ArrayLike<number>): Float64Array {
  const counters = sharedFloat64(COUNTERS);
  counters.set(known);
  return counters;
}

/** Streams that stand before a text. */
export function newStreams({
  layers,
  batch,
  hiddenSize,
}: Pick<LanguageParams, 'layers' | 'batch' | 'hiddenSize'>): Float32Array {
  return sharedFloat32(2 * layers * batch * hiddenSize);
}

/** The same in memory of its own, before a training on another text: one goes on learning, the other stays. */
export function copyOfState(state: LanguageState, params: LanguageParams): LanguageState {
  const copy = (values: Float32Array) => {
    const shared = sharedFloat32(values.length);
    shared.set(values);
    return shared;
  };
  const { values, means, squares } = state;
  const counters = countersOf(state.counters);
  counters[COUNTER.before] = counters[COUNTER.epochs];
  counters[COUNTER.batches] = 0;
  const sizes = { ...params, ...state.shape, tokeniser: state.params.tokeniser };
  return {
    ...state,
    params: sizes,
    values: copy(values),
    means: copy(means),
    squares: copy(squares),
    streams: newStreams(sizes),
    counters,
  };
}

/** The tensors by their names: views. */
export function tensorsOf(shape: LanguageShape, values: Float32Array): StateDict {
  return Object.fromEntries(
    parametersOf(shape).map(({ name, shape: size, from, to }) => [
      name,
      { shape: size, values: values.subarray(from, to) },
    ]),
  );
}

/** The cells of a model as a network; its weights are views. */
export function networkOf({ shape, values }: LanguageState): Network {
  const tensors = tensorsOf(shape, values);
  const cells = Object.entries(tensors).map(
    ([name, tensor]) => [name.replace(/^rnn\./, ''), tensor] as const,
  );
  const { kind, embeddingSize, hiddenSize, layers } = shape;
  return fromStateDict(
    { kind, inputSize: embeddingSize, hiddenSize, numLayers: layers, directions: ['forward'], bias: true },
    Object.fromEntries(cells),
  );
}

export function modelOf(state: LanguageState): LanguageModel {
  const { params, unknown, begin, shape, values, counters } = state;
  const tensors = tensorsOf(shape, values);
  const decoder = { weight: tensors['decoder.weight'].values, bias: tensors['decoder.bias'].values };
  const [epochs, perplexity] = [counters[COUNTER.epochs], counters[COUNTER.perplexity]];
  return {
    params,
    unknown,
    begin,
    decoder,
    epochs,
    perplexity: Number.isNaN(perplexity) ? undefined : perplexity,
    state,
  };
}
