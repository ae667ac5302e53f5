/** What the training panel's webview and the extension host say to each other. Types only. */
import type { CorpusReport, TrainingParams, TrainingProgress } from './engine.ts';
import type { PanelGone } from './panel.ts';
import type { LanguageParams } from './recurrent.ts';
import type { TrainingView, TrainingWindow, TrainingWords } from './watch.ts';

/** How far a training has come. */
export type TrainingStatus =
  /** It is asked how to train. */
  | { kind: 'draft' }
  | { kind: 'reading' }
  | { kind: 'running' }
  | { kind: 'paused' }
  /** It will be kept, and is being written. */
  | { kind: 'stopping' }
  /** What was learned is an open set; `completed`: to the end. */
  | { kind: 'done'; completed: boolean }
  /** It can go on from its last checkpoint, where that share of it was done; undefined where there is none. */
  | { kind: 'interrupted'; message: string; fraction: number | undefined }
  | { kind: 'discarded' }
  | { kind: 'failed'; message: string };

/** How a training looked at some moment. */
export interface TrainingFrame extends Pick<TrainingView, 'positions' | 'watched'> {
  /** The part that was done, 0 … 1. */
  fraction: number;
}

export type AnyTrainingParams = TrainingParams | LanguageParams;

/** What is trained, and how. */
export type TrainingKind =
  { kind: 'vectors'; params: TrainingParams } | { kind: 'language'; params: LanguageParams };

/** What is asked before a training. */
export type TrainingDraft = TrainingKind & {
  /** What will be read: 'english.txt', '12 files'. */
  what: string;
  /** What it goes on from: the name of another training, whose sizes it has. */
  from: string | undefined;
};

/** What a language model wrote at some moment of its training. */
export interface LanguageSample extends Pick<TrainingProgress, 'fraction' | 'heldOutLoss'> {
  /** Epochs until then, a part of one too. */
  epochs: number;
  text: string;
}

/** Host → training. */
export type ToTraining =
  /** All of a training, in place of what was shown. */
  | {
      type: 'training';
      id: string;
      name: string;
      status: TrainingStatus;
      draft: TrainingDraft;
      history: TrainingProgress[];
      words: TrainingWords | undefined;
      frames: TrainingFrame[];
      /** Words whose nearest ones are followed. */
      watched: string[];
      /** What a language model wrote on its way. */
      samples: LanguageSample[];
    }
  | { type: 'status'; status: TrainingStatus }
  | { type: 'progress'; progress: TrainingProgress }
  | { type: 'words'; words: TrainingWords; watched: string[] }
  | { type: 'frame'; frame: TrainingFrame }
  | { type: 'sample'; sample: LanguageSample }
  /** All that is kept of a training that has ended, once its map stands still. */
  | { type: 'frames'; frames: TrainingFrame[] }
  /** How much of the text is read, 0 … 1, before the answer to 'count'. */
  | { type: 'counting'; request: number; fraction: number }
  /** The answer to 'count', with the number that asked for it: what the text holds, or why it will not do. */
  | { type: 'counted'; request: number; report: CorpusReport }
  | { type: 'notCounted'; request: number; message: string }
  /** The answer to 'window'; null where the training draws no negative samples. */
  | { type: 'window'; request: number; window: TrainingWindow | null }
  | PanelGone;

/** What can be done with a training that has ended. */
export type TrainingAction = 'showMap' | 'openContext' | 'trace' | 'save' | 'goOn' | 'further';

/** Training → host. */
export type FromTraining =
  | { type: 'ready' }
  | { type: 'count'; request: number; params: AnyTrainingParams }
  | { type: 'start'; params: AnyTrainingParams }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop'; keep: boolean }
  /** Follows the nearest words of these. */
  | { type: 'watch'; words: string[] }
  | { type: 'window'; request: number; number: number }
  | { type: 'act'; action: TrainingAction };

/** What the panel keeps over a reload of the window. */
export interface TrainingPanelState {
  id: string;
  /** Of a draft that was not started: what was entered. */
  params?: AnyTrainingParams;
  /** Which window of the text is looked at. */
  window?: number;
}
