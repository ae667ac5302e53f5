/** What every panel on embedding sets says to the extension host and hears of it. Types only. */

/** What a panel makes for the user to keep. */
export interface PanelFile {
  extension: 'csv' | 'json' | 'md' | 'png' | 'svg';
  content: string | Uint8Array;
}

/** Panel → host. */
export type FromPanel =
  /** The script runs and wants what is to be shown. */
  | { type: 'ready' }
  /** The user wants to keep it. */
  | { type: 'save'; file: PanelFile };

/** Host → panel. What is to be shown cannot be had (a set was closed, the engine failed): one sentence. */
export interface PanelGone {
  type: 'gone';
  message: string;
}

/** What a panel keeps over a reload of the window: the host computes the rest anew. */
export interface PanelState<Params> {
  params: Params;
}
