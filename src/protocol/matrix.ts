/** What the similarity matrix's webview and the extension host say to each other. Types only. */
import type { FromPanel, PanelGone, PanelRemember, PanelState } from './panel.ts';
import type { ComparedTexts, Pooling } from './queries.ts';

export interface MatrixParams {
  setId: string;
  /** The file that the texts come from. */
  source: string;
  texts: string[];
  /** What each is called by: its line in the file, or its place among the selections. */
  numbers: number[];
  /** How many texts there were; more than are compared where that would be too many. */
  found: number;
  pooling: Pooling;
  withoutCommon: boolean;
}

/** Host → matrix. */
export type ToMatrix =
  | { type: 'matrix'; params: MatrixParams; setName: string; compared: ComparedTexts }
  | PanelRemember<MatrixParams>
  | PanelGone;

/** What of a comparison can be changed in its panel. */
export type MatrixSettings = Pick<MatrixParams, 'pooling' | 'withoutCommon'>;

/** Matrix → host. */
export type FromMatrix =
  | FromPanel
  /** Compare the same texts in another way. */
  | { type: 'change'; settings: MatrixSettings };

export interface MatrixState extends PanelState<MatrixParams> {
  /** Whether similar texts stand beside each other. */
  isSorted: boolean;
  /** The two texts that are looked at, by their numbers. */
  pair?: [number, number];
}
