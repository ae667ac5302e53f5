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
  /** The user wants it once more; sets that were closed are opened again. */
  | { type: 'retry' }
  /** The user wants to keep it. */
  | { type: 'save'; file: PanelFile }
  /** The answer to this question is not wanted any more. */
  | { type: 'cancel'; request: number };

/** Host → panel. What it is about; it comes before any answer, so that a panel without one comes back as itself, too. */
export interface PanelRemember<Params> {
  type: 'remember';
  state: PanelState<Params>;
}

/** Host → panel. What is to be shown cannot be had (a set was closed, the engine failed): one sentence. */
export interface PanelGone {
  type: 'gone';
  message: string;
  /** Where trying again is not the way out: to open the set's file again, or nothing. */
  remedy?: 'open' | 'none';
}

/** A set that a panel asks: by its file it is found where it was closed and opened again. */
export interface SetReference {
  id: string;
  name: string;
  /** Without one, the set was trained and not saved: closed, it is lost. */
  path?: string;
}

/** What a panel keeps over a reload of the window: the host computes the rest anew. */
export interface PanelState<Params> {
  params: Params;
  sets: SetReference[];
}
