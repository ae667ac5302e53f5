import type { WordPairsReport } from '../../protocol/queries.ts';

/** A pair with its places in the two orders that Spearman's ρ compares: 1 for the most similar. */
export interface RankedPair {
  a: string;
  b: string;
  human: number;
  cosine: number;
  humanRank: number;
  cosineRank: number;
}

/** All pairs, those first on which people and vectors agree least. */
export function byDisagreement(pairs: WordPairsReport['pairs']): RankedPair[] {
  const humanRanks = ranks(pairs.map(({ human }) => human));
  const cosineRanks = ranks(pairs.map(({ cosine }) => cosine));
  const gap = ({ humanRank, cosineRank }: RankedPair) => Math.abs(humanRank - cosineRank);
  return pairs
    .map((pair, i) => ({ ...pair, humanRank: humanRanks[i], cosineRank: cosineRanks[i] }))
    .sort((x, y) => gap(y) - gap(x));
}

/** 1 for the largest; equal values share the mean of their places. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((i, j) => values[j] - values[i]);
  const ranks = new Array<number>(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (const i of order.slice(from, to)) ranks[i] = (from + 1 + to) / 2;
  }
  return ranks;
}
