/** What is seen of a training while it runs, and behind its end. Types only. */
import type { Neighbour, PackedWords, TrainingParams } from './engine.ts';

/** The words that a training's map shows, and those that are worth looking at. */
export interface TrainingWords {
  /** The most frequent ones. */
  words: PackedWords;
  /** Frequent words with a meaning of their own. */
  content: string[];
}

/** What is asked of a training at some moment. */
export interface WatchParams {
  /** So many words are on the map, the most frequent ones; 0: the map is not asked for. */
  rows: number;
  /** Words whose nearest ones are asked for. */
  watched: string[];
  /** So many of these. */
  count: number;
  /** [rows × 2] Where the points of a map begin that has no look yet; by chance, where none are given. */
  start?: Float32Array | undefined;
}

export interface WatchedWord {
  /** As the vocabulary writes it, or as it was asked for where that does not know it. */
  word: string;
  /** −1 for a word that the vocabulary does not know. */
  row: number;
  /** The nearest among the most frequent words, best first. */
  neighbours: Neighbour[];
}

/** What a training looks like at some moment. */
export interface TrainingView {
  /** [rows × 2], row-major: each is a small step from those before. */
  positions: Float32Array;
  watched: WatchedWord[];
  /** The vectors stand still, and the map does too. */
  settled: boolean;
}

/** A row of one of the tables, and what a step makes of it. */
export interface SteppedRow {
  word: string;
  /** [dims] */
  before: Float32Array;
  /** [dims] */
  after: Float32Array;
}

/** One window of the text: its pairs, and what a step for them does to both tables. */
export interface TrainingWindow {
  /** Which of `windows` it is. */
  number: number;
  windows: number;
  rate: number;
  /** Rows of the embedding table: the words around the middle, each once. */
  inputs: SteppedRow[];
  /** Rows of the context table: the word in the middle, then the negative samples. */
  targets: SteppedRow[];
  /**
   * Dot products before the step, row-major. Skip-gram: [inputs × targets]. CBOW: [1 × targets], of the mean of the inputs.
   */
  products: Float32Array;
  /** Mean loss of the window's pairs, in nats: before the step, and behind it. */
  lossBefore: number;
  lossAfter: number;
}

/** The parameters of a training that had a say in it, with the values that it took. */
export type UsedParams = Partial<TrainingParams> &
  Pick<TrainingParams, 'algorithm' | 'dims' | 'window' | 'epochs' | 'seed'>;

/** One training: on what, and how. */
export interface TrainingRun {
  /** What was trained on, to be shown. */
  corpus: string;
  /** The first of its files, and how many there are. */
  files?: string[];
  fileCount?: number;
  /** SHA-256 of the text. */
  sha256: string;
  params: UsedParams;
  /** The part of the training that was done, 0 … 1. */
  fraction: number;
  loss: number | undefined;
  heldOutLoss: number | undefined;
  /** When it ended: ISO 8601. */
  ended: string;
}

/** How a set was made; saved beside its vectors. */
export interface TrainingOrigin extends TrainingRun {
  /** The trainings before, from which this one went on; the first one first. */
  before?: TrainingRun[];
}
