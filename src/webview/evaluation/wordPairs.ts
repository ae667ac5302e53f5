import * as l10n from '@vscode/l10n';
import { format } from '../../common/numbers.ts';
import { element } from '../dom.ts';
import { figures } from '../figures.ts';
import { table } from '../table.ts';
import { coefficient, coverageOf, type WordPairs } from './numbers.ts';
import { byDisagreement, disagreementHeads } from './ranks.ts';
import { scatter } from './scatter.ts';

/** Pairs that are named as those of the largest disagreement. */
const NAMED = 20;

/**
 * How well cosines agree with people, pair by pair.
 *
 * @param why the unknown pairs were left out
 */
export function wordPairsView(report: WordPairs, why: string): HTMLElement[] {
  const { pearson, spearman, pairs, unknown } = report;
  return [
    figures([
      [l10n.t('Spearman’s ρ'), ...coefficient(spearman, report)],
      [l10n.t('Pearson’s r'), ...coefficient(pearson, report)],
      [l10n.t('Pairs used'), pairs.length.toLocaleString()],
      [l10n.t('Lines left out'), coverageOf(report).leftOut.toLocaleString()],
    ]),
    element('div', { className: 'columns' }, element('div', {}, scatter(pairs)), disagreements(report)),
    ...(unknown.length > 0 ? [leftOut(unknown, why)] : []),
  ];
}

function disagreements({ pairs }: WordPairs): HTMLElement {
  const rows = byDisagreement(pairs)
    .slice(0, NAMED)
    .map(({ a, b, human, cosine, humanRank, cosineRank }) => [
      `${a} · ${b}`,
      String(human),
      format(cosine),
      humanRank.toLocaleString(),
      cosineRank.toLocaleString(),
    ]);
  return table(l10n.t('Largest disagreement'), disagreementHeads(), rows);
}

function leftOut(unknown: WordPairs['unknown'], why: string): HTMLElement {
  const title = `${why}: ${unknown.length.toLocaleString()}`;
  const list = unknown.map(([a, b]) => `${a} · ${b}`).join(', ');
  return element('details', {}, element('summary', {}, title), element('p', {}, list));
}
