import * as l10n from '@vscode/l10n';
import type { LessonCommand } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import type { Lesson } from './lesson.ts';

/** A lesson from top to bottom. */
export function lessonView(
  { title, text, formula, own }: Lesson,
  place: string,
  {
    part,
    question,
    run,
  }: { part: HTMLElement; question: HTMLElement; run: (command: LessonCommand) => void },
): HTMLElement {
  const heading = element('h1', { tabIndex: -1 }, title);
  const number = element('p', { className: 'place' }, place);
  const paragraphs = text.map((paragraph) => element('p', {}, paragraph));
  const figure = element('figure', { className: 'formula' }, formula);
  return element(
    'article',
    {},
    element('header', {}, number, heading),
    element('div', { className: 'text' }, ...paragraphs, figure),
    section('try', l10n.t('Try it'), part),
    question,
    section('own', l10n.t('Now with what is yours'), ...ownParts(own, run)),
  );
}

function section(name: string, title: string, ...parts: HTMLElement[]): HTMLElement {
  const id = `lesson-${name}`;
  const heading = element('h2', { id }, title);
  return element('section', { className: name, attributes: { 'aria-labelledby': id } }, heading, ...parts);
}

function ownParts({ sentence, label, command }: Lesson['own'], run: (command: LessonCommand) => void) {
  const button = element('button', {}, label);
  button.addEventListener('click', () => run(command));
  return [element('p', {}, sentence), button];
}
