import type { TrainingView, TrainingWindow, TrainingWords, WatchParams } from '../../../protocol/watch.ts';
import { Vocabulary } from '../../embeddings/vocabulary.ts';
import { kernelsFor, type Kernels } from '../../kernels/kernels.ts';
import { reserveScratch } from '../../kernels/matrixMemory.ts';
import type { StartedTraining } from '../tables.ts';
import { FormingMap } from './formingMap.ts';
import { nearestOf } from './nearest.ts';
import { SampledWindows } from './windows.ts';

/** Looks at a training from outside, while it runs and behind its end: its tables are shared. */
export class TrainingWatch {
  private readonly started: StartedTraining;
  private readonly vocabulary: Vocabulary;
  private readonly windows: SampledWindows;
  private kernels: Kernels | undefined;
  private map: FormingMap | undefined;
  /** Looks come one after another, as each moves the map on. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(started: StartedTraining) {
    this.started = started;
    this.vocabulary = new Vocabulary(started.tables.words);
    this.windows = new SampledWindows(started);
  }

  words(rows: number): TrainingWords {
    const { vocabulary } = this;
    const { content } = this.started.sample;
    return { words: vocabulary.first(rows), content: Array.from(content, (row) => vocabulary.word(row)) };
  }

  /** @param isStill the tables do not change */
  look(params: WatchParams, isStill: boolean): Promise<TrainingView> {
    const looking = this.last.then(() => this.lookNow(params, isStill));
    this.last = looking.catch(() => undefined);
    return looking;
  }

  window(number: number, rate: number): TrainingWindow | undefined {
    return this.windows.at(number, rate);
  }

  private async lookNow({ rows, watched, count }: WatchParams, isStill: boolean): Promise<TrainingView> {
    const { embedding } = this.started.tables;
    const shown = Math.min(rows, this.vocabulary.size);
    if (this.map?.positions.length !== 2 * shown) this.map = new FormingMap(embedding, shown);
    await this.map.move(isStill);
    if (!this.kernels) {
      reserveScratch(embedding);
      this.kernels = kernelsFor(embedding, 0);
    }
    return {
      positions: this.map.positions.slice(),
      watched: nearestOf(watched, count, this.vocabulary, embedding, this.kernels),
      settled: this.map.isSettled,
    };
  }
}
