import * as l10n from '@vscode/l10n';
import { csv } from '../../common/csv.ts';
import type { Evaluated } from '../../protocol/evaluation.ts';
import type { AnalogiesReport } from '../../protocol/queries.ts';
import { format } from '../../common/numbers.ts';
import { examplesOf } from './examples.ts';
import { coefficient, coverageOf, percent, reservations, settingsOf, type WordPairs } from './numbers.ts';
import { byDisagreement, disagreementHeads } from './ranks.ts';

/** Pairs that are named as those of the largest disagreement. */
const LONGEST = 50;

/** The numbers, one line a pair or a section. What was left out has no cosine. */
export function reportCsv({ report }: Evaluated): string {
  if (report.kind === 'analogies') {
    const rows = report.sections.map(({ name, correct, asked, unknown }) => [name, correct, asked, unknown]);
    return csv([['section', 'correct', 'asked', 'unknown'], ...rows]);
  }
  const used = report.pairs.map(({ a, b, human, cosine }) => [a, b, human, cosine]);
  const unknown = report.unknown.map(([a, b]) => [a, b, '', '']);
  return csv([['word 1', 'word 2', 'people', 'cosine'], ...used, ...unknown]);
}

/** All there is, for programs. */
export function reportJson({ params, setName, fileName, report }: Evaluated): string {
  const { first, isCaseSensitive, method } = params;
  const settings = { first, isCaseSensitive, ...(report.kind === 'analogies' && { method }) };
  return `${JSON.stringify({ set: setName, file: fileName, ...settings, ...report }, undefined, 2)}\n`;
}

/** A page to be read. */
export function reportMarkdown(evaluated: Evaluated): string {
  const { fileName, report } = evaluated;
  const parts = [
    `# ${escaped(l10n.t('Evaluation by {0}', fileName))}`,
    escaped(settingsOf(evaluated)),
    ...reservations(evaluated).map((sentence) => `> ${escaped(sentence)}`),
    ...(report.kind === 'analogies' ? analogiesParts(report) : wordPairsParts(report)),
  ];
  return `${parts.join('\n\n')}\n`;
}

function wordPairsParts(report: WordPairs): string[] {
  const { spearman, pearson, pairs } = report;
  const numbers = [
    [l10n.t('Spearman’s ρ'), inOneLine(coefficient(spearman, report))],
    [l10n.t('Pearson’s r'), inOneLine(coefficient(pearson, report))],
    [l10n.t('Pairs used'), String(pairs.length)],
    [l10n.t('Lines left out'), String(coverageOf(report).leftOut)],
  ];
  const worst = byDisagreement(pairs)
    .slice(0, LONGEST)
    .map(({ a, b, human, cosine, humanRank, cosineRank }) =>
      [`${a} · ${b}`, human, format(cosine), humanRank, cosineRank].map(String),
    );
  return [
    lines(['', ''], numbers),
    `## ${l10n.t('Largest disagreement')}`,
    lines(disagreementHeads(), worst),
  ];
}

function inOneLine([shown, note]: ReturnType<typeof coefficient>): string {
  return note === undefined ? shown : `${shown} (${note})`;
}

function analogiesParts({ correct, asked, unknown, sections, wrong }: AnalogiesReport): string[] {
  const row = (name: string, part: { correct: number; asked: number; unknown: number }) =>
    [name, percent(part.correct, part.asked), part.correct, part.asked, part.unknown].map(String);
  const heads = [
    l10n.t('Section'),
    l10n.t('Accuracy'),
    l10n.t('Correct'),
    l10n.t('Asked'),
    l10n.t('Unknown'),
  ];
  const rows = [
    ...sections.map((section) => row(section.name, section)),
    row(l10n.t('All'), { correct, asked, unknown }),
  ];
  const { caption, shown } = examplesOf(wrong);
  const examples = shown.map(([a, b, c, expected, answered]) => [
    `${a} : ${b} = ${c} : ?`,
    expected,
    answered,
  ]);
  return [
    lines(heads, rows),
    `## ${caption}`,
    lines([l10n.t('Question'), l10n.t('Expected'), l10n.t('Answered')], examples),
  ];
}

function lines(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(' | ')} |`;
  return [line(heads), `|${' --- |'.repeat(heads.length)}`, ...rows.map(line)].join('\n');
}

/** Text in which Markdown finds nothing to format. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>|#~]/g, '\\$&');
}
