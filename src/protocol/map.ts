/** What the map's webview and the extension host say to each other. Types only. */
import type {
  Colouring,
  ColumnValues,
  LayoutParams,
  MapClusters,
  Measure,
  MetadataValue,
  Neighbour,
  PackedWords,
  SampleCounts,
} from './engine.ts';
import type { PanelFile } from './panel.ts';
import type { ScoredWord } from './queries.ts';

/** How far the layout has come. */
export type LayoutState =
  | { kind: 'none' }
  /**
   * Before the first epoch: every word's neighbours are looked for. Since when, in milliseconds of the epoch 1970, and what part
   * of them is found, 0 … 1, where that is known.
   */
  | { kind: 'graph'; since: number; found?: number }
  | { kind: 'settling'; epoch: number; epochs: number; isPaused: boolean }
  | { kind: 'settled' }
  | { kind: 'stopped'; epoch: number; epochs: number }
  | { kind: 'failed'; message: string };

/** What is laid out, and how. */
export interface LayoutChoice {
  params: LayoutParams;
  /** The rows that are laid out on their own; without them all of the map. */
  rows?: Int32Array | undefined;
}

/** By what the points are coloured. */
export type ColourBy =
  | { kind: 'column'; column: string }
  | { kind: 'measure'; measure: Measure }
  | { kind: 'groups' }
  | { kind: 'clusters' };

/** A word that was placed into a settled map. */
export interface AddedWord {
  word: string;
  /** Its row in the set of the map; where it has none there, a number of its own behind all rows. */
  row: number;
  /** The set whose vector it has; without it that of the map. */
  set?: NamedSet | undefined;
}

export interface NamedSet {
  id: string;
  name: string;
}

/** Where a word lies on the map that was to be placed, or one sentence that says why nowhere. */
export interface PlacedWord {
  word: string;
  /** Its row in the set of the map, −1 where it has none there. */
  row: number;
  at?: [number, number];
  fault?: string;
}

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
  /**
   * Positions [n × 2], of those rows that are laid out on their own, or of all; empty where only the state is new. `choice`
   * says what was asked for.
   */
  | {
      type: 'layout';
      positions: Float32Array;
      state: LayoutState;
      choice: LayoutChoice;
      sample?: SampleCounts;
    }
  /** The clusters of a layout that has settled, from the coarsest level to the finest, of the rows that it laid out. */
  | { type: 'clusters'; levels: MapClusters[] }
  /** The answer to 'neighbours', with the number that asked for it. */
  | {
      type: 'neighbours';
      request: number;
      row: number;
      neighbours: Neighbour[];
      metadata: MetadataValue[];
    }
  /** The answer to 'colouring'. */
  | { type: 'colouring'; by: string | Measure; colouring: Colouring }
  /** The answer to 'column'. */
  | { type: 'column'; column: string; values: ColumnValues }
  /** The answer to 'measure'. */
  | { type: 'measured'; measure: Measure; values: Float32Array }
  /** The answer to 'analogy': words, or one sentence that says why there are none. */
  | { type: 'analogy'; request: number; words: ScoredWord[]; message?: string }
  /** The answer to 'vectors': each [dims]. */
  | { type: 'vectors'; request: number; vectors: Float32Array[] }
  /** The answer to 'place', in the order of what was asked for. */
  | { type: 'placed'; request: number; places: PlacedWord[] }
  /** The other open sets with vectors of as many numbers. */
  | { type: 'others'; sets: NamedSet[] }
  /** The answer to 'graph': both [words × count]. */
  | { type: 'graph'; count: number; rows: Int32Array; cosines: Float32Array }
  /** The set has a pinned word, or none any more (−1). */
  | { type: 'pinned'; row: number }
  /** The word under the cursor of the text editor, or none that is on the map (−1). */
  | { type: 'cursor'; row: number }
  /** What the pointer is on in another map that is in sight, or nothing that this one knows (−1). */
  | { type: 'linked'; row: number }
  /** Fly to a word and select it. */
  | { type: 'focus'; row: number; isLinked?: boolean }
  /** What the map showed last, where it was there before (VS Code may have kept less), or what a session file says of it. */
  | { type: 'kept'; state: MapState }
  /** The set goes by another name. */
  | { type: 'name'; name: string }
  /** The set cannot be had (closed, its file is gone): one sentence. */
  | { type: 'gone'; message: string };

/** Map → host. */
export type FromMap =
  /** The script runs and wants everything. */
  | { type: 'ready' }
  /** A frame of the layout is on the screen: the next one can come. */
  | { type: 'drawn' }
  | {
      type: 'neighbours';
      request: number;
      row: number;
      count: number;
      /** Where the row is no row of the set: whose neighbours are looked for. */
      added?: AddedWord | undefined;
    }
  /** Places words into the layout as it is, which does not move. */
  | { type: 'place'; request: number; words: { word: string; setId?: string | undefined }[] }
  | { type: 'colouring'; by: string | Measure }
  /** What a metadata column says of every word. */
  | { type: 'column'; column: string }
  | { type: 'measure'; measure: Measure }
  /** a is to b as c is to …: rows. */
  | { type: 'analogy'; request: number; a: number; b: number; c: number }
  | { type: 'vectors'; request: number; rows: number[] }
  /** The nearest words of every word. */
  | { type: 'graph'; count: number }
  /** Pins a word, or none (−1). */
  | { type: 'pin'; row: number }
  /** Lays out otherwise. */
  | { type: 'layOut'; choice: LayoutChoice }
  | { type: 'pause'; isPaused: boolean }
  | { type: 'stop' }
  | { type: 'restart' }
  /** The pointer is on a word, or on none (''); a word was selected: for maps that are linked with this one. */
  | { type: 'point'; word: string }
  | { type: 'choose'; word: string }
  /** Shows where a word stands in the files of the workspace. */
  | { type: 'occurrences'; word: string }
  /** Marks words in the text editors; none of them any more where there are no words. */
  | { type: 'mark'; colour: number; words: string[] }
  /** The user wants to keep what the map shows. */
  | { type: 'save'; file: PanelFile }
  /** The user wants to keep the whole session. */
  | { type: 'saveSession'; state: MapState }
  /** What is to be kept. */
  | { type: 'state'; state: MapState }
  /** Tries once more to get the set. */
  | { type: 'retry' };

/** Rows as a text: the steps from one to the next, in base 36. */
export type StoredRows = string;

export interface StoredGroup {
  name: string;
  colour: number;
  rows: StoredRows;
}

/** Which words are picked, and the groups. */
export interface StoredPicks {
  rows: StoredRows;
  groups: StoredGroup[];
  /** The words that were placed into the map. */
  added?: AddedWord[];
}

/** An analogy as arrows, by rows: a is to b as c is to d. */
export interface Analogy {
  a: number;
  b: number;
  c: number;
  d: number;
}

/** What the map keeps over a reload of the window; `setId` lets the host find the set again. */
export interface MapState {
  setId: string;
  /** Where the user put the camera. */
  camera?: { x: number; y: number; scale: number } | undefined;
  /** The word that the camera flew to, and stays at. */
  followed?: number;
  selected?: number;
  /** By what the points are coloured, and the entries of its legend that are switched off. */
  colours?: { by: ColourBy; off: number[] } | undefined;
  picks?: StoredPicks;
  /** Where the added words lie in a layout that is known by its print: row, x, y of each. */
  placed?: { print: number; places: [number, number, number][] } | undefined;
  analogies?: Analogy[];
  /** The rows whose vectors are shown as strips. */
  strips?: number[];
  /** The metadata columns that the table shows. */
  columns?: string[];
  /** The panel of a tool that is open. */
  panel?: string | undefined;
  /** Whether the names of clusters are shown. */
  hasClusterNames?: boolean;
  /** Whether what is pointed at and selected here is so in other maps, too. */
  isLinked?: boolean;
}
