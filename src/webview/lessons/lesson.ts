/**
 * What a lesson is. To add one:
 *
 * 1. A file here, named as its {@link LessonId}, exports one function that returns a {@link Lesson}; lessons.ts lists it in
 *    its place. Strings are made inside the function (`l10n.t`), since translations are read before it is called.
 * 2. Numbers come from the engine: an entry 'lessons/…' of `LessonRequests` (protocol/lessons.ts), answered by a file of its
 *    own in engine/lessons/, listed in engine/lessons/answers.ts. It computes by the functions that all else computes by.
 *    Where the numbers are those of a set, the parameter `setId` names it, and the host reads it first.
 * 3. `build` makes the thing to change. {@link Live} asks and draws the latest answer; `bench.keep` stores what the reader
 *    changed, `bench.kept` gives it back after a reload. fields.ts has sliders and inputs, mathml.ts formulas.
 * 4. The command of the button is one of `LessonCommand`, which lessonsPanel.ts lists.
 *
 * Everything has to work by keyboard and screen reader: what is drawn has a name (`aria-label`) or stands in a table as well.
 */
import type { ParamsOf, ProgressOf, ResultOf } from '../../protocol/engine.ts';
import type { LessonCommand, LessonId, LessonMethod, LessonSet } from '../../protocol/lessons.ts';

/** One lesson: a few sentences, a formula, a thing to change, a question, and the same on the reader's own text. */
export interface Lesson {
  readonly id: LessonId;
  readonly title: string;
  /** Paragraphs that come before anything else: short, for somebody who has never heard of it. */
  readonly text: readonly string[];
  /** MathML. */
  readonly formula: Element;
  /** Makes the thing to change. Called whenever the lesson is opened. */
  build(bench: Bench): LessonPart;
  readonly question: Question;
  readonly own: OwnText;
}

export interface LessonPart {
  readonly root: HTMLElement;
  /** Another set is active, or none. */
  setChanged?(): void;
  /** The reader leaves the lesson: whatever moves stops. */
  close?(): void;
}

/** What a lesson works with while it is open. */
export interface Bench {
  /** What it kept when it was last open; undefined where nothing. What an earlier version kept may look otherwise. */
  readonly kept: unknown;
  keep(state: unknown): void;
  /** The active set. */
  readonly set: LessonSet | undefined;
  /**
   * Asks the engine.
   *
   * @throws Error with one sentence that says why there is no answer. What is no more wanted (its signal was aborted, the
   *   reader has left the lesson) is never answered.
   */
  ask<M extends LessonMethod>(
    method: M,
    params: ParamsOf<M>,
    options?: { signal?: AbortSignal; report?: (progress: ProgressOf<M>) => void },
  ): Promise<ResultOf<M>>;
  /** Tells a screen reader in passing. */
  speak(sentence: string): void;
}

/** A question with an answer that can be checked. */
export interface Question {
  readonly prompt: string;
  /** To choose from; without them, an answer is typed. */
  readonly choices?: readonly { id: string; label: string }[];
  /** Whether what is typed is to be a number, as {@link numberFrom} reads it. */
  readonly isNumber?: boolean;
  /** @param answer the id of what was chosen, or what was typed */
  check(answer: string, bench: Bench): Verdict | Promise<Verdict>;
}

export interface Verdict {
  isRight: boolean;
  /** Why; of a wrong answer, what helps. */
  sentence: string;
}

/** The real command that does the same with what the reader has. */
export interface OwnText {
  /** What it will do. */
  readonly sentence: string;
  /** Of the button. */
  readonly label: string;
  readonly command: LessonCommand;
}

/** What is said with numbers in English or Chinese. */
const POWERS: Record<string, number> = { thousand: 1e3, million: 1e6, 万: 1e4, 千: 1e3 };

/**
 * A number as a person types it: with a comma, a true minus sign, spaces between thousands, full-width digits, a word of size
 * (3 million, 300万), and what it counts behind it (18 numbers); NaN where it is none.
 */
export function numberFrom(text: string): number {
  // Full-width signs become plain ones.
  const written = text.normalize('NFKC').trim();
  const [, digits, size = ''] = /^(.*\d)\s*(%|\p{L}*)[^\d]*$/u.exec(written) ?? [];
  if (digits === undefined) return NaN;
  if (size === '%') return plainNumber(digits) / 100;
  return plainNumber(digits) * (POWERS[size.toLowerCase()] ?? 1);
}

/** A word as a person types it: with a capital, in quotes, with a full stop. */
export function wordFrom(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
    .toLowerCase();
}

function plainNumber(text: string): number {
  const plain = text
    .replace(/[−–]/g, '-')
    .replace(/(?<=\d)[\s'’](?=\d{3}\b)/g, '')
    .replace(/(?<=^-?[1-9]\d{0,2}(?:,\d{3})*),(?=\d{3}\b)/g, '')
    .replace(',', '.');
  return plain === '' ? NaN : Number(plain);
}
