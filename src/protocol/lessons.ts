/** What the lessons ask of the engine, and what their webview and the extension host say to each other. Types only. */
import type { Call, EngineMethod, ParamsOf, ProgressOf, ResultOf } from './engine.ts';
import type { RecurrentLessonRequests } from './recurrentLessons.ts';
import type { TrainingLessonRequests } from './trainingLessons.ts';

/** A lesson's name: its progress is kept by it. In the order in which they are read. */
export type LessonId =
  'oneHot' | 'traits' | 'strips' | 'matrix' | 'nnlm' | 'word2vec' | 'recurrent' | 'range';

/** What only lessons ask. Where the numbers are those of an open set, a parameter `setId` names it. */
export interface LessonRequests extends RecurrentLessonRequests, TrainingLessonRequests {
  /** Writes words one-hot; `size`: as if the vocabulary had so many words, at least those. */
  'lessons/oneHot': Call<{ text: string; size?: number }, OneHot>;
  /** Rescales people's scores, [people][traits] from 0 to 100, to −1 … 1, and compares them. */
  'lessons/traits': Call<{ scores: number[][] }, Traits>;
  /** The cosine of two vectors of the same length, step by step. */
  'lessons/cosine': Call<{ a: number[]; b: number[] }, CosineSteps>;
  /**
   * The vectors of words beneath each other, and where two of them, by their places, differ by `least` or more. Without
   * `setId` the words are man, woman and king of GloVe; with it those of `text`, or, where that is empty, three of the set.
   */
  'lessons/strips': Call<
    { setId?: string; text?: string; first: number; second: number; least: number },
    Strips
  >;
  /**
   * Words one-hot times a matrix Q of seeded numbers, and the same as a look-up; `place` is that of the word. With `setId`
   * also what both cost in that set.
   */
  'lessons/lookUp': Call<{ text: string; dims: number; seed: number; place: number; setId?: string }, LookUp>;
}

/** Words, each by a row of zeros and a single one. */
export interface OneHot {
  /** Different words, in the order in which they were written. */
  words: string[];
  /** Words of the vocabulary: columns of the matrix, and rows. */
  size: number;
  /** [words × min(size, MOST_COLUMNS)] The beginnings of the words' rows. */
  rows: Float32Array;
  /** [words × words] Cosines of the whole rows. */
  cosines: Float32Array;
  /** Zeros in each row. */
  zeros: number;
  /** Numbers in the matrix of the whole vocabulary, and the bytes that they take as float32. */
  numbers: number;
  bytes: number;
}

/** People by their traits. */
export interface Traits {
  /** [people × traits], −1 … 1 */
  vectors: Float32Array;
  /** [people × people] */
  cosines: Float32Array;
}

/** What a person writes down who computes a cosine. */
export interface CosineSteps {
  /** a_i · b_i */
  products: number[];
  /** Their sum, a · b. */
  dot: number;
  /** ‖a‖² and ‖b‖² */
  squares: [a: number, b: number];
  /** ‖a‖ and ‖b‖ */
  norms: [a: number, b: number];
  cosine: number;
}

/** Vectors to be looked at beneath each other. */
export interface Strips {
  words: string[];
  dims: number;
  /** [words × dims] */
  vectors: Float32Array;
  /** [words × words] */
  cosines: Float32Array;
  /** [dims] The first word of the pair minus the second. */
  difference: Float32Array;
  /** [dims] 1 where that is far enough from 0. */
  differs: Uint8Array;
  /** So many of them are 1. */
  count: number;
}

/** What a matrix product costs, and what it costs to read the row instead. */
export interface Cost {
  words: number;
  dims: number;
  multiplications: number;
  additions: number;
  /** Numbers that a look-up reads. */
  reads: number;
}

/** A row of a matrix, by a product and by a look-up. */
export interface LookUp {
  words: string[];
  dims: number;
  /** [words × dims] */
  q: Float32Array;
  /** [words] */
  oneHot: Float32Array;
  /** [words × dims] What has been added up after each row of Q. */
  sums: Float32Array;
  /** [dims] one-hot × Q, by the kernels. */
  product: Float32Array;
  /** [dims] The row of Q. */
  row: Float32Array;
  /** Whether both are the same to the last bit. */
  isSame: boolean;
  /** Of this Q, of one for 10,000 words with 300 numbers each, and of the set that was named. */
  cost: Cost;
  largeCost: Cost;
  setCost?: Cost;
}

export type LessonMethod = Extract<EngineMethod, keyof LessonRequests>;

/** What a reader has done, over all lessons. */
export interface LessonsState {
  /** The one that is open. */
  lesson: LessonId;
  /** Those whose question was answered rightly. */
  answered: LessonId[];
  /** What was last answered, right or wrong. */
  given: Partial<Record<LessonId, string>>;
  /** What each lesson keeps of what the reader has changed in it. */
  kept: Partial<Record<LessonId, unknown>>;
}

/** The active set, as far as a lesson names it. */
export interface LessonSet {
  id: string;
  name: string;
  words: number;
  dims: number;
}

/** The commands that a lesson may run: the real ones, on what the reader has. */
export type LessonCommand =
  | 'openVectorFile'
  | 'showMap'
  | 'nearestWords'
  | 'solveAnalogy'
  | 'compareSelections'
  | 'train'
  | 'trainLanguage'
  | 'traceRnn';

/** Host → lessons. */
export type ToLessons =
  /** What the reader had done, and which set is active. */
  | { type: 'show'; state?: LessonsState; set?: LessonSet }
  /** By its id; one that does not exist is not opened. */
  | { type: 'open'; lesson: string }
  | { type: 'set'; set?: LessonSet }
  | { type: 'answer'; request: number; answer: ResultOf<LessonMethod> }
  | { type: 'progress'; request: number; progress: ProgressOf<LessonMethod> }
  /** One sentence says why there is no answer. */
  | { type: 'noAnswer'; request: number; message: string };

/** Lessons → host. */
export type FromLessons =
  | { type: 'ready' }
  | { type: 'keep'; state: LessonsState }
  | { [M in LessonMethod]: AskLesson<M> }[LessonMethod]
  /** The answer is not wanted any more: what is computed for it stops. */
  | { type: 'cancel'; request: number }
  | { type: 'run'; command: LessonCommand };

export interface AskLesson<M extends LessonMethod> {
  type: 'ask';
  request: number;
  method: M;
  params: ParamsOf<M>;
}
