import type { TrainingParams } from '../protocol/engine.ts';
import type { LanguageParams } from '../protocol/recurrent.ts';

/** The parameters that are numbers. */
type NumbersOf<Params> = {
  [Key in keyof Params]: Params[Key] extends number ? Key : never;
}[keyof Params];
export type TrainingNumber = NumbersOf<TrainingParams>;
export type LanguageNumber = NumbersOf<LanguageParams>;

/** What a number may be. */
export interface Limits {
  least: number;
  most: number;
  isWhole: boolean;
}

export const TRAINING_LIMITS: Record<TrainingNumber, Limits> = {
  dims: { least: 1, most: 2000, isWhole: true },
  window: { least: 1, most: 50, isWhole: true },
  epochs: { least: 0, most: 1000, isWhole: true },
  negative: { least: 1, most: 100, isWhole: true },
  minCount: { least: 1, most: 1_000_000, isWhole: true },
  maxVocabulary: { least: 0, most: 10_000_000, isWhole: true },
  sample: { least: 0, most: 1, isWhole: false },
  rate: { least: 0, most: 10, isWhole: false },
  threads: { least: 0, most: 256, isWhole: true },
  seed: { least: 0, most: 4_294_967_295, isWhole: true },
};

export const LANGUAGE_LIMITS: Record<LanguageNumber, Limits> = {
  embeddingSize: { least: 1, most: 512, isWhole: true },
  hiddenSize: { least: 1, most: 512, isWhole: true },
  layers: { least: 1, most: 4, isWhole: true },
  epochs: { least: 1, most: 1000, isWhole: true },
  steps: { least: 1, most: 200, isWhole: true },
  batch: { least: 1, most: 256, isWhole: true },
  learningRate: { least: 0.000001, most: 1, isWhole: false },
  clip: { least: 0.001, most: 1000, isWhole: false },
  dropout: { least: 0, most: 0.9, isWhole: false },
  minCount: { least: 1, most: 1_000_000, isWhole: true },
  mostTokens: { least: 3, most: 100_000, isWhole: true },
  validation: { least: 0, most: 0.5, isWhole: false },
  seed: { least: 0, most: 4_294_967_295, isWhole: true },
};

export function isWithinLimits({ least, most, isWhole }: Limits, value: number): boolean {
  return value >= least && value <= most && (!isWhole || Number.isInteger(value));
}
