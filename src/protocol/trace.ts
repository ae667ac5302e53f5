/** What the trace's webview and the extension host say to each other. Types only. */
import type { ParamsOf, ResultOf } from './engine.ts';
import type { FromPanel, PanelGone, PanelRemember, PanelState } from './panel.ts';
import type { ComparedTraces, NetworkInfo, SeededNetwork, Trace, TraceParams } from './recurrent.ts';

/** Where the texts of a trace stand in a document. */
export interface TextSource {
  uri: string;
  /** The offset of each text's first character, in UTF-16 units. */
  starts: number[];
}

/** By what a second trace differs from the first; a text of its own has none of the first one's words replaced. */
export interface TraceVariant extends Pick<TraceParams, 'replaced' | 'silenced'> {
  /** Absent: the first one's. */
  text?: string;
  /** Absent: the first one's. */
  network?: SeededNetwork | { networkId: string };
}

/** What a trace's panel is of. */
export interface TraceView {
  trace: TraceParams;
  /** The texts that were selected: a batch. The traced one is one of them, or another one. */
  texts: string[];
  source?: TextSource;
  /** The set that was active: a language model reads its own. */
  ownSetId: string;
  /** A second trace, which is compared with the first. */
  variant?: TraceVariant;
}

/** Which of two traces. */
export type WhichTrace = 'first' | 'second';

/** What can be asked of a trace while it is shown. */
export type TraceQuestion = 'cell' | 'influence' | 'forgetting' | 'similarity' | 'path' | 'order' | 'batch';
export type TraceQuestionParams<Q extends TraceQuestion> = Omit<ParamsOf<`trace/${Q}`>, 'trace'>;
export type TraceAnswer<Q extends TraceQuestion> = ResultOf<`trace/${Q}`>;

/** A network that can be traced, as far as a panel names it. */
export interface KnownNetwork extends Pick<NetworkInfo, 'id' | 'name'> {
  /** Absent: not read yet in this session. */
  info?: NetworkInfo;
  /** The set that a language model reads. */
  setId?: string;
}

/** Host → trace panel. */
export type ToTrace =
  | {
      type: 'trace';
      params: TraceView;
      setName: string;
      trace: Trace;
      compared?: Omit<ComparedTraces, 'first'>;
      networks: KnownNetwork[];
    }
  /** The answer to what was asked by that number. */
  | { type: 'answer'; request: number; answer: TraceAnswer<TraceQuestion> }
  | { type: 'noAnswer'; request: number; message: string }
  /** What was to be shown cannot be; what is shown stays. */
  | { type: 'refused'; message: string }
  | { type: 'networks'; networks: KnownNetwork[] }
  /** The editor's cursor or pointer is at this offset of the text; below 0: outside of it. */
  | { type: 'pointed'; offset: number }
  | PanelRemember<TraceView>
  | PanelGone;

/** Trace panel → host. */
export type FromTrace =
  | FromPanel
  | { [Q in TraceQuestion]: AskTrace<Q> }[TraceQuestion]
  /** Show this instead. */
  | { type: 'change'; params: TraceView }
  /** Light a part of the text in its editor; without one, none. */
  | { type: 'light'; span?: { start: number; end: number } }
  | { type: 'openNetwork' }
  /** Begin with states that the user has in a JSON file. */
  | { type: 'openStates' }
  | { type: 'saveWeights' }
  | { type: 'trainLanguage' };

export interface AskTrace<Q extends TraceQuestion> {
  type: 'ask';
  request: number;
  of: WhichTrace;
  question: Q;
  params: TraceQuestionParams<Q>;
}

/** What the grid shows of a trace. */
export interface ShownStates {
  /** Place among {@link Trace.layers}. */
  layer: number;
  /** 'h', 'c', a gate's name, or 'difference' of h in two traces. */
  what: string;
  order: 'number' | 'cluster' | 'mean' | 'change';
  which: WhichTrace;
  /** Where the colours are full: at the bound of the function, or at the largest number. Absent: at the bound. */
  colours?: 'bound' | 'largest';
  /** How long the bars of influence and distance are. Absent: 'linear'. */
  bars?: 'linear' | 'log';
}

/** What the panel keeps over a reload of the window. */
export interface TraceState extends PanelState<TraceView> {
  cell?: { step: number; unit: number };
  shown?: ShownStates;
  tab?: string;
}
