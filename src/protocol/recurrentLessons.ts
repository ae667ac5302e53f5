/** What the lessons on recurrent networks ask of the engine. Types only. */
import type { Call } from './engine.ts';
import type { NetworkKind, TraceCell } from './recurrent.ts';

export interface RecurrentLessonRequests {
  /** The tutorial's RNN over its batch, written by hand in both forms, and by this extension's own network. */
  'lessons/recurrent': Call<SmallBatch & { place: BatchPlace }, RecurrentForward>;
  /** The same network by TensorFlow.js, which knows nothing of this project's code. */
  'lessons/recurrentReference': Call<SmallBatch, RecurrentReference>;
  /** How much the last state of a text still knows of its words, by RNN, LSTM and GRU. */
  'lessons/range': Call<RangeParams, RangeAnswer>;
}

/** The tutorial's batch (2, 3, 2), whose first text a reader may change. */
export interface SmallBatch {
  /** [time × features] The first text; the second is drawn. */
  first: number[];
  /** Of the weights. */
  seed: number;
}

/** One hidden unit at one step of one text, each counted from 0. */
export interface BatchPlace {
  text: number;
  step: number;
  unit: number;
}

/** All arrays are row-major. */
export interface RecurrentForward {
  /** (batch, time, features) */
  shape: [number, number, number];
  hiddenSize: number;
  /** [batch × time × features] */
  input: Float32Array;
  /** [hidden × features] and [hidden × hidden] */
  weightIh: Float32Array;
  weightHh: Float32Array;
  /** [hidden] */
  biasIh: Float32Array;
  biasHh: Float32Array;
  /** h_t, [batch × time × hidden]: by hand as W x, by hand as x Wᵀ, by the extension's network. */
  columns: Float64Array;
  rows: Float64Array;
  network: Float32Array;
  /** The greatest difference between any two of these. */
  difference: number;
  /** One cell with all its numbers, by the network. */
  cell: TraceCell;
  /** [hidden] W_ih x_t and x_t W_ihᵀ at that step. */
  product: { column: Float64Array; row: Float64Array };
}

export interface RecurrentReference {
  /** [batch × time × hidden] */
  hidden: Float32Array;
  /** 'TensorFlow.js 4.22.0' */
  name: string;
  /** The greatest difference to what was written by hand. */
  difference: number;
}

/** A text whose end is a gap, and the word by which one knows what belongs there. */
export interface RangeParams {
  text: string;
  clue: string;
  /** Of the weights. */
  seed: number;
  /** Added to the bias of the gates that keep, of LSTM and GRU. */
  gateBias: number;
}

export interface RangeAnswer {
  tokens: string[];
  /** Tokens that are the clue, or hold it. */
  clues: number[];
  /** RNN, LSTM, GRU. */
  networks: RangeOfNetwork[];
  hiddenSize: number;
  dims: number;
}

export interface RangeOfNetwork {
  kind: NetworkKind;
  /** [tokens] ‖∂h_last/∂x_t‖ */
  influence: Float64Array;
  /** [tokens] The same as a share of that of the last word. */
  shares: Float64Array;
}
