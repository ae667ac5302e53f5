/** What the webview of two compared sets and the extension host say to each other. Types only. */
import type { SetInfo } from './engine.ts';
import type { FromPanel, PanelGone, PanelRemember, PanelState } from './panel.ts';
import type { ComparedSets, WordInTwoSets } from './queries.ts';

/** The ids of the two sets. */
export interface TwoSetsParams {
  first: string;
  second: string;
}

/** Host → two sets. */
export type ToTwoSets =
  | { type: 'sets'; first: SetInfo; second: SetInfo; compared: ComparedSets }
  /** The answer to 'word', with the number that asked for it. */
  | { type: 'word'; request: number; word: string; answer: WordInTwoSets }
  /** The same where there is no answer: one sentence. */
  | { type: 'noWord'; request: number; message: string }
  | PanelRemember<TwoSetsParams>
  | PanelGone;

/** Two sets → host. */
export type FromTwoSets =
  | FromPanel
  | { type: 'word'; request: number; word: string }
  /** The user wants to keep all that moved, of which only the ends of the list are here. */
  | { type: 'export' };

export interface TwoSetsState extends PanelState<TwoSetsParams> {
  /** The word that is looked at. */
  word?: string;
}
