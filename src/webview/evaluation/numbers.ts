import * as l10n from '@vscode/l10n';
import type { Evaluation, EvaluationReport } from '../../protocol/evaluation.ts';
import { format } from '../dom.ts';

const SHORT_LIST = 20;

/** A report with what it was asked by. */
export interface Evaluated {
  params: Evaluation;
  setName: string;
  fileName: string;
  report: EvaluationReport;
}

/** A coefficient of correlation; without variation there is none. */
export function coefficient(value: number): string {
  return Number.isNaN(value) ? '–' : format(value);
}

export function percent(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '–';
}

/** The settings that belong to a score. */
export function settingsOf({ params, setName, report }: Evaluated): string {
  const { first, isCaseSensitive, method } = params;
  return [
    setName,
    report.kind === 'analogies' ? l10n.t('analogies') : l10n.t('word pairs'),
    ...(report.kind === 'analogies' ? [method === 'add' ? '3CosAdd' : '3CosMul'] : []),
    l10n.t('the first {0} words', first.toLocaleString()),
    isCaseSensitive ? l10n.t('case matters') : l10n.t('case does not matter'),
  ].join(' · ');
}

/** How much of the file the score is about. */
function coverageOf(report: EvaluationReport): { used: number; unknown: number; unreadable: number } {
  const unreadable = report.unreadable.length;
  return report.kind === 'analogies'
    ? { used: report.asked, unknown: report.unknown, unreadable }
    : { used: report.pairs.length, unknown: report.unknown.length, unreadable };
}

/** Sentences on what was left out, and what that means for the score; none where nothing was. */
export function leftOutSentences(report: EvaluationReport): string[] {
  const { used, unknown, unreadable } = coverageOf(report);
  const all = used + unknown + unreadable;
  if (used === all) return [];
  const share = l10n.t(
    'Left out: {0} of {1} lines, {2} of the file. A score over a part of a file is not the file’s score: compare it only with scores over the same lines.',
    (all - used).toLocaleString(),
    all.toLocaleString(),
    percent(all - used, all),
  );
  const why = l10n.t('With a word that the set does not know: {0}.', unknown.toLocaleString());
  const lines = report.unreadable.slice(0, SHORT_LIST).join(', ');
  const more = unreadable > SHORT_LIST ? ', …' : '';
  const broken = l10n.t('Unreadable: {0}, in line {1}.', unreadable.toLocaleString(), `${lines}${more}`);
  return [share, ...(unknown > 0 ? [why] : []), ...(unreadable > 0 ? [broken] : [])];
}
