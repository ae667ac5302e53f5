import type { Random } from '../../random.ts';
import type { LanguageBatch } from './differentiator.ts';
import type { LanguageShape } from './model.ts';

/** A text as streams that are read side by side, some steps at a time: what one batch leaves off, the next begins with. */
export class Batches {
  readonly streams: number;
  /** Batches of an epoch. */
  readonly count: number;
  /** Tokens that are predicted. */
  readonly tokens: number;
  private readonly ids: Int32Array;
  private readonly steps: number;
  private readonly length: number;

  /** @param streams fewer where the text is too short for so many */
  constructor(ids: Int32Array, streams: number, steps: number) {
    this.ids = ids;
    this.streams = Math.max(1, Math.min(streams, ids.length >> 1));
    this.length = Math.floor(ids.length / this.streams);
    this.steps = steps;
    this.count = Math.ceil(Math.max(0, this.length - 1) / steps);
    this.tokens = Math.max(0, this.length - 1) * this.streams;
  }

  [Symbol.iterator](): Generator<LanguageBatch> {
    return this.from(0);
  }

  /** Those behind the first `batch`. */
  *from(batch: number): Generator<LanguageBatch> {
    const { ids, streams, length } = this;
    for (let from = batch * this.steps; from + 1 < length; from += this.steps) {
      const steps = Math.min(this.steps, length - 1 - from);
      const inputs = new Int32Array(steps * streams);
      const targets = new Int32Array(steps * streams);
      for (let t = 0; t < steps; t++) {
        for (let s = 0; s < streams; s++) {
          const at = s * length + from + t;
          inputs[t * streams + s] = ids[at];
          targets[t * streams + s] = ids[at + 1];
        }
      }
      yield { steps, streams, inputs, targets };
    }
  }
}

/** What dropout leaves out of one batch: a mask for the inputs of each layer, and one for the outputs of the last. */
export function dropoutMasks(
  { embeddingSize, hiddenSize, layers }: LanguageShape,
  { inputs }: LanguageBatch,
  dropout: number,
  random: Random,
): Float32Array[] {
  const widths = [embeddingSize, ...Array.from({ length: layers }, () => hiddenSize)];
  return widths.map((width) => {
    const mask = new Float32Array(inputs.length * width);
    for (let i = 0; i < mask.length; i++) mask[i] = random() < dropout ? 0 : 1 / (1 - dropout);
    return mask;
  });
}
