import type { FromMap } from '../../protocol/map.ts';
import type { MapView } from './view.ts';

/** What the tools of a map need of its page. */
export interface Desk {
  readonly view: MapView;
  /** How many words are on the map. */
  readonly count: number;
  /** How many numbers a vector has. */
  readonly dims: number;
  /** The word of a row, on the map or not. */
  wordAt(row: number): string;
  post(message: FromMap): void;
  /** Selects a word and flies to it. */
  flyTo(row: number): void;
  /** Says a sentence to a screen reader. */
  speak(sentence: string): void;
  /** What is to outlive the page has changed. */
  store(): void;
}
