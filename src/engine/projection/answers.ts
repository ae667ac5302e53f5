import type { AnswersOf } from '../answer.ts';
import type { OpenSets } from '../openSets.ts';
import { sharedInt32 } from '../shared.ts';
import { runLayout } from './layout.ts';
import { nameClusters } from './nameClusters.ts';
import { placeWords } from './placeWords.ts';

/** The requests for layouts. */
export function layoutAnswers(sets: OpenSets): AnswersOf<'layout'> {
  const pauses = new Map<string, Int32Array>();
  return {
    'layout/run': async ({ id, rows, params, run, sample }, following) => {
      const pause = sharedInt32(1);
      if (run !== undefined) pauses.set(run, pause);
      try {
        return await runLayout(sets.get(id), rows, params, { ...following, pause, sample });
      } finally {
        if (run !== undefined && pauses.get(run) === pause) pauses.delete(run);
      }
    },
    'layout/place': (params, following) => placeWords(sets.get(params.id), params, following),
    'layout/clusters': (params, following) => nameClusters(sets.get(params.id), params, following),
    'layout/pause': ({ run, paused }) => {
      const pause = pauses.get(run);
      // One that has ended cannot wait any more.
      if (!pause) return;
      Atomics.store(pause, 0, paused ? 1 : 0);
      Atomics.notify(pause, 0);
    },
  };
}
