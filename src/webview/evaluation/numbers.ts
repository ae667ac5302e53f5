import * as l10n from '@vscode/l10n';
import type { Evaluated, SentReport } from '../../protocol/evaluation.ts';
import { format } from '../../common/numbers.ts';

const SHORT_LIST = 20;

/** With fewer pairs, a coefficient tells next to nothing. */
const FEW_PAIRS = 10;

export type WordPairs = Extract<SentReport, { kind: 'word-pairs' }>;

/** A coefficient of correlation; where one of the two lists does not vary, there is none, and a note says why. */
export function coefficient(value: number | null, { pairs }: WordPairs): [shown: string, note?: string] {
  if (value !== null) return [format(value)];
  const isEven = pairs.every(({ human }) => human === pairs[0].human);
  const why = isEven ? l10n.t('all judgements are equal') : l10n.t('all cosines are equal');
  return [l10n.t('undefined'), why];
}

export function percent(part: number, whole: number): string {
  return whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : '–';
}

/** The settings that belong to a score. */
export function settingsOf({ params, setName, setWords, report }: Evaluated): string {
  const { first, isCaseSensitive, method } = params;
  const words =
    first < setWords
      ? l10n.t('the first {0} of {1} words', first.toLocaleString(), setWords.toLocaleString())
      : l10n.t('all {0} words', setWords.toLocaleString());
  return [
    setName,
    report.kind === 'analogies' ? l10n.t('analogies') : l10n.t('word pairs'),
    ...(report.kind === 'analogies' ? [method === 'add' ? '3CosAdd' : '3CosMul'] : []),
    words,
    isCaseSensitive ? l10n.t('case matters') : l10n.t('case does not matter'),
  ].join(' · ');
}

/** How much of the file the score is about, in lines. */
export function coverageOf(report: SentReport): { used: number; leftOut: number; unknown: number } {
  const unreadable = report.unreadable.length;
  const [used, unknown] =
    report.kind === 'analogies'
      ? [report.asked, report.unknown]
      : [report.pairs.length, report.unknown.length];
  return { used, leftOut: unknown + unreadable, unknown };
}

/** Sentences that keep a score from being taken for more than it is; none where there is nothing to be said. */
export function reservations(evaluated: Evaluated): string[] {
  return [...leftOut(evaluated), ...tooFew(evaluated.report)];
}

/** What was left out, why, and what that means for the score. */
function leftOut(evaluated: Evaluated): string[] {
  const { report } = evaluated;
  const { used, leftOut, unknown } = coverageOf(report);
  if (leftOut === 0) return [];
  const all = used + leftOut;
  const share = l10n.t(
    'Left out: {0} of {1} lines, {2} of the file. A score over a part of a file is not the file’s score: compare it only with scores over the same lines.',
    leftOut.toLocaleString(),
    all.toLocaleString(),
    percent(leftOut, all),
  );
  const why = `${whyUnknown(evaluated)}: ${unknown.toLocaleString()}.`;
  const unreadable = report.unreadable.length;
  const lines = report.unreadable.slice(0, SHORT_LIST).join(', ');
  const more = unreadable > SHORT_LIST ? ', …' : '';
  const broken = l10n.t('Unreadable: {0}, in line {1}.', unreadable.toLocaleString(), `${lines}${more}`);
  return [share, ...(unknown > 0 ? [why] : []), ...(unreadable > 0 ? [broken] : [])];
}

/** Why lines with unknown words were left out: the set does not know them, or not among those that take part. */
export function whyUnknown({ params: { first }, setWords }: Evaluated): string {
  return first < setWords
    ? l10n.t('With a word that is not among the first {0} words of the set', first.toLocaleString())
    : l10n.t('With a word that the set does not know');
}

function tooFew(report: SentReport): string[] {
  if (report.kind === 'analogies' || report.pairs.length >= FEW_PAIRS || report.pearson === null) return [];
  if (report.pairs.length === 2)
    return [
      l10n.t('Two pairs always lie on a line: whatever the set is like, the coefficients are 1 or −1.'),
    ];
  return [
    l10n.t(
      'With only {0} pairs the coefficients say little: chance alone can make them large.',
      report.pairs.length,
    ),
  ];
}
