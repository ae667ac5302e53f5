import type { TrainingParams } from '../../protocol/engine.ts';
import type { UsedParams } from '../../protocol/watch.ts';
import { firstRate } from './rate.ts';

/** What a training was done by: the values that were taken where they were left to us, and nothing that had no say. */
export function usedParams(params: TrainingParams): UsedParams {
  const { negative, sample, threads, engine, pattern, maxVocabulary, ...always } = params;
  const isNnlm = params.algorithm === 'nnlm';
  return {
    ...always,
    rate: firstRate(params),
    ...(isNnlm ? {} : { negative, sample, threads, engine }),
    ...(params.tokeniser === 'pattern' && { pattern }),
    ...(maxVocabulary > 0 && { maxVocabulary }),
  };
}
