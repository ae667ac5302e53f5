import type { TrainingParams } from '../protocol/engine.ts';

/** How word vectors are trained unless the user says otherwise; fits texts from some pages to some million words. */
export const DEFAULT_TRAINING: TrainingParams = {
  algorithm: 'skip-gram',
  dims: 50,
  window: 5,
  epochs: 0,
  negative: 5,
  minCount: 2,
  sample: 1e-3,
  rate: 0,
  seed: 1,
  threads: 0,
  engine: 'kernels',
  tokeniser: 'words',
  pattern: '',
  lowerCase: true,
  splitIdentifiers: false,
  maxVocabulary: 0,
};
