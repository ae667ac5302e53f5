/**
 * What Embedding Explorer gives to other extensions: the object that its `activate` returns. Types only, so that this file
 * and `protocol/queries.ts` beside it can be copied into another project.
 *
 * ```ts
 * const extension = vscode.extensions.getExtension<EmbeddingExplorerApi>('embedding-explorer.embedding-explorer');
 * const api = await extension?.activate();
 * const set = api?.activeSet() ?? (await api?.openFile(uri));
 * const nearest = await set?.mostSimilar({ positive: ['king', 'woman'], negative: ['man'] });
 * ```
 *
 * Whatever cannot be answered rejects with an Error whose message is one sentence for the user's eyes: the file or the
 * word it is about, and what was expected. What was cancelled by its token rejects with a `vscode.CancellationError`.
 */
import type { CancellationToken, Event, Uri } from 'vscode';
import type {
  AnalogiesReport,
  AnalogyMethod,
  ExpressionAnswer,
  Key,
  Metric,
  Nearness,
  OddOneOut,
  Pooling,
  Restriction,
  ScoredWord,
  WordPairsReport,
} from './protocol/queries.ts';

export type {
  AnalogiesReport,
  AnalogyMethod,
  AnalogySection,
  ExpressionAnswer,
  Key,
  Metric,
  Nearness,
  OddOneOut,
  Pooling,
  Restriction,
  ScoredWord,
  Term,
  WordPairsReport,
} from './protocol/queries.ts';

export interface EmbeddingExplorerApi {
  /** Of this interface; grows by one when something in it changes that others build on. */
  readonly version: 1;
  /** The open sets, in the order of the 'Embeddings' view. The same set is the same object every time. */
  readonly sets: () => readonly EmbeddingSet[];
  /** The set that hovers and commands use; undefined where none is open. */
  readonly activeSet: () => EmbeddingSet | undefined;
  /** A set was opened, read, made active or closed. */
  readonly onDidChangeSets: Event<void>;
  /**
   * Opens a file of vectors, with progress and a Cancel; it becomes the active set. A file that is open already is found.
   * Where the file holds several things that may be meant, the user is asked.
   */
  readonly openFile: (uri: Uri) => Promise<EmbeddingSet>;
  /** For the extension's own tests and benchmarks; may change at any time. */
  readonly diagnostics: Diagnostics;
}

export interface Diagnostics {
  /** How long the activation took, in milliseconds. */
  readonly activationMs: number;
  /** The process id of the engine, which computes; undefined where it does not run. */
  readonly enginePid: () => number | undefined;
}

/** How a question can be stopped. */
export interface Stoppable {
  token?: CancellationToken;
}

/** Which words are answered, and how many. */
export interface SearchOptions extends Stoppable {
  /** How many at most; 10 where nothing is said. */
  count?: number;
  /** 'cosine' where nothing is said. */
  metric?: Metric;
  /** Only these rows answer: the first so many, or those that a metadata column filters. */
  restriction?: Restriction;
}

export interface EvaluationOptions extends Stoppable {
  /** Only the first so many words of the set take part; 300,000 where nothing is said, as gensim has it. */
  first?: number;
  /** Whether ‘King’ and ‘king’ are two words; false where nothing is said. */
  isCaseSensitive?: boolean;
  onProgress?: (progress: { done: number; total: number }) => void;
}

/**
 * An open set of word embeddings. Words are found as written, then in lower case, then by their subwords where the set has
 * those. Names and answers follow gensim's `KeyedVectors`.
 */
export interface EmbeddingSet {
  readonly name: string;
  /** 'closed': it is read when it is first asked something; 'failed': its file could not be read. */
  readonly state: 'closed' | 'loading' | 'ready' | 'failed';
  /** How many words it has; undefined before it was read. */
  readonly words: number | undefined;
  /** The length of its vectors; undefined before it was read. */
  readonly dims: number | undefined;
  /** Whether hovers and commands use it. */
  readonly active: boolean;

  /**
   * The words nearest to the mean of some and farthest from others, which are left out themselves: 3CosAdd (Mikolov et al.
   * 2013) or, by `method: 'multiply'`, 3CosMul (Levy and Goldberg 2014).
   */
  mostSimilar(
    question: { positive: Key[]; negative?: Key[]; method?: AnalogyMethod } & SearchOptions,
  ): Promise<ScoredWord[]>;
  /** The same for an expression: `king - man + woman`, `0.5*paris + tokyo`, `"New York" / 2`. */
  expression(text: string, options?: SearchOptions): Promise<ExpressionAnswer>;
  /** The words nearest to a vector [dims]; none is left out. */
  similarByVector(vector: Float32Array, options?: SearchOptions): Promise<ScoredWord[]>;
  /** Cosine of two words or vectors. */
  similarity(a: Key, b: Key): Promise<number>;
  /** Cosine distance, Euclidean distance and dot product too. */
  nearness(a: Key, b: Key): Promise<Nearness>;
  /** 1 − cosine. */
  distance(a: Key, b: Key): Promise<number>;
  /** Cosine of the means of two groups. */
  nSimilarity(a: Key[], b: Key[]): Promise<number>;
  /** Which word does not go with the others, and every word's cosine to their mean. */
  doesntMatch(words: string[]): Promise<OddOneOut>;
  /** The words that are nearer to `word` than `other` is: at most `count` (1,000), the nearest first, and how many there are. */
  closerThan(word: string, other: string, count?: number): Promise<{ words: ScoredWord[]; total: number }>;
  /** `other` is the so-and-so nearest to `word`: 1 for the nearest. */
  rank(word: string, other: string): Promise<number>;
  /** The vector [dims] of a word, or of a text as the mean of its words, plain or weighted by inverse frequency ('sif'). */
  vector(text: string, pooling?: Pooling): Promise<Float32Array>;
  /** How well cosines agree with people's judgements: a file of word, word and number a line (WordSim-353, SimLex-999). */
  evaluateWordPairs(file: Uri, options?: EvaluationOptions): Promise<WordPairsReport>;
  /** How many analogies are solved, by section: a file of four words a line, sections headed by `: name`. */
  evaluateWordAnalogies(
    file: Uri,
    options?: EvaluationOptions & { method?: AnalogyMethod },
  ): Promise<AnalogiesReport>;
}
