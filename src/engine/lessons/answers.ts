import type { AnswersOf } from '../answer.ts';
import type { OpenSets } from '../openSets.ts';
import { oneHot } from './oneHot.ts';
import { recurrentForward, recurrentReference } from './recurrent.ts';

/**
 * What lessons ask: one answer a question, each in a file of its own. They show how the engine computes, so they compute by
 * the functions that all else computes by.
 */
export function lessonAnswers(_sets: OpenSets, tfjsNodePath: string | undefined): AnswersOf<'lessons'> {
  return {
    'lessons/oneHot': ({ text, size }) => oneHot(text, size),
    'lessons/recurrent': (params) => recurrentForward(params),
    'lessons/recurrentReference': (batch, following) => recurrentReference(batch, tfjsNodePath, following),
  };
}
