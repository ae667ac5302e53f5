import * as l10n from '@vscode/l10n';
import type { AnalogiesReport, AnalogySection } from '../../protocol/queries.ts';
import { element } from '../dom.ts';
import { examplesOf } from './examples.ts';
import { figures } from './figures.ts';
import { coverageOf, percent } from './numbers.ts';
import { table } from './table.ts';

/** How many analogies are answered, section by section. */
export function analogiesView(report: AnalogiesReport): HTMLElement[] {
  const { correct, asked } = report;
  return [
    figures([
      [l10n.t('Accuracy'), percent(correct, asked)],
      [l10n.t('Correct'), correct.toLocaleString()],
      [l10n.t('Asked'), asked.toLocaleString()],
      [l10n.t('Lines left out'), coverageOf(report).leftOut.toLocaleString()],
    ]),
    sections(report),
    ...(report.wrong.length > 0 ? [wrongAnswers(report.wrong)] : []),
  ];
}

function sections(report: AnalogiesReport): HTMLElement {
  const rows = report.sections.map((section) => [
    section.name || l10n.t('(without a name)'),
    bar(section),
    percent(section.correct, section.asked),
    section.correct.toLocaleString(),
    section.asked.toLocaleString(),
    section.unknown.toLocaleString(),
  ]);
  const heads = [
    l10n.t('Section'),
    l10n.t('Answers'),
    l10n.t('Accuracy'),
    l10n.t('Correct'),
    l10n.t('Asked'),
    l10n.t('Unknown'),
  ];
  return table(l10n.t('Sections: correct (full), wrong (pale) and unknown (hatched)'), heads, rows);
}

/** The whole bar is the section. */
function bar({ correct, asked, unknown }: AnalogySection): HTMLElement {
  const all = Math.max(1, asked + unknown);
  const part = (className: string, count: number) => {
    const made = element('span', { className });
    made.style.inlineSize = `${(100 * count) / all}%`;
    return made;
  };
  return element(
    'div',
    { className: 'parts', attributes: { 'aria-hidden': 'true' } },
    part('correct', correct),
    part('wrong', asked - correct),
    part('unknown', unknown),
  );
}

function wrongAnswers(wrong: AnalogiesReport['wrong']): HTMLElement {
  const { caption, shown } = examplesOf(wrong);
  const rows = shown.map(([a, b, c, expected, answered]) => [
    `${a} : ${b} = ${c} : ?`,
    expected,
    answered || '–',
  ]);
  const made = table(caption, [l10n.t('Question'), l10n.t('Expected'), l10n.t('Answered')], rows);
  made.classList.add('words');
  return made;
}
