/**
 * What the extension host and the engine say to each other: one entry a request, with its parameters, its result and
 * what it reports on the way. Types only. Numbers cross as typed arrays, never as JSON.
 */
import type {
  AnalogiesReport,
  AnalogyMethod,
  ComparedSets,
  ComparedTexts,
  EvaluationParams,
  EvaluationProgress,
  ExpressionAnswer,
  Key,
  Nearness,
  OddOneOut,
  Pooling,
  ScoredWord,
  SearchOptions,
  SimilarWords,
  WordInTwoSets,
  WordPairsReport,
} from './queries.ts';

import type {
  ComparedTraces,
  ForgettingCurve,
  Fraction,
  LanguageProgress,
  LanguageResult,
  LanguageTraining,
  NetworkInfo,
  SeededNetwork,
  StatesOf,
  Trace,
  TraceCell,
  TraceParams,
  TracePath,
  UnitOrder,
} from './recurrent.ts';

export type { Trace, TraceCell, TraceParams, TraceToken } from './recurrent.ts';

/** Words as one block: word i is the UTF-8 text `bytes[offsets[i] … offsets[i + 1]]`. */
export interface PackedWords {
  bytes: Uint8Array;
  /** Length: words + 1. */
  offsets: Uint32Array;
}

/** What the editor side knows of an open embedding set: a handle, never its vectors. */
export interface SetInfo {
  id: string;
  name: string;
  words: number;
  dims: number;
  /** The file format or the way it was made, to be shown: 'word2vec binary', 'skip-gram', … */
  format: string;
  /** One sentence each on how it was read: where its words come from, what was left out, … */
  notes: string[];
  /** Those of the notes that tell of something lost, or not as a reader may expect (duplicates, skipped rows, …). */
  warnings: string[];
  /** The names of what the file says of each word beside its vector. */
  metadata: string[];
}

/** Bytes done so far, of all. */
export interface ByteProgress {
  phase: 'unpacking' | 'reading' | 'writing';
  done: number;
  total: number;
}

/** What the user has to say before a file can be read: one of several choices. */
export interface OpenQuestion {
  /** Names the question in {@link OpenAnswers}. */
  key: string;
  prompt: string;
  /** Whether the first choice is so clearly the right one that it is asked only of those who want other ones. */
  isClear?: boolean;
  /** The likeliest first. */
  choices: { value: string; label: string; description?: string; detail?: string }[];
}

/** What a set can be written as. */
export type WritableFormat = 'word2vec-text' | 'word2vec-binary' | 'projector' | 'npy' | 'safetensors';

/**
 * The choices that were made, by the keys of their questions; under 'askAll' stands something where the user wants to
 * be asked what is clear, too.
 */
export type OpenAnswers = Record<string, string>;

/** What a file says of a word beside its vector. */
export interface MetadataValue {
  name: string;
  value: string | number;
}

/** What words have in common that a legend's entry stands for. */
export type LegendEntry = { count: number } &
  /** A rare value shares its colour with all other rare ones. */
  (
    | { kind: 'value'; value: string | number; isRare?: true }
    /** Numbers from `low` on and below `high`; the last range holds its `high` too. */
    | { kind: 'range'; low: number; high: number }
    /** So many values that are too rare, and too many, for entries of their own. */
    | { kind: 'other'; values: number }
    /** Nothing is said of these words. */
    | { kind: 'none' }
  );

/** How words are sorted by one thing that is said of them. */
export interface Colouring {
  /** Whether the entries go from low to high, or are but names. */
  isOrdered: boolean;
  entries: LegendEntry[];
  /** [words] Each word's entry. */
  codes: Uint16Array;
}

export interface Neighbour {
  row: number;
  word: string;
  cosine: number;
}

/** What a hover on a word shows. `start` and `end` delimit the matched word in the text that was sent (UTF-16 units). */
export interface WordReport {
  start: number;
  end: number;
  /** −1 for a word outside the vocabulary, whose vector is made of its subwords. */
  row: number;
  /** As the set writes it. */
  word: string;
  /** [dims] */
  vector: Float32Array;
  /** The vector's length. */
  norm: number;
  neighbours: Neighbour[];
  metadata: MetadataValue[];
  /** Cosine to each word of `compareWith` that the set knows, and that word's vector, [dims]. */
  similarities: { word: string; cosine: number; vector: Float32Array }[];
}

export interface LayoutParams {
  /** Number of neighbours that UMAP balances local against global structure with. */
  neighbours: number;
  /** Smallest distance between points on the map. */
  minDist: number;
  seed: number;
}

/** One frame of a layout that is being computed; the last one is the result. */
export interface LayoutFrame {
  /** [n × 2], row-major: x0, y0, x1, y1, … Empty while the neighbour graph is being built. */
  positions: Float32Array;
  epoch: number;
  epochs: number;
}

export interface Layout extends LayoutFrame {
  /** False where it was stopped before its last epoch. */
  settled: boolean;
}

export type TrainingAlgorithm = 'skip-gram' | 'cbow';

export interface CorpusSource {
  /** Text files (UTF-8), by path. */
  paths: string[];
  /** Text at hand, such as a selection. */
  texts: string[];
}

export interface TrainingParams {
  algorithm: TrainingAlgorithm;
  dims: number;
  /** Context window: words on either side. */
  window: number;
  /** 0: as many as a text of its length needs. */
  epochs: number;
  /** Negative samples a pair. */
  negative: number;
  /** Words that occur less often are left out. */
  minCount: number;
  /** Subsampling threshold of frequent words (Mikolov et al. 2013), 0 for none. */
  sample: number;
  seed: number;
  /** 'words': words by Unicode rules, lower-cased, Chinese by segmentation. 'whitespace': what stands between spaces. */
  tokeniser: 'words' | 'whitespace';
}

export interface TrainingProgress {
  epoch: number;
  epochs: number;
  /** Mean loss a pair since the last report (binary cross-entropy over 1 + negative targets), in nats. */
  loss: number;
  /** Seconds since the first step. */
  seconds: number;
  /** Words of the text a second since then: all of them, the too rare and the subsampled too. */
  wordsPerSecond: number;
  /** 0 … 1 */
  fraction: number;
  vocabulary: number;
}

export interface TrainingResult {
  info: SetInfo;
  /** False where it was stopped: the set is what was learned until then. */
  completed: boolean;
  last: TrainingProgress | undefined;
}

/** Which TensorFlow.js backend computes, and why that one. */
export interface BackendReport {
  /** 'tensorflow' (tfjs-node), 'wasm', 'cpu' */
  backend: string;
  version: string;
  /** One sentence. */
  why: string;
}

type Call<Params, Result, Progress = never> = { params: Params; result: Result; progress: Progress };

/** Every request that the engine answers. */
export interface EngineRequests {
  /** Opens a file, or says what must be known first. */
  'sets/open': Call<
    { id: string; path: string; name?: string; answers?: OpenAnswers; memory?: number },
    { info: SetInfo } | { question: OpenQuestion },
    ByteProgress
  >;
  'sets/close': Call<{ id: string }, void>;
  /** The files that saving would write: the one that is named, and others beside it. */
  'sets/outputPaths': Call<{ id: string; path: string; format: WritableFormat }, string[]>;
  /** Says how many words are written otherwise than the set has them: with underscores for their spaces. */
  'sets/save': Call<
    { id: string; path: string; format: WritableFormat },
    { changedWords: number },
    ByteProgress
  >;
  /** The first `rows` words. */
  'sets/words': Call<{ id: string; rows: number }, PackedWords>;
  'sets/word': Call<{ id: string; row: number }, string>;
  /** The row of a word (as written, then lower-cased), or −1. */
  'sets/find': Call<{ id: string; word: string }, number>;
  'sets/neighbours': Call<
    { id: string; row: number; count: number },
    { neighbours: Neighbour[]; metadata: MetadataValue[] }
  >;
  /** The first `rows` words by a metadata column. */
  'sets/colouring': Call<{ id: string; rows: number; column: string }, Colouring>;
  /** What stands at an offset of a text, or null where the set knows no word there. */
  'sets/wordAt': Call<
    { id: string; text: string; offset: number; neighbours: number; compareWith: string[] },
    WordReport | null
  >;
  /** Words near to the mean of some and far from others, which are left out themselves. */
  'queries/mostSimilar': Call<
    { id: string; positive: Key[]; negative?: Key[]; method?: AnalogyMethod } & SearchOptions,
    ScoredWord[]
  >;
  /** The same for what a person types: `king - man + woman`, `0.5*paris + tokyo`, `"New York" / 2`. */
  'queries/expression': Call<
    { id: string; text: string; method?: AnalogyMethod } & SearchOptions,
    ExpressionAnswer
  >;
  /** Words near to a vector; none is left out. */
  'queries/similarByVector': Call<{ id: string; vector: Float32Array } & SearchOptions, ScoredWord[]>;
  'queries/similarity': Call<{ id: string; a: Key; b: Key }, Nearness>;
  /** Cosine of the means of two groups. */
  'queries/nSimilarity': Call<{ id: string; a: Key[]; b: Key[] }, number>;
  'queries/doesntMatch': Call<{ id: string; words: string[] }, OddOneOut>;
  /** The words that are nearer to `word` than `other` is: at most `count`, the nearest first, and how many there are. */
  'queries/closerThan': Call<
    { id: string; word: string; other: string; count: number },
    { words: ScoredWord[]; total: number }
  >;
  /** `other` is the so-and-so nearest to `word`: 1 for the nearest. */
  'queries/rank': Call<{ id: string; word: string; other: string }, number>;
  /** The vector of a word or a text. */
  'queries/vector': Call<{ id: string; text: string; pooling?: Pooling }, Float32Array>;
  'texts/compare': Call<
    {
      id: string;
      texts: string[];
      pooling: Pooling;
      /** Whether what all texts have in common is taken out (Arora et al. 2017); needs three texts. */
      withoutCommon: boolean;
    },
    ComparedTexts
  >;
  /** Every word of a text by its cosine to the word at an offset of another; null where the set knows none there. */
  'texts/similarWords': Call<{ id: string; line: string; offset: number; text: string }, SimilarWords | null>;
  'evaluation/wordPairs': Call<EvaluationParams, WordPairsReport, EvaluationProgress>;
  'evaluation/analogies': Call<
    EvaluationParams & { method: AnalogyMethod },
    AnalogiesReport,
    EvaluationProgress
  >;
  /** What two sets share, after orthogonal Procrustes alignment of the second to the first (Schönemann 1966). */
  'sets/compare': Call<{ first: string; second: string; count: number }, ComparedSets>;
  'sets/compareWord': Call<{ first: string; second: string; word: string; count: number }, WordInTwoSets>;
  /** Lays the first `rows` words out in the plane. */
  'layout/run': Call<{ id: string; rows: number; params: LayoutParams }, Layout, LayoutFrame>;
  'training/run': Call<
    { id: string; name: string; corpus: CorpusSource; params: TrainingParams },
    TrainingResult,
    TrainingProgress
  >;
  'trace/run': Call<TraceParams, Trace>;
  /** Several texts as a batch: each of its own length. */
  'trace/batch': Call<{ trace: TraceParams; texts: string[] }, Trace[]>;
  /** Layer and direction absent: the last layer, the first direction. */
  'trace/cell': Call<{ trace: TraceParams; step: number; unit: number } & StatesOf, TraceCell>;
  /** [tokens] ‖∂h_step/∂x_t‖ for every t, by the last layer's output; `step` absent: the last. */
  'trace/influence': Call<{ trace: TraceParams; step?: number }, Float64Array, Fraction>;
  /** The same averaged over distance, for several networks over one text; an open network by its id. */
  'trace/forgetting': Call<
    { trace: TraceParams; networks: (SeededNetwork | { networkId: string })[]; reach?: number },
    ForgettingCurve[],
    Fraction
  >;
  /** [tokens × tokens] Cosines of h_t over time. */
  'trace/similarity': Call<{ trace: TraceParams } & StatesOf, Float32Array>;
  'trace/path': Call<{ trace: TraceParams } & StatesOf, TracePath>;
  /** [hidden] The units in an order that shows something; layer and direction as for a cell. */
  'trace/order': Call<{ trace: TraceParams; by: UnitOrder } & StatesOf, Uint32Array>;
  /** The same text with a word replaced or a unit silenced; two texts; two networks. */
  'trace/compare': Call<{ first: TraceParams; second: TraceParams }, ComparedTraces>;
  /** Opens a file of weights, or says what must be known first. A language model brings its embedding table as a set. */
  'network/open': Call<
    { id: string; path: string; name?: string; answers?: OpenAnswers; setId?: string },
    { network: NetworkInfo; info: SetInfo | undefined } | { question: OpenQuestion }
  >;
  'network/close': Call<{ id: string }, void>;
  /** Trains a language model. Its embedding table becomes a set. */
  'network/train': Call<LanguageTraining, LanguageResult, LanguageProgress>;
  /** Writes weights, and of a language model vocabulary and state of training, as safetensors. */
  'network/save': Call<{ id: string; path: string }, void>;
  'backend/describe': Call<Record<string, never>, BackendReport>;
}

export type EngineMethod = keyof EngineRequests;
export type ParamsOf<M extends EngineMethod> = EngineRequests[M]['params'];
export type ResultOf<M extends EngineMethod> = EngineRequests[M]['result'];
export type ProgressOf<M extends EngineMethod> = EngineRequests[M]['progress'];
