import * as l10n from '@vscode/l10n';
import { csv } from '../../common/csv.ts';
import { coefficient, leftOutSentences, percent, settingsOf, type Evaluated } from './numbers.ts';
import { byDisagreement } from './ranks.ts';

/** Rows of the report's longest lists. */
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
    ...leftOutSentences(report).map((sentence) => `> ${escaped(sentence)}`),
    ...(report.kind === 'analogies' ? analogiesParts(report) : wordPairsParts(report)),
  ];
  return `${parts.join('\n\n')}\n`;
}

type ReportOf<Kind> = Extract<Evaluated['report'], { kind: Kind }>;

function wordPairsParts({ spearman, pearson, pairs, unknown }: ReportOf<'word-pairs'>): string[] {
  const numbers = [
    [l10n.t('Spearman’s ρ'), coefficient(spearman)],
    [l10n.t('Pearson’s r'), coefficient(pearson)],
    [l10n.t('Pairs used'), String(pairs.length)],
    [l10n.t('Pairs left out'), String(unknown.length)],
  ];
  const worst = byDisagreement(pairs)
    .slice(0, LONGEST)
    .map(({ a, b, human, cosine, humanRank, cosineRank }) =>
      [`${a} · ${b}`, human, coefficient(cosine), humanRank, cosineRank].map(String),
    );
  const heads = [
    l10n.t('Pair'),
    l10n.t('People'),
    l10n.t('Cosine'),
    l10n.t('Rank by people'),
    l10n.t('Rank by cosine'),
  ];
  return [lines(['', ''], numbers), `## ${l10n.t('Largest disagreement')}`, lines(heads, worst)];
}

function analogiesParts({ correct, asked, unknown, sections, wrong }: ReportOf<'analogies'>): string[] {
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
  const step = Math.ceil(wrong.length / LONGEST);
  const examples = wrong
    .filter((_, i) => i % step === 0)
    .map(([a, b, c, expected, answered]) => [`${a} : ${b} = ${c} : ?`, expected, answered]);
  return [
    lines(heads, rows),
    `## ${l10n.t('Wrong answers, {0} of {1}', examples.length, wrong.length)}`,
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
