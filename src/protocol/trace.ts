/** What the trace's webview and the extension host say to each other. Types only. */
import type { Trace, TraceCell, TraceParams } from './engine.ts';
import type { FromPanel, PanelGone, PanelRemember, PanelState } from './panel.ts';

/** Host → trace panel. */
export type ToTrace =
  | { type: 'trace'; params: TraceParams; setName: string; trace: Trace }
  /** The answer to 'cell', with the number that asked for it. */
  | { type: 'cell'; request: number; cell: TraceCell }
  | PanelRemember<TraceParams>
  | PanelGone;

/** Trace panel → host. */
export type FromTrace =
  | FromPanel
  | { type: 'cell'; request: number; step: number; unit: number }
  /** Trace the same text with another hidden size or seed. */
  | { type: 'change'; hiddenSize: number; seed: number };

/** What the panel keeps over a reload of the window. */
export interface TraceState extends PanelState<TraceParams> {
  cell?: { step: number; unit: number };
}
