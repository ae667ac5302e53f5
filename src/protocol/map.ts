/** What the map's webview and the extension host say to each other. Types only. */
import type { Colouring, MetadataValue, Neighbour, PackedWords } from './engine.ts';

/** How far the layout has come. */
export type LayoutState =
  | { kind: 'none' }
  | { kind: 'graph' }
  | { kind: 'settling'; epoch: number; epochs: number }
  | { kind: 'settled' }
  | { kind: 'stopped'; epoch: number; epochs: number }
  | { kind: 'failed'; message: string };

/** Host → map. */
export type ToMap =
  /** A set to draw; clears what was drawn before. The notice is one sentence to stay in sight. */
  | {
      type: 'set';
      setId: string;
      name: string;
      dims: number;
      words: PackedWords;
      /** The names of its columns. */
      metadata: string[];
      notice?: string;
    }
  /** Positions [n × 2]; empty where only the state is new. */
  | { type: 'layout'; positions: Float32Array; state: LayoutState }
  /** The answer to 'neighbours', with the number that asked for it. */
  | {
      type: 'neighbours';
      request: number;
      row: number;
      neighbours: Neighbour[];
      metadata: MetadataValue[];
    }
  /** The answer to 'colouring'. */
  | { type: 'colouring'; column: string; colouring: Colouring }
  /** The set has a pinned word, or none any more (−1). */
  | { type: 'pinned'; row: number }
  /** Fly to a word and select it. */
  | { type: 'focus'; row: number }
  /** What the map showed last, where it was there before: VS Code may have kept less. */
  | { type: 'kept'; state: MapState }
  /** The set goes by another name. */
  | { type: 'name'; name: string }
  /** The set cannot be had (closed, its file is gone): one sentence. */
  | { type: 'gone'; message: string };

/** Map → host. */
export type FromMap =
  /** The script runs and wants everything. */
  | { type: 'ready' }
  | { type: 'neighbours'; request: number; row: number; count: number }
  | { type: 'colouring'; column: string }
  /** Pins a word, or none (−1). */
  | { type: 'pin'; row: number }
  | { type: 'stop' }
  | { type: 'restart' }
  /** What is to be kept. */
  | { type: 'state'; state: MapState }
  /** Tries once more to get the set. */
  | { type: 'retry' };

/** What the map keeps over a reload of the window; `setId` lets the host find the set again. */
export interface MapState {
  setId: string;
  /** Where the user put the camera. */
  camera?: { x: number; y: number; scale: number };
  /** The word that the camera flew to, and stays at. */
  followed?: number;
  selected?: number;
  /** The column by which the points are coloured, and the entries of its legend that are switched off. */
  colours?: { column: string; off: number[] };
}
