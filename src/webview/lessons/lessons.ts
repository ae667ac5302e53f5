import type { Lesson } from './lesson.ts';
import { oneHot } from './oneHot.ts';
import { recurrent } from './recurrent.ts';

/** All lessons, in the order in which they are read. */
export function allLessons(): readonly Lesson[] {
  return [oneHot(), recurrent()];
}
