import type { TrainingParams } from '../../protocol/engine.ts';

/**
 * Where nobody says otherwise. Skip-gram: word2vec.c's. CBOW: more than word2vec.c's 0.05, since its inputs take their exact
 * gradient, which is 1 / their number of what word2vec.c gives them (İrsoy et al. 2020). NNLM: for AdaGrad.
 */
const DEFAULT_RATES: Record<TrainingParams['algorithm'], number> = {
  'skip-gram': 0.025,
  cbow: 0.1,
  nnlm: 0.1,
};
/** What is left of it at the end. */
const LAST = 0.004;

/** The learning rate at the beginning, from where it falls linearly with the words that are done (word2vec.c). */
export function firstRate({ rate, algorithm }: Pick<TrainingParams, 'rate' | 'algorithm'>): number {
  return rate || DEFAULT_RATES[algorithm];
}

/** @param fraction of the training that is done, 0 … 1 */
export function rateAt(first: number, fraction: number): number {
  return first * Math.max(LAST, 1 - fraction);
}
