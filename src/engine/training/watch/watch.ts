import type { TrainingView, TrainingWindow, TrainingWords, WatchParams } from '../../../protocol/watch.ts';
import { Vocabulary } from '../../embeddings/vocabulary.ts';
import type { StartedTraining } from '../tables.ts';
import { FormingMap } from './formingMap.ts';
import { nearestOf } from './nearest.ts';
import { Snapshot } from './snapshot.ts';
import { SampledWindows } from './windows.ts';

/** What is looked at, and where the nearest are looked for, are so many words at most, the most frequent ones. */
const MOST_ROWS = 10_000;
/**
 * The part of the time that goes into the map while others train (a look at the nearest words takes about as much): the
 * training shall hardly be slower for being watched.
 */
const SHARE = 0.02;
/** A pause between two looks counts as this at most, in milliseconds. */
const LONGEST_MS = 1000;
/** What a look may take while nobody trains. */
const STILL_MS = 60;

/** Looks at a training from outside, while it runs and behind its end: its tables are shared. */
export class TrainingWatch {
  private readonly started: StartedTraining;
  /** When the last look was, in milliseconds. */
  private looked = 0;
  private readonly vocabulary: Vocabulary;
  private readonly windows: SampledWindows;
  private taken: Snapshot | undefined;
  private map: FormingMap | undefined;

  constructor(started: StartedTraining) {
    this.started = started;
    this.vocabulary = new Vocabulary(started.tables.words);
    this.windows = new SampledWindows(started);
  }

  words(rows: number): TrainingWords {
    const { vocabulary } = this;
    // Those first that are on the map.
    const content = this.started.sample.content.toSorted((a, b) => Number(a >= rows) - Number(b >= rows));
    return { words: vocabulary.first(rows), content: Array.from(content, (row) => vocabulary.word(row)) };
  }

  /** @param isStill the tables do not change */
  look({ rows, watched, count, start }: WatchParams, isStill: boolean): TrainingView {
    const { vocabulary, snapshot } = this;
    snapshot.take();
    if (rows > 0) this.moveMap(Math.min(rows, snapshot.rows), isStill, start);
    return {
      positions: this.map && rows > 0 ? this.map.positions.slice() : new Float32Array(0),
      watched: nearestOf(watched, count, vocabulary, snapshot),
      settled: this.map?.isSettled ?? true,
    };
  }

  window(number: number, rate: number): TrainingWindow | undefined {
    return this.windows.at(number, rate);
  }

  private moveMap(rows: number, isStill: boolean, start: Float32Array | undefined): void {
    if (this.map?.positions.length !== 2 * rows) this.map = new FormingMap(this.snapshot, rows, start);
    const now = performance.now();
    this.map.move(isStill, isStill ? STILL_MS : SHARE * Math.min(LONGEST_MS, now - this.looked));
    this.looked = now;
  }

  private get snapshot(): Snapshot {
    const { embedding } = this.started.tables;
    return (this.taken ??= new Snapshot(embedding, Math.min(MOST_ROWS, this.vocabulary.size)));
  }
}
