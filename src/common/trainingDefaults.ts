import type { TrainingParams } from '../protocol/engine.ts';
import type { LanguageParams } from '../protocol/recurrent.ts';

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

/** How a language model is trained unless the user says otherwise; fits texts from some pages to a million words. */
export const DEFAULT_LANGUAGE: LanguageParams = {
  kind: 'lstm',
  tokeniser: 'words',
  embeddingSize: 64,
  hiddenSize: 128,
  layers: 1,
  epochs: 10,
  steps: 35,
  batch: 20,
  learningRate: 0.003,
  clip: 1,
  dropout: 0.2,
  minCount: 2,
  mostTokens: 20_000,
  validation: 0.1,
  seed: 1,
};
