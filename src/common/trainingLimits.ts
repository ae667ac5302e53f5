import type { TrainingParams } from '../protocol/engine.ts';

/** The parameters of a training that are numbers. */
export type TrainingNumber = {
  [Key in keyof TrainingParams]: TrainingParams[Key] extends number ? Key : never;
}[keyof TrainingParams];

/** What they may be. */
export const TRAINING_LIMITS: Record<TrainingNumber, { least: number; most: number; isWhole: boolean }> = {
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

export function isWithinLimits(key: TrainingNumber, value: number): boolean {
  const { least, most, isWhole } = TRAINING_LIMITS[key];
  return value >= least && value <= most && (!isWhole || Number.isInteger(value));
}
