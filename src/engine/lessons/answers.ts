import type { AnswersOf } from '../answer.ts';
import type { OpenSets } from '../openSets.ts';
import { cosineSteps } from './cosineSteps.ts';
import { lookUp } from './lookUp.ts';
import { networkLessonAnswers } from './networkAnswers.ts';
import { oneHot } from './oneHot.ts';
import { strips } from './strips.ts';
import { traits } from './traits.ts';

/**
 * What lessons ask: one answer a question, each in a file of its own. They show how the engine computes, so they compute by
 * the functions that all else computes by.
 */
export function lessonAnswers(sets: OpenSets, tfjsNodePath: string | undefined): AnswersOf<'lessons'> {
  const setOf = (id: string | undefined) => (id === undefined ? undefined : sets.get(id));
  return {
    'lessons/oneHot': ({ text, size }) => oneHot(text, size),
    'lessons/traits': ({ scores }) => traits(scores),
    'lessons/cosine': ({ a, b }) => cosineSteps(Float32Array.from(a), Float32Array.from(b)),
    'lessons/strips': ({ setId, ...query }) => strips(setOf(setId), query),
    'lessons/lookUp': ({ setId, ...query }) => lookUp(query, setOf(setId)),
    ...networkLessonAnswers(tfjsNodePath),
  };
}
