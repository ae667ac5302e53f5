import * as l10n from '@vscode/l10n';
import type { WordPairsReport } from '../../protocol/queries.ts';
import { element, format } from '../dom.ts';
import { figures } from '../figures.ts';
import { coefficient } from './numbers.ts';
import { byDisagreement } from './ranks.ts';
import { scatter } from './scatter.ts';
import { table } from '../table.ts';

/** Pairs that are named as those of the largest disagreement. */
const NAMED = 20;

/** How well cosines agree with people, pair by pair. */
export function wordPairsView(report: WordPairsReport): HTMLElement[] {
  const { pearson, spearman, pairs, unknown } = report;
  return [
    figures([
      [l10n.t('Spearman’s ρ'), coefficient(spearman)],
      [l10n.t('Pearson’s r'), coefficient(pearson)],
      [l10n.t('Pairs used'), pairs.length.toLocaleString()],
      [l10n.t('Pairs left out'), unknown.length.toLocaleString()],
    ]),
    element('div', { className: 'columns' }, element('div', {}, scatter(pairs)), disagreements(report)),
    ...(unknown.length > 0 ? [leftOut(unknown)] : []),
  ];
}

function disagreements({ pairs }: WordPairsReport): HTMLElement {
  const rows = byDisagreement(pairs)
    .slice(0, NAMED)
    .map(({ a, b, human, cosine, humanRank, cosineRank }) => [
      `${a} · ${b}`,
      String(human),
      format(cosine),
      humanRank.toLocaleString(),
      cosineRank.toLocaleString(),
    ]);
  const heads = [
    l10n.t('Pair'),
    l10n.t('People'),
    l10n.t('Cosine'),
    l10n.t('Rank by people'),
    l10n.t('Rank by cosine'),
  ];
  return table(l10n.t('Largest disagreement'), heads, rows);
}

function leftOut(unknown: WordPairsReport['unknown']): HTMLElement {
  const title = l10n.t('Pairs with a word that the set does not know: {0}', unknown.length.toLocaleString());
  const list = unknown.map(([a, b]) => `${a} · ${b}`).join(', ');
  return element('details', {}, element('summary', {}, title), element('p', {}, list));
}
