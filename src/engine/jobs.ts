import * as l10n from '@vscode/l10n';
import { extname } from 'node:path';
import { Worker, type MessagePort, type Transferable } from 'node:worker_threads';
import type {
  BackendReport,
  ByteProgress,
  Colouring,
  CorpusReport,
  CorpusSource,
  LayoutFrame,
  OpenAnswers,
  OpenQuestion,
  TrainingParams,
  TrainingProgress,
} from '../protocol/engine.ts';
import type { ForgettingCurve, Fraction, LanguageParams, LanguageStart } from '../protocol/recurrent.ts';
import type { AlignedSet, Alignment } from './comparison/alignment.ts';
import type { SetBuffers } from './embeddings/embeddingSet.ts';
import type { MetadataColumn } from './embeddings/metadata.ts';
import { Cancelled, UserFault } from './faults.ts';
import type { LineWork } from './formats/text/lineParser.ts';
import type { ClusterLevel, ClusterWork } from './projection/clusters.ts';
import type { PlaceWork } from './projection/place.ts';
import type { DirectionWork, RecoveredDirection } from './projection/recoverDirection.ts';
import type { PrincipalPlane, PrincipalWork } from './projection/principal.ts';
import type { LayoutWork } from './projection/work.ts';
import type { ReferenceWork } from './lessons/referenceRnn.ts';
import type { LanguageState } from './recurrent/language/model.ts';
import type { StartedLanguage } from './recurrent/language/train.ts';
import type { Network, SilencedUnit, States } from './recurrent/network.ts';
import type { StartedTraining } from './training/tables.ts';

type Job<Input, Output, Progress> = { input: Input; output: Output; progress: Progress };

/** The long work, each kind in a worker thread of its own run, over shared memory. */
export interface Jobs {
  load: Job<
    { path: string; answers: OpenAnswers; memory: number; isLimit?: boolean },
    SetBuffers | { question: OpenQuestion },
    ByteProgress
  >;
  /** Helps the thread that loads a text. */
  parseLines: Job<LineWork, void, never>;
  colouring: Job<{ column: MetadataColumn; rows: number }, Colouring, never>;
  align: Job<{ first: AlignedSet; second: AlignedSet }, Alignment, never>;
  layout: Job<LayoutWork, LayoutFrame, LayoutFrame>;
  clusters: Job<ClusterWork, ClusterLevel[], never>;
  place: Job<PlaceWork, Float32Array, never>;
  direction: Job<DirectionWork, RecoveredDirection, never>;
  principal: Job<PrincipalWork, PrincipalPlane, never>;
  train: Job<
    {
      corpus: CorpusSource;
      params: TrainingParams;
      /** A file of a checkpoint to go on from. */
      from?: string | undefined;
      tfjsNodePath: string | undefined;
      /** What the text is called, to be shown. */
      name?: string | undefined;
    },
    void,
    /** What has begun comes first, before any progress: its tables are shared, and go on changing. */
    StartedTraining | TrainingProgress
  >;
  count: Job<
    { corpus: CorpusSource; params: TrainingParams; frequent: number; tfjsNodePath?: string | undefined },
    CorpusReport,
    Fraction
  >;
  /** Helps the thread that trains: a Share of it comes through the port. */
  trainShare: Job<{ share: MessagePort }, void, never>;
  influence: Job<
    { network: Network; input: Float32Array; initial: States; silenced: readonly SilencedUnit[]; at: number },
    Float64Array,
    Fraction
  >;
  forgetting: Job<{ networks: Network[]; input: Float32Array; reach: number }, ForgettingCurve[], Fraction>;
  trainLanguage: Job<
    {
      corpus: CorpusSource;
      params: LanguageParams;
      from: LanguageStart | undefined;
      tfjsNodePath: string | undefined;
    },
    void,
    /** What has begun comes first, before any progress: its state is shared, and goes on changing. */
    StartedLanguage | TrainingProgress
  >;
  countLanguage: Job<
    { corpus: CorpusSource; params: LanguageParams; from: LanguageStart | undefined; frequent: number },
    CorpusReport,
    never
  >;
  sampleLanguage: Job<{ state: LanguageState; tokens: number; seed: number }, string, never>;
  referenceRnn: Job<ReferenceWork, { hidden: Float32Array; name: string }, never>;
  /** In a thread of its own, so that TensorFlow does not stay in the engine for good. */
  backend: Job<{ tfjsNodePath: string | undefined }, BackendReport, never>;
}

export type JobName = keyof Jobs;

/** How a caller follows and stops a piece of long work. */
export interface Following<Progress> {
  signal: AbortSignal;
  report: (progress: Progress) => void;
}

/** What the worker sends back. */
export type WorkerMessage<J extends JobName> =
  | { progress: Jobs[J]['progress'] }
  | { done: Jobs[J]['output'] }
  /** One sentence for the user. */
  | { fault: string };

// The sources run as TypeScript in Node (tests, bench) and as a bundle in VS Code: the worker lies beside either.
const WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);

/**
 * Runs a job in a worker thread. Stopping it ends the thread at once, whatever it is doing, and gives its memory back.
 *
 * @throws Cancelled when `signal` is aborted, UserFault for what the user can understand, Error for a defect
 */
export function runJob<J extends JobName>(
  name: J,
  input: Jobs[J]['input'],
  { signal, report }: Following<Jobs[J]['progress']>,
  transferList: Transferable[] = [],
): Promise<Jobs[J]['output']> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Cancelled());
    const worker = new Worker(WORKER, { workerData: { name, input }, transferList });
    const end = (settle: () => void) => {
      signal.removeEventListener('abort', abort);
      settle();
      void worker.terminate();
    };
    const abort = () => end(() => reject(new Cancelled()));
    signal.addEventListener('abort', abort);
    worker.on('message', (message: WorkerMessage<J>) => {
      if ('progress' in message) report(message.progress);
      else if ('done' in message) end(() => resolve(message.done));
      else end(() => reject(new UserFault(message.fault)));
    });
    worker.on('error', (error: Error & { code?: string }) => end(() => reject(explain(error))));
    worker.on('exit', (code) => end(() => reject(new Error(`The worker thread ended with code ${code}.`))));
  });
}

function explain(error: Error & { code?: string }): Error {
  if (error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error instanceof RangeError) {
    return new UserFault(l10n.t('There is not enough memory for this: {0}', error.message));
  }
  return error;
}
