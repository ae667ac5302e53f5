/** What the extension host and the engine say to each other of recurrent networks. Types only. */
import type { CorpusSource, SetInfo, TrainingProgress } from './engine.ts';

/** PyTorch's nn.RNN (tanh or relu), nn.LSTM and nn.GRU. */
export type NetworkKind = 'rnn_tanh' | 'rnn_relu' | 'lstm' | 'gru';
export type NetworkDirection = 'forward' | 'reverse' | 'bidirectional';

/** What a network is, where its weights are drawn by a seed; what is absent is as PyTorch has it. */
export interface SeededNetwork {
  /** Absent: 'rnn_tanh'. */
  kind?: NetworkKind;
  hiddenSize: number;
  /** Absent: 1. */
  layers?: number;
  /** Absent: 'forward'. */
  direction?: NetworkDirection;
  /** Absent: true. */
  bias?: boolean;
  seed: number;
  /** Added to the bias of an LSTM's forget gate and a GRU's update gate: so much it keeps rather than lets go. Absent: 0. */
  gateBias?: number;
}

/**
 * With which states a network begins, PyTorch's h_0 and c_0: zeros; standard normal numbers by a seed; or what a JSON text
 * has, `{"h_0": […], "c_0": […]}` with shapes [layers·directions × hidden], or h_0 alone.
 */
export type InitialStates = 'zeros' | { seed: number } | { json: string };

/** A hidden unit: its layer, and its place among the network's directions (0 where there is one). */
export interface UnitPlace {
  layer: number;
  direction: number;
  unit: number;
}

/** What is traced: a text, over the vectors of a set, by a network. */
export interface TraceParams extends SeededNetwork {
  setId: string;
  text: string;
  /** An open network; what else is said of size, kind and seed is then not read. */
  networkId?: string;
  /**
   * What x_t is where the set does not know a word: zeros, or a random vector of the word's own, the same wherever it
   * stands, as long as a vector of the set is on average. Absent: 'zeros'.
   */
  unknown?: 'zeros' | 'random';
  /** Absent: zeros; of a language model the states in which the end of a sentence leaves it. */
  initial?: InitialStates;
  /** Tokens that are replaced, each by one word. */
  replaced?: { step: number; word: string }[];
  /** Units that are held at 0. */
  silenced?: UnitPlace[];
}

/** One token of a traced text. */
export interface TraceToken {
  text: string;
  start: number;
  end: number;
  /** The row of the set that gave x_t, or −1: unknown to the set. */
  row: number;
  /** As the set writes it; the token's own text where no row is its. */
  word: string;
  /** False where the set has no such word: a language model may read another one in its place, that of all unknown ones. */
  isKnown: boolean;
}

/** What one layer computed in one direction. */
export interface TraceLayer {
  layer: number;
  direction: 'forward' | 'reverse';
  /** [tokens × hidden], row-major: h_t */
  hidden: Float32Array;
  /** [tokens × hidden] c_t of an LSTM; else empty. */
  cell: Float32Array;
  /** [tokens × gates·hidden], in the order of {@link Trace.gates}; of an RNN empty: its gate is h. */
  gates: Float32Array;
}

export interface Trace {
  tokens: TraceToken[];
  dims: number;
  /** [tokens × dims], row-major: x_t */
  input: Float32Array;
  hiddenSize: number;
  kind: NetworkKind;
  /** Of a GRU: W_hn meets r ⊙ h, and not r what W_hn makes of h. */
  resetsFirst: boolean;
  /** σ is the hard sigmoid. */
  hasHardGates: boolean;
  /** 'h'; 'i', 'f', 'g', 'o'; or 'r', 'z', 'n'. */
  gates: readonly string[];
  directions: readonly ('forward' | 'reverse')[];
  /** [tokens × directions·hidden], row-major: h_t of the last layer at every step. */
  hidden: Float32Array;
  /** Layer 0 forward, layer 0 reverse, layer 1 forward, … */
  layers: TraceLayer[];
  /** [layers·directions × hidden] each: the states that it began with; c of an LSTM, else empty. */
  initial: { hidden: Float32Array; cell: Float32Array };
  /** What a language model thought of the text. */
  language?: LanguageTrace;
}

export interface LanguageTrace {
  /** [tokens] −log₂ p of each token by those before it, in bits; NaN where the model has no word for it. */
  surprise: Float32Array;
  /** The likeliest next words after each token, the likeliest first. */
  next: { word: string; probability: number }[][];
  /** 2 to the power of the mean surprise, of those tokens that the model has a word for; NaN without any. */
  perplexity: number;
}

/** One gate of a unit with all its numbers: sum = inputTerm + biasIh + factor · (hiddenTerm + biasHh). */
export interface GateTerms {
  gate: string;
  /** [width] The gate's row of W_ih. */
  weightIh: Float32Array;
  /** (W_ih x_t)[unit] */
  inputTerm: number;
  biasIh: number;
  /** [hidden] The gate's row of W_hh. */
  weightHh: Float32Array;
  /** [hidden] What it meets: h_{t−1}, or r ⊙ h_{t−1} at the candidate of a GRU that resets first. */
  previous: Float32Array;
  /** (W_hh h_{t−1})[unit] */
  hiddenTerm: number;
  biasHh: number;
  /** 1, or the reset gate's value at the candidate of a GRU. */
  factor: number;
  sum: number;
  /** The gate: σ(sum), tanh(sum) or max(0, sum). */
  value: number;
}

/**
 * The formula of one cell with all its numbers. At the top stand those of its first gate, which is an RNN's only one:
 * h_t[unit] = tanh(W_ih x_t + b_ih + W_hh h_{t−1} + b_hh)[unit].
 */
export interface TraceCell extends Omit<GateTerms, 'gate' | 'factor'> {
  step: number;
  unit: number;
  /** x_t, or the output of the layer below. */
  x: Float32Array;
  /** h_{t−1}; in the reverse direction h_{t+1}. */
  previous: Float32Array;
  /** h_t[unit] */
  value: number;
  gates: GateTerms[];
  /** Of an LSTM: c_t[unit] = f · c_{t−1}[unit] + i · g; h_t[unit] = o · tanh(c_t[unit]). */
  cell: { before: number; after: number } | undefined;
  /** h_{t−1}[unit]: what a GRU's update gate keeps. */
  before: number;
}

/** How far something long has come: 0 … 1. */
export interface Fraction {
  fraction: number;
}

/** Which states are looked at; absent: the last layer's output, all directions side by side. */
export interface StatesOf {
  layer?: number;
  direction?: number;
}

/** The path of h_t in the plane that shows most of its way (principal components). */
export interface TracePath {
  /** [tokens × 2], row-major */
  positions: Float32Array;
  /** The share of all variance that each axis shows. */
  shares: [number, number];
}

/** How influence falls with distance, for one network. */
export interface ForgettingCurve {
  kind: NetworkKind;
  hiddenSize: number;
  /** [distances] Mean of ‖∂h_s/∂x_{s−d}‖ over steps s, for d = 0, 1, … */
  influence: Float64Array;
  /** [distances] Over how many steps s that is the mean. */
  steps: Uint32Array;
}

/** Two traces beside each other. */
export interface ComparedTraces {
  first: Trace;
  second: Trace;
  /** [tokens] ‖h_t − h′_t‖, where both have as many tokens and units; else empty. */
  distance: Float32Array;
  /** [first's tokens × second's tokens] Cosines of their h_t, where both have as many units; else empty. */
  similarity: Float32Array;
}

/** How the hidden units of a trace are put in order. */
export type UnitOrder = 'cluster' | 'mean' | 'change';

export interface NetworkInfo {
  id: string;
  name: string;
  kind: NetworkKind;
  inputSize: number;
  hiddenSize: number;
  layers: number;
  directions: readonly ('forward' | 'reverse')[];
  bias: boolean;
  /** Where the weights come from: 'PyTorch', 'safetensors', 'Keras', 'JSON', 'ONNX', 'trained'. */
  format: string;
  /** A language model: the set of its embedding table, which its traces read. */
  language: LanguageInfo | undefined;
}

export interface LanguageInfo {
  setId: string;
  vocabulary: number;
  tokeniser: LanguageTokeniser;
  /** Epochs that it has seen. */
  epochs: number;
  /** By the validation text, after the last epoch. */
  perplexity: number | undefined;
}

/** 'words' and 'whitespace' as for word vectors; 'characters': every character, spaces and line ends too. */
export type LanguageTokeniser = 'words' | 'whitespace' | 'characters';

export interface LanguageParams {
  kind: NetworkKind;
  tokeniser: LanguageTokeniser;
  embeddingSize: number;
  hiddenSize: number;
  layers: number;
  epochs: number;
  /** Steps of truncated backpropagation. */
  steps: number;
  /** Streams of the text that are read side by side. */
  batch: number;
  /** Of Adam (Kingma & Ba 2015). */
  learningRate: number;
  /** The gradient's length at most (Pascanu et al. 2013). */
  clip: number;
  /** Share of the inputs and outputs of the cells that is left out at random (Zaremba et al. 2014). */
  dropout: number;
  /** Tokens that occur less often become the unknown one. */
  minCount: number;
  /** Different tokens at most. */
  mostTokens: number;
  /** Share of the text, its end, by which perplexity is measured. */
  validation: number;
  seed: number;
}

export interface LanguageResult {
  network: NetworkInfo;
  /** The embedding table as a set like any other. */
  info: SetInfo;
  /** False where it was stopped: the network is what was learned until then. */
  completed: boolean;
  last: TrainingProgress | undefined;
}

export interface LanguageTraining {
  /** Of the network that comes, and of its embedding table. */
  id: string;
  setId: string;
  name: string;
  corpus: CorpusSource;
  params: LanguageParams;
  /** A file of a language model to go on from. */
  from?: LanguageStart;
}

/** A saved language model that a training goes on from: its sizes and vocabulary are kept. */
export interface LanguageStart {
  path: string;
  /** It is a checkpoint of this very training, which goes on where that was written; else another one begins. */
  isCheckpoint: boolean;
}
