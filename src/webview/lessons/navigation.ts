import * as l10n from '@vscode/l10n';
import type { LessonId } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import type { Lesson } from './lesson.ts';

/** The list of the lessons, with what is done of them. */
export class Navigation {
  readonly root: HTMLElement;
  private readonly buttons: ReadonlyMap<LessonId, HTMLButtonElement>;
  private readonly lessons: readonly Lesson[];
  private readonly progress = element('progress');
  private readonly count = element('p', { className: 'count' });

  constructor(lessons: readonly Lesson[], open: (id: LessonId) => void) {
    this.lessons = lessons;
    const buttons = lessons.map(({ id, title }, i): [LessonId, HTMLButtonElement] => {
      const number = element(
        'span',
        { className: 'number', attributes: { 'aria-hidden': 'true' } },
        `${i + 1}`,
      );
      const button = element(
        'button',
        { className: 'plain' },
        number,
        element('span', { className: 'title' }, title),
      );
      button.addEventListener('click', () => open(id));
      return [id, button];
    });
    this.buttons = new Map(buttons);
    this.progress.max = lessons.length;
    this.progress.setAttribute('aria-hidden', 'true');
    const list = element('ol', {}, ...buttons.map(([, button]) => element('li', {}, button)));
    const attributes = { 'aria-label': l10n.t('Lessons') };
    this.root = element('nav', { attributes }, list, this.progress, this.count);
  }

  show(current: LessonId, answered: readonly LessonId[]): void {
    this.lessons.forEach(({ id, title }, i) => {
      const button = this.buttons.get(id);
      if (!button) return;
      const isDone = answered.includes(id);
      button.classList.toggle('done', isDone);
      if (button.firstElementChild) button.firstElementChild.textContent = isDone ? '✓' : `${i + 1}`;
      if (id === current) button.setAttribute('aria-current', 'step');
      else button.removeAttribute('aria-current');
      const name = l10n.t('Lesson {0}: {1}', i + 1, title);
      button.title = isDone ? l10n.t('{0} (question answered)', name) : name;
      button.setAttribute('aria-label', button.title);
    });
    const done = this.lessons.filter(({ id }) => answered.includes(id)).length;
    this.progress.value = done;
    this.count.textContent = l10n.t('{0} of {1} questions answered', done, this.lessons.length);
  }
}
