/** What the lessons ask of the engine, and what their webview and the extension host say to each other. Types only. */
import type { Call, EngineMethod, ParamsOf, ProgressOf, ResultOf } from './engine.ts';
import type { RecurrentLessonRequests } from './recurrentLessons.ts';

/** A lesson's name: its progress is kept by it. In the order in which they are read. */
export type LessonId =
  'oneHot' | 'traits' | 'strips' | 'matrix' | 'nnlm' | 'word2vec' | 'recurrent' | 'range';

/** What only lessons ask. Where the numbers are those of an open set, a parameter `setId` names it. */
export interface LessonRequests extends RecurrentLessonRequests {
  /** Writes words one-hot; `size`: as if the vocabulary had so many words, at least those. */
  'lessons/oneHot': Call<{ text: string; size?: number }, OneHot>;
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
