/** What can be asked of embedding sets, and the answers. Types only. */

/** A word, or a vector [dims]. */
export type Key = string | Float32Array;

/** How near two vectors are: higher is nearer ('euclidean': the distance, lower is nearer). */
export type Metric = 'cosine' | 'euclidean' | 'dot';

/** 'add': 3CosAdd (Mikolov et al. 2013); 'multiply': 3CosMul (Levy and Goldberg 2014). */
export type AnalogyMethod = 'add' | 'multiply';

/** Which rows of a set may answer. */
export interface Restriction {
  /** The first so many words, as files sort them by frequency. */
  first?: number;
  /** Those of which a metadata column says one of these values, or a number from `low` on up to `high`. */
  filter?: { column: string } & ({ values: (string | number)[] } | { low: number; high: number });
}

/** How many answers of which kind. */
export interface SearchOptions {
  count: number;
  /** Without one, cosine. */
  metric?: Metric;
  restriction?: Restriction;
}

/** A word of a set, and how near it is to what was asked. */
export interface ScoredWord {
  row: number;
  word: string;
  /** By the metric (or the analogy method) that was asked for. */
  score: number;
}

/** One word of an expression such as `0.5 * paris - tokyo`, or one vector. */
export interface Term {
  /** As it was typed. */
  text: string;
  weight: number;
  /** The set's own spelling; where it is no word of the set, how its vector was made. */
  word: string;
  /** −1: made of subwords, or of the words of a phrase. */
  row: number;
}

export interface ExpressionAnswer {
  terms: Term[];
  nearest: ScoredWord[];
}

/** Every way in which two words are near. */
export interface Nearness {
  cosine: number;
  /** 1 − cosine */
  distance: number;
  euclidean: number;
  dot: number;
}

export interface OddOneOut {
  word: string;
  /** Every word that was asked for, with its cosine to their mean: the nearest first, the odd one last. */
  words: { word: string; cosine: number }[];
  /** What the set does not know. */
  unknown: string[];
}

/** How a text's vector is made of its words': their mean, or that weighted by inverse frequency (Arora et al. 2017). */
export type Pooling = 'mean' | 'sif';

export interface ComparedTexts {
  /** [texts × texts], row-major: cosines. NaN where the set knows no word of a text. */
  cosines: Float32Array;
  /** For each text: its words, and those the set knows. */
  words: { all: number; known: number }[];
}

/** A word of a text, in UTF-16 units, and its cosine to the word that was asked for. */
export interface SimilarWords {
  /** The word that all are compared with. */
  word: string;
  /** [2 × words]: start and end of each. */
  spans: Uint32Array;
  /** [words] */
  cosines: Float32Array;
}

export interface EvaluationParams {
  id: string;
  path: string;
  /** Only the first so many words of the set take part (gensim: 300,000). */
  first: number;
  isCaseSensitive: boolean;
}

export interface EvaluationProgress {
  done: number;
  total: number;
}

/** How well cosines agree with people's judgements of pairs of words. */
export interface WordPairsReport {
  kind: 'word-pairs';
  pearson: number;
  spearman: number;
  pairs: { a: string; b: string; human: number; cosine: number }[];
  /** Pairs with a word that the set does not know. */
  unknown: [string, string][];
  /** Line numbers of what is no pair. */
  unreadable: number[];
}

export interface AnalogySection {
  name: string;
  correct: number;
  /** Answered: those with unknown words are left out. */
  asked: number;
  unknown: number;
}

export interface AnalogiesReport {
  kind: 'analogies';
  /** Share of the correct ones among those asked, 0 … 1. */
  accuracy: number;
  correct: number;
  asked: number;
  unknown: number;
  sections: AnalogySection[];
  /** What was answered otherwise than expected: [a, b, c, expected, answered]. */
  wrong: [string, string, string, string, string][];
  unreadable: number[];
}

/** A word that two sets share, and how far it moved: the cosine of its vectors after alignment. */
export interface MovedWord {
  word: string;
  cosine: number;
}

export interface ComparedSets {
  /** Words that both know. */
  shared: number;
  /** So many of them, the first of the first set, the alignment was computed by. */
  alignedBy: number;
  /** Mean cosine of the shared words after alignment. */
  meanCosine: number;
  /** Those that moved most, the farthest first. */
  moved: MovedWord[];
  /** Those that moved least, the nearest first. */
  kept: MovedWord[];
}

/** One word in two sets. */
export interface WordInTwoSets {
  /** Each set's spelling, and its nearest words; undefined where it does not know the word. */
  first: { word: string; neighbours: ScoredWord[] } | undefined;
  second: { word: string; neighbours: ScoredWord[] } | undefined;
  /** Words among both sets' nearest. */
  shared: string[];
  /** Cosine of its vectors after alignment, where both know it. */
  cosine: number | undefined;
}
