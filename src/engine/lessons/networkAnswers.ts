import type { Answer } from '../answer.ts';
import type { RecurrentLessonRequests } from '../../protocol/recurrentLessons.ts';
import type { TrainingLessonRequests } from '../../protocol/trainingLessons.ts';
import { rangeOf } from './range.ts';
import { recurrentForward, recurrentReference } from './recurrent.ts';
import { SmallTrainings } from './smallTraining.ts';

type Method = keyof (RecurrentLessonRequests & TrainingLessonRequests);

/** What the lessons on networks ask. */
export function networkLessonAnswers(tfjsNodePath: string | undefined): { [M in Method]: Answer<M> } {
  const trainings = new SmallTrainings();
  return {
    'lessons/train': ({ algorithm, epochs }, following) =>
      trainings.train(algorithm, epochs, tfjsNodePath, following),
    'lessons/nearest': ({ algorithm, word }) => trainings.nearest(algorithm, word),
    'lessons/nextWord': ({ before }) => trainings.nextWord(before),
    'lessons/window': (params) => trainings.window(params),
    'lessons/analogy': ({ algorithm, ...words }) => trainings.analogy(algorithm, words),
    'lessons/recurrent': (params) => recurrentForward(params),
    'lessons/range': (params) => rangeOf(params),
    'lessons/recurrentReference': (batch, following) => recurrentReference(batch, tfjsNodePath, following),
  };
}
