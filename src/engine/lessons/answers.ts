import type { AnswersOf } from '../answer.ts';
import type { OpenSets } from '../openSets.ts';
import { oneHot } from './oneHot.ts';

/**
 * What lessons ask: one answer a question, each in a file of its own. They show how the engine computes, so they compute by
 * the functions that all else computes by.
 */
export function lessonAnswers(_sets: OpenSets): AnswersOf<'lessons'> {
  return {
    'lessons/oneHot': ({ text, size }) => oneHot(text, size),
  };
}
