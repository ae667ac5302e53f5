import * as l10n from '@vscode/l10n';
import { ranks } from '../../common/ranks.ts';
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

/** What the columns of a table of ranked pairs are called. */
export function disagreementHeads(): string[] {
  return [
    l10n.t('Pair'),
    l10n.t('People'),
    l10n.t('Cosine'),
    l10n.t('Rank by people'),
    l10n.t('Rank by cosine'),
  ];
}
