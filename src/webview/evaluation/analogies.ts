import * as l10n from '@vscode/l10n';
import type { AnalogiesReport, AnalogySection } from '../../protocol/queries.ts';
import { element } from '../dom.ts';
import { figures } from '../figures.ts';
import { percent } from './numbers.ts';
import { table } from '../table.ts';

/** Wrong answers that are shown. */
const NAMED = 50;

/** How many analogies are answered, section by section. */
export function analogiesView(report: AnalogiesReport): HTMLElement[] {
  const { correct, asked, unknown } = report;
  return [
    figures([
      [l10n.t('Accuracy'), percent(correct, asked)],
      [l10n.t('Correct'), correct.toLocaleString()],
      [l10n.t('Asked'), asked.toLocaleString()],
      [l10n.t('Left out'), unknown.toLocaleString()],
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

/** Examples from the whole file, and not only from its beginning. */
function wrongAnswers(wrong: AnalogiesReport['wrong']): HTMLElement {
  const step = Math.ceil(wrong.length / NAMED);
  const shown = wrong.filter((_, i) => i % step === 0);
  const rows = shown.map(([a, b, c, expected, answered]) => [
    `${a} : ${b} = ${c} : ?`,
    expected,
    answered || '–',
  ]);
  const caption =
    shown.length === wrong.length
      ? l10n.t('Wrong answers')
      : l10n.t('Wrong answers, {0} of {1}', shown.length, wrong.length.toLocaleString());
  const made = table(caption, [l10n.t('Question'), l10n.t('Expected'), l10n.t('Answered')], rows);
  made.classList.add('words');
  return made;
}
