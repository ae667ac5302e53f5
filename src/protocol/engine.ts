/**
 * What the extension host and the engine say to each other: one entry a request, with its parameters, its result and
 * what it reports on the way. Types only. Numbers cross as typed arrays, never as JSON.
 */
import type { LessonRequests } from './lessons.ts';
import type {
  AnalogiesReport,
  AnalogyMethod,
  ComparedSets,
  ComparedTexts,
  EvaluationParams,
  EvaluationProgress,
  ExpressionAnswer,
  Key,
  Metric,
  Nearness,
  OddOneOut,
  Pooling,
  ScoredWord,
  SearchOptions,
  SimilarWords,
  WordInTwoSets,
  WordPairsReport,
} from './queries.ts';
import type { TrainingOrigin, TrainingView, TrainingWindow, TrainingWords, WatchParams } from './watch.ts';

import type {
  ComparedTraces,
  ForgettingCurve,
  Fraction,
  LanguageParams,
  LanguageResult,
  LanguageStart,
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
  /** How it was made, where that is known. */
  origin?: TrainingOrigin | undefined;
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

/** What can be measured of every word: its rank in the file, its vector's length, its cosine to one word. */
export type Measure = { kind: 'rank' } | { kind: 'norm' } | { kind: 'cosine'; row: number };

export interface Neighbour {
  row: number;
  word: string;
  cosine: number;
}

/** A metadata column, row by row: '' and NaN where it says nothing. */
export type ColumnValues = { kind: 'text'; values: PackedWords } | { kind: 'number'; values: Float64Array };

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

export interface UmapParams {
  method: 'umap';
  /** 'fast': our own kernels; 'umap-js': the library that tests compare them with; 'auto': the first. */
  engine: 'auto' | 'fast' | 'umap-js';
  /** By which neighbours are near. */
  metric: Metric;
  /** Number of neighbours that UMAP balances local against global structure with. */
  neighbours: number;
  /** Smallest distance between points on the map. */
  minDist: number;
  seed: number;
}

/** Principal components: the directions in which the vectors differ most. */
export interface PcaParams {
  method: 'pca';
  components: 2 | 3;
}

/** t-SNE (van der Maaten and Hinton 2008). */
export interface TsneParams {
  method: 'tsne';
  metric: Metric;
  /** About how many neighbours a word has; at most a third of all words. */
  perplexity: number;
  seed: number;
}

/** A direction from the mean of some words to the mean of others. */
export interface Axis {
  from: Key[];
  to: Key[];
}

/** Axes of the user's own. */
export interface AxesParams {
  method: 'axes';
  x: Axis;
  /** Without it the direction, at right angles to x, in which the vectors differ most. */
  y?: Axis;
}

/** How a map is laid out. */
export type LayoutParams = UmapParams | PcaParams | TsneParams | AxesParams;

/** One frame of a layout that is being computed; the last one is the result. */
export interface LayoutFrame {
  /**
   * [n × 2], row-major: x0, y0, x1, y1, … Empty while the neighbour graph is being built; in epoch 0 the first two principal
   * components.
   */
  positions: Float32Array;
  epoch: number;
  epochs: number;
  /** Only where a sample was laid out. */
  sample?: SampleCounts;
  /** 0 … 1: how many of the neighbours are found, while they are looked for; the frame has no positions then. */
  found?: number;
}

/** How many words of very many were laid out by all their neighbours, and how many placed by their neighbours among those. */
export interface SampleCounts {
  laidOut: number;
  placed: number;
}

export interface Layout extends LayoutFrame {
  /** False where it was stopped before its last epoch. */
  settled: boolean;
  /** PCA: each component's share of the whole variance. */
  explained?: number[];
  /** PCA by three components: the third of them, [n]. */
  third?: Float32Array;
}

/** The clusters of a map at one level of zoom. */
export interface MapClusters {
  /** [points] Each point's cluster; −1 for a point between clusters. */
  clusters: Int32Array;
  /** The names of each cluster: its most typical words, the most frequent of them first. */
  names: string[][];
  /** [clusters × 2] The mean of its points. */
  centres: Float32Array;
  /** [clusters] How many points it has; the largest cluster is the first. */
  sizes: Int32Array;
}

export type TrainingAlgorithm = 'skip-gram' | 'cbow' | 'nnlm';

export interface CorpusSource {
  /** Text files (UTF-8), by path. */
  paths: string[];
  /** Text at hand, such as a selection. */
  texts: string[];
  /** What `paths` and then `texts` are called, to be shown; without, a path is called after its file. */
  names?: string[];
  /**
   * Whether files that are no text, no whole notebook, or vectors are left out and named, as among all files of a folder;
   * else they are a fault, and vectors are read as text.
   */
  passesOver?: boolean;
}

/** What was read of a corpus, file by file. */
export interface FilesRead {
  /** Files and other texts that were read. */
  count: number;
  /** The first of them, and how many words each holds. */
  first: { name: string; words: number }[];
  /** Files that were left out, and why. */
  leftOut: { name: string; why: string }[];
}

/** How a text becomes words, and which of them make the vocabulary. */
export interface CorpusOptions {
  /**
   * 'words': words by Unicode rules, Chinese, Japanese and Thai by segmentation; a sentence ends with a full stop or a blank
   * line. 'whitespace': what stands between spaces, a sentence a line. 'pattern': what a regular expression matches.
   */
  tokeniser: 'words' | 'whitespace' | 'pattern';
  /** The regular expression of the tokeniser 'pattern', with the flags gu. */
  pattern: string;
  lowerCase: boolean;
  /** Whether the parts of identifiers are words of their own: camelCase, snake_case. */
  splitIdentifiers: boolean;
  /** Words that occur less often are left out. */
  minCount: number;
  /** So many words at most, the most frequent ones; 0 for all. */
  maxVocabulary: number;
}

export interface TrainingParams extends CorpusOptions {
  algorithm: TrainingAlgorithm;
  dims: number;
  /** Context window: words on either side; for 'nnlm', words before. */
  window: number;
  /** 0: as many as a text of its length needs. */
  epochs: number;
  /** Negative samples a pair. */
  negative: number;
  /** Subsampling threshold of frequent words (Mikolov et al. 2013), 0 for none. */
  sample: number;
  /** Learning rate at the start, from where it falls linearly; 0: what the algorithm needs. */
  rate: number;
  seed: number;
  /** 0: as many as the processor has cores and the text has work for. One thread and a seed repeat bit for bit. */
  threads: number;
  /** What trains skip-gram and CBOW: our own kernels, or TensorFlow.js, which is their reference. */
  engine: 'kernels' | 'tensorflow';
}

/** What a text holds, counted before a training. */
export interface CorpusReport {
  /** All words of the text. */
  words: number;
  /** Those of them that are in the vocabulary. */
  known: number;
  /** Different words, and how many of them make the vocabulary. */
  different: number;
  vocabulary: number;
  /** The most frequent words first. */
  frequent: { word: string; count: number }[];
  /** As asked for, or as many as the text needs. */
  epochs: number;
  /** How long a training will take, by what a short part of it took; undefined where that is not known before. */
  seconds: number | undefined;
  files?: FilesRead;
}

export interface TrainingProgress {
  epoch: number;
  epochs: number;
  /**
   * Mean loss since the last report, in nats: a pair (binary cross-entropy over 1 + negative targets); of a language model
   * −ln p a token.
   */
  loss: number;
  /**
   * The same over sentences that are kept aside, with samples that stay, where the text is long enough for that; of a
   * language model over its validation text, after whole epochs: the logarithm of perplexity.
   */
  heldOutLoss: number | undefined;
  /** Learning rate. */
  rate: number;
  /** Seconds since the first step, pauses left out. */
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

/** A request's parameters, result and reports on the way. */
export type Call<Params, Result, Progress = never> = { params: Params; result: Result; progress: Progress };

/** Every request that the engine answers. */
export interface EngineRequests extends LessonRequests {
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
  /** The first `rows` words by a metadata column, or by what is measured of them. */
  'sets/colouring': Call<{ id: string; rows: number; by: string | Measure }, Colouring>;
  /** What a metadata column says of each of the first `rows` words. */
  'sets/column': Call<{ id: string; rows: number; column: string }, ColumnValues>;
  /** A number for each of the first `rows` words, [rows]. */
  'sets/measure': Call<{ id: string; rows: number; measure: Measure }, Float32Array>;
  /** The nearest words of each of the first `rows` among them, both [rows × count]; −1 where there are no more. */
  'sets/neighbourGraph': Call<
    { id: string; rows: number; count: number },
    { rows: Int32Array; cosines: Float32Array }
  >;
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
  /**
   * Lays words out in the plane: the first `rows`, or those of some rows. `run` is a name by which it can be paused; of more
   * than `sample` words a sample is laid out, and the others placed by it.
   */
  'layout/run': Call<
    { id: string; rows: number | Int32Array; params: LayoutParams; run?: string; sample?: number },
    Layout,
    LayoutFrame
  >;
  /** Places words into a settled map, [rows × 2], of which none moves: [words × 2]. */
  'layout/place': Call<
    {
      id: string;
      rows: number | Int32Array;
      positions: Float32Array;
      words: Key[];
      params: LayoutParams;
    },
    Float32Array
  >;
  /** Clusters on a map, [rows × 2], from the coarsest level to the finest; each level is half as wide as the one before. */
  'layout/clusters': Call<
    { id: string; rows: number | Int32Array; positions: Float32Array; names: number },
    MapClusters[]
  >;
  /** Lets a layout that settles wait, or go on. */
  'layout/pause': Call<{ run: string; paused: boolean }, void>;
  /** Counts what a text holds, and how long a training on it would take. */
  'corpus/count': Call<
    { corpus: CorpusSource; params: TrainingParams; frequent: number },
    CorpusReport,
    Fraction
  >;
  /** `from`: a file of 'training/save' to go on from. */
  'training/run': Call<
    { id: string; name: string; corpus: CorpusSource; params: TrainingParams; from?: string },
    TrainingResult,
    TrainingProgress
  >;
  /** Of a training that runs, a language model’s too: each thread ends its step, and begins no other. */
  'training/pause': Call<{ id: string }, void>;
  'training/resume': Call<{ id: string }, void>;
  /** Writes a training that runs, or whose set is open, to a file from which it can go on. */
  'training/save': Call<{ id: string; path: string }, void>;
  'training/words': Call<{ id: string; rows: number }, TrainingWords>;
  /** The next look at a training: its map goes on from the one before. */
  'training/watch': Call<{ id: string } & WatchParams, TrainingView>;
  /** One window of the text by its number, and what a step at `rate` would do now; null where nothing is sampled. */
  'training/window': Call<{ id: string; number: number; rate: number }, TrainingWindow | null>;
  /** Takes a saved training in, without going on with it: its tables can be looked at. */
  'training/load': Call<{ id: string; path: string }, void>;
  /** Makes the context table of a training, as it is now and will be, a set of its own. */
  'training/openContext': Call<{ id: string; contextId: string; name: string }, SetInfo>;
  'trace/run': Call<TraceParams, Trace>;
  /** Several texts as a batch: each of its own length. */
  'trace/batch': Call<{ trace: TraceParams; texts: string[] }, Trace[]>;
  /** Layer and direction absent: the last layer, the first direction. */
  'trace/cell': Call<{ trace: TraceParams; step: number; unit: number } & StatesOf, TraceCell>;
  /** Writes the weights of the network, drawn by a seed or not, as safetensors. */
  'trace/save': Call<{ trace: TraceParams; path: string }, void>;
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
  'network/train': Call<LanguageTraining, LanguageResult, TrainingProgress>;
  /** Counts what a text holds for a language model, and how long a training on it would take. */
  'network/count': Call<
    { corpus: CorpusSource; params: LanguageParams; from?: LanguageStart; frequent: number },
    CorpusReport
  >;
  /** What a language model that is being trained writes by itself: so many tokens. */
  'network/sample': Call<{ id: string; tokens: number; seed: number }, string>;
  /** Writes weights, and of a language model vocabulary and state of training, as safetensors. */
  'network/save': Call<{ id: string; path: string }, void>;
  'backend/describe': Call<Record<string, never>, BackendReport>;
}

export type EngineMethod = keyof EngineRequests;
export type ParamsOf<M extends EngineMethod> = EngineRequests[M]['params'];
export type ResultOf<M extends EngineMethod> = EngineRequests[M]['result'];
export type ProgressOf<M extends EngineMethod> = EngineRequests[M]['progress'];
