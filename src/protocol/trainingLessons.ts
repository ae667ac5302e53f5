/** What the lessons on NNLM, CBOW and skip-gram ask of the engine. Types only. */
import type { Call, TrainingAlgorithm, TrainingProgress } from './engine.ts';
import type { ScoredWord } from './queries.ts';
import type { TrainingWindow } from './watch.ts';

export interface TrainingLessonRequests {
  /** Trains on the lessons' small text; what it learns stays until it is trained anew. */
  'lessons/train': Call<{ algorithm: TrainingAlgorithm; epochs: number }, SmallTraining, TrainingProgress>;
  /** A word's vector and its nearest words, as training began and as it ended. */
  'lessons/nearest': Call<{ algorithm: TrainingAlgorithm; word: string }, NearestWords>;
  /** What NNLM takes to come next. */
  'lessons/nextWord': Call<{ before: string }, NextWord>;
  /** One window of a sentence of the text, and what a step for it would do. */
  'lessons/window': Call<WindowParams, LessonWindow>;
  /** a is to b as c is to …? */
  'lessons/analogy': Call<{ algorithm: TrainingAlgorithm } & AnalogyWords, AnalogyTried>;
}

export interface SmallTraining {
  sentences: number;
  words: number;
  vocabulary: number;
  last: TrainingProgress | undefined;
  /** Some questions whose answers the text holds, or hardly. */
  analogies: AnalogyTried[];
}

export interface NearestWords {
  word: string;
  before: LookedAt;
  /** Absent: it was not trained yet. */
  after?: LookedAt;
}

export interface LookedAt {
  /** [dims] */
  vector: Float32Array;
  nearest: ScoredWord[];
}

export interface NextWord {
  /** Those of the words before that the text has, the last ones that are read. */
  read: string[];
  /** The words before that the text does not have. */
  unknown: string[];
  /** The likeliest first: as it is trained, else as it begins. */
  words: { word: string; before: number; after?: number }[];
}

export interface WindowParams {
  algorithm: 'skip-gram' | 'cbow';
  /** Which sentence of the text, and which word of it is in the middle, each from 0. */
  sentence: number;
  middle: number;
  /** Words on either side. */
  reach: number;
  rate: number;
}

export interface LessonWindow {
  tokens: string[];
  middle: number;
  /** Places of the words around it. */
  around: number[];
  sentences: number;
  /** Whether its tables are trained, or as they begin. */
  isTrained: boolean;
  step: Omit<TrainingWindow, 'number' | 'windows'>;
}

export interface AnalogyWords {
  a: string;
  b: string;
  c: string;
}

export interface AnalogyTried extends AnalogyWords {
  /** What should come; absent where a reader asks. */
  expected?: string;
  /** The nearest to b − a + c, these three left out. */
  found: ScoredWord;
  /** The nearest with them. */
  withAsked: ScoredWord;
}
