import type { SteppedRow, TrainingWindow } from '../../../protocol/watch.ts';
import { Vocabulary } from '../../embeddings/vocabulary.ts';
import { dot } from '../../kernels/plainKernels.ts';
import { trainWindow, windowsOf, type Window } from '../../kernels/plainTraining.ts';
import { sharedUint32 } from '../../shared.ts';
import { keepThresholds, noiseAliases } from '../sampling.ts';
import type { StartedTraining } from '../tables.ts';

/** The windows of the beginning of a text, and what a step of the training does with each; on copies of the rows. */
export class SampledWindows {
  private readonly started: StartedTraining;
  private windows: Window[] | undefined;

  constructor(started: StartedTraining) {
    this.started = started;
  }

  /** Undefined where the training has no windows with negative samples. */
  at(number: number, rate: number): TrainingWindow | undefined {
    const { tables, params } = this.started;
    const { algorithm } = params;
    if (algorithm === 'nnlm') return undefined;
    const windows = (this.windows ??= drawWindows(this.started));
    if (windows.length === 0) return undefined;
    const place = number % windows.length;
    const { inputs, targets } = windows[place];
    const { dims } = params;
    const [from, to] = [new Rows(tables.embedding.vectors, inputs, dims), new Rows(tables.context.vectors, targets, dims)];
    const small = { embedding: from.matrix, context: to.matrix, dims };
    const window = { inputs: inputs.map((row) => from.placeOf(row)), targets: targets.map((row) => to.placeOf(row)) };
    const products = algorithm === 'cbow' ? meanProducts(from, to, window) : pairProducts(from, to, window);
    const loss = (learns: boolean) => trainWindow(small, window, { algorithm, rate, learns }) / (algorithm === 'cbow' ? 1 : inputs.length);
    const before = [from.copy(), to.copy()];
    const lossBefore = loss(false);
    loss(true);
    const vocabulary = new Vocabulary(tables.words);
    const stepped = (rows: Rows, copy: Float32Array, wanted: number[]): SteppedRow[] => [...new Set(wanted)].map((row) => ({ word: vocabulary.word(row), before: rows.of(copy, row), after: rows.of(rows.matrix.vectors, row) }));
    return {} as never;
  }
}
