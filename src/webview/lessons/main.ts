import * as l10n from '@vscode/l10n';
import type { FromLessons, LessonId, LessonSet, LessonsState, ToLessons } from '../../protocol/lessons.ts';
import { element } from '../dom.ts';
import { Host } from '../host.ts';
import { icon, type IconName } from '../icons.ts';
import { configureL10n } from '../l10n.ts';
import { Stage } from '../stage.ts';
import type { Bench, Lesson, LessonPart } from './lesson.ts';
import { allLessons } from './lessons.ts';
import { lessonView } from './lessonView.ts';
import { Navigation } from './navigation.ts';
import { questionView } from './questionView.ts';
import { Requests } from './requests.ts';

/** A reader drags a slider: so long after the last change it is kept. */
const KEEP_MS = 200;

/** The page of the lessons: the list of them, and the one that is open. */
class LessonsPage {
  private readonly host = new Host<FromLessons, ToLessons, never>();
  private readonly lessons: readonly Lesson[] = allLessons();
  private readonly navigation = new Navigation(this.lessons, (id) => this.open(id));
  private readonly requests = new Requests((message) => this.host.post(message));
  private readonly place = element('div', { className: 'lesson' });
  private readonly previous = stepButton('previous', l10n.t('Previous Lesson'), () => this.step(-1));
  private readonly next = stepButton('next', l10n.t('Next Lesson'), () => this.step(1));
  private readonly stage: Stage;
  private state: LessonsState = { lesson: this.lessons[0].id, answered: [], given: {}, kept: {} };
  private set: LessonSet | undefined;
  private part: LessonPart | undefined;
  private keeping: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const steps = element('footer', {}, this.previous, this.next);
    const scroller = element('div', { className: 'scroller' }, this.place, steps);
    const body = element('div', { className: 'lessons' }, this.navigation.root, scroller);
    this.stage = new Stage(body, () => this.host.post({ type: 'ready' }));
  }

  start(): void {
    this.host.onMessage((message) => this.receive(message));
    // What changed in the last moment is kept, too.
    addEventListener('pagehide', () => this.keepNow());
    this.host.post({ type: 'ready' });
  }

  private receive(message: ToLessons): void {
    switch (message.type) {
      case 'show':
        this.state = { ...this.state, ...message.state };
        this.set = message.set;
        this.show();
        return this.stage.show();
      case 'open':
        return this.open(message.lesson);
      case 'set':
        this.set = message.set;
        return this.part?.setChanged?.();
      default:
        return this.requests.receive(message);
    }
  }

  private step(by: number): void {
    const at = this.lessons.indexOf(this.lesson) + by;
    if (this.lessons[at]) this.open(this.lessons[at].id);
  }

  private open(id: string): void {
    const lesson = this.lessons.find((known) => known.id === id);
    if (!lesson) return;
    this.state = { ...this.state, lesson: lesson.id };
    this.keepNow();
    this.show();
    this.place.querySelector('h1')?.focus();
  }

  private show(): void {
    this.part?.close?.();
    this.requests.cancelAll();
    const { lesson } = this;
    const at = this.lessons.indexOf(lesson);
    const bench = this.benchOf(lesson.id);
    this.part = lesson.build(bench);
    const view = lessonView(lesson, l10n.t('Lesson {0} of {1}', at + 1, this.lessons.length), {
      part: this.part.root,
      question: this.question(lesson, bench),
      run: (command) => this.host.post({ type: 'run', command }),
    });
    this.place.replaceChildren(view);
    this.stage.speak('');
    this.previous.disabled = at === 0;
    this.next.disabled = at === this.lessons.length - 1;
    this.navigation.show(lesson.id, this.state.answered);
  }

  private question({ id, question }: Lesson, bench: Bench): HTMLElement {
    const { answered, given } = this.state;
    const answer = given[id] ?? '';
    return questionView(question, { answer, isAnswered: answered.includes(id) }, bench, (text, isRight) => {
      const { state } = this;
      const done = isRight ? [...new Set([...state.answered, id])] : state.answered;
      // A right answer is kept: it stands there when the reader comes back.
      const isKept = isRight || !done.includes(id);
      this.state = { ...state, answered: done, ...(isKept && { given: { ...state.given, [id]: text } }) };
      this.keepNow();
      this.navigation.show(this.state.lesson, done);
    });
  }

  private benchOf(id: LessonId): Bench {
    const set = () => this.set;
    return {
      kept: this.state.kept[id],
      keep: (kept) => {
        this.state = { ...this.state, kept: { ...this.state.kept, [id]: kept } };
        clearTimeout(this.keeping);
        this.keeping = setTimeout(() => this.keepNow(), KEEP_MS);
      },
      get set() {
        return set();
      },
      ask: this.requests.ask,
      speak: (sentence) => this.stage.speak(sentence),
    };
  }

  private keepNow(): void {
    clearTimeout(this.keeping);
    this.host.post({ type: 'keep', state: this.state });
  }

  /** One that was kept by another version may not be there. */
  private get lesson(): Lesson {
    return this.lessons.find(({ id }) => id === this.state.lesson) ?? this.lessons[0];
  }
}

function stepButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const parts = name === 'next' ? [label, icon(name)] : [icon(name), label];
  const button = element('button', { className: 'step' }, ...parts);
  button.addEventListener('click', press);
  return button;
}

configureL10n();
new LessonsPage().start();
