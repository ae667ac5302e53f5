/** The extension host's side of the lessons' page, with a real engine behind it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/engine.ts';
import { seededRandom } from '../../src/engine/random.ts';
import type { Following } from '../../src/engine/jobs.ts';
import type { FromLessons, LessonSet, LessonsState } from '../../src/protocol/lessons.ts';
import { temporaryFolder } from '../unit/formats/files.ts';
import { unstopped } from '../unit/support.ts';
import { openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

export type LessonsTestPage = WebviewPage<FromLessons>;

const engine = createEngine();
const random = seededRandom(5);
const vector = () => Array.from({ length: 20 }, () => (random() * 3 - 1.5).toFixed(4));
const path = join(temporaryFolder(), 'lessons.vec');
writeFileSync(path, ['sea', 'ship', 'bread'].map((word) => [word, ...vector()].join(' ')).join('\n'));
await engine['sets/open']({ id: 'set', path }, unstopped());

/** The set that is open in the engine. */
export const SET: LessonSet = { id: 'set', name: 'lessons.vec', words: 3, dims: 20 };

/** What the engine answers to a lesson. */
async function answerTo(
  { request, method, params }: Extract<FromLessons, { type: 'ask' }>,
  following: Following<unknown>,
): Promise<unknown> {
  const ask = engine[method] as (params: object, following: object) => unknown;
  try {
    const answer = await ask(params, following);
    return following.signal.aborted ? undefined : { type: 'answer', request, answer };
  } catch (error) {
    if (following.signal.aborted) return undefined;
    return { type: 'noAnswer', request, message: (error as Error).message };
  }
}

/** Opens the page as the reader left it; what its lessons ask is answered. */
export async function openLessons(
  state?: Partial<LessonsState>,
  { set, ...options }: WebviewOptions<FromLessons> & { set?: LessonSet } = {},
): Promise<LessonsTestPage> {
  const asked = new Map<number, AbortController>();
  const host = async (message: FromLessons): Promise<unknown> => {
    if (message.type === 'ready') return { type: 'show', state, set };
    if (message.type === 'cancel') asked.get(message.request)?.abort();
    if (message.type !== 'ask') return undefined;
    const controller = new AbortController();
    asked.set(message.request, controller);
    const report = (progress: unknown) => {
      // Of a page that is closed meanwhile, nobody wants to hear.
      lessons.send({ type: 'progress', request: message.request, progress }).catch(() => undefined);
    };
    return answerTo(message, { signal: controller.signal, report });
  };
  const lessons: LessonsTestPage = await openWebview<FromLessons>('lessons', {
    width: 1100,
    height: 900,
    host,
    ...options,
  });
  await lessons.page.waitForSelector('.lessons:not([hidden]) h1');
  return lessons;
}

/** What the page has last asked to be kept. */
export function lastKept({ posted }: LessonsTestPage): LessonsState | undefined {
  return posted.findLast((message) => message.type === 'keep')?.state;
}

/** Waits for a text within an element. */
export async function says({ page }: LessonsTestPage, selector: string, text: string): Promise<void> {
  await page.locator(selector, { hasText: text }).first().waitFor();
}

/** Answers the question of the lesson. */
export async function answer({ page }: LessonsTestPage, text: string): Promise<void> {
  await page.fill('.question input[type=text]', text);
  await page.press('.question input[type=text]', 'Enter');
}

/** Moves a slider to a value, as the keys would. */
export async function slide({ page }: LessonsTestPage, name: string, value: string): Promise<void> {
  await page.getByLabel(name, { exact: true }).fill(value);
}
