import type { Lesson } from './lesson.ts';
import { matrix } from './matrix.ts';
import { oneHot } from './oneHot.ts';
import { range } from './range.ts';
import { recurrent } from './recurrent.ts';
import { strips } from './strips.ts';
import { traits } from './traits.ts';

/** All lessons, in the order in which they are read. */
export function allLessons(): readonly Lesson[] {
  return [oneHot(), traits(), strips(), matrix(), recurrent(), range()];
}
