import type { Answer } from '../answer.ts';
import type { RecurrentLessonRequests } from '../../protocol/recurrentLessons.ts';
import { rangeOf } from './range.ts';
import { recurrentForward, recurrentReference } from './recurrent.ts';

type Method = keyof RecurrentLessonRequests;

/** What the lessons on networks ask. */
export function networkLessonAnswers(tfjsNodePath: string | undefined): { [M in Method]: Answer<M> } {
  return {
    'lessons/recurrent': (params) => recurrentForward(params),
    'lessons/range': (params) => rangeOf(params),
    'lessons/recurrentReference': (batch, following) => recurrentReference(batch, tfjsNodePath, following),
  };
}
