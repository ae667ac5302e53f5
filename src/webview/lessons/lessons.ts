import type { Lesson } from './lesson.ts';
import { matrix } from './matrix.ts';
import { nnlm } from './nnlm.ts';
import { oneHot } from './oneHot.ts';
import { range } from './range.ts';
import { recurrent } from './recurrent.ts';
import { strips } from './strips.ts';
import { traits } from './traits.ts';
import { word2vec } from './word2vec.ts';

/** All lessons, in the order in which they are read. */
export function allLessons(): readonly Lesson[] {
  return [oneHot(), traits(), strips(), matrix(), nnlm(), word2vec(), recurrent(), range()];
}
