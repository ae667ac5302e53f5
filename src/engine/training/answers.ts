import * as l10n from '@vscode/l10n';
import type { AnswersOf } from '../answer.ts';
import { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { UserFault } from '../faults.ts';
import { runJob } from '../jobs.ts';
import type { OpenSets } from '../openSets.ts';
import { loadTraining } from './loadTraining.ts';
import { runTraining, type Training } from './training.ts';

/** What can be asked of every training, of word vectors or of a language model. */
type AnyTraining = Pick<Training, 'pause' | 'resume' | 'save'>;

/** What is asked of trainings, and of texts before them. */
export function trainingAnswers(
  sets: OpenSets,
  trainings: Map<string, Training>,
  languages: ReadonlyMap<string, AnyTraining>,
  tfjsNodePath: string | undefined,
): AnswersOf<'training' | 'corpus'> {
  const get = (id: string) => trainingOf(trainings, id);
  /** A language model's training is paused and saved as one of word vectors. */
  const any = (id: string): AnyTraining => languages.get(id) ?? get(id);
  return {
    'corpus/count': (input, following) => runJob('count', { ...input, tfjsNodePath }, following),
    'training/run': async ({ id, name, corpus, params, from }, following) => {
      const onStart = (training: Training) => trainings.set(id, training);
      const input = { corpus, params, from, tfjsNodePath, name };
      const { set, completed, last, training } = await runTraining(input, { ...following, onStart });
      set.origin = training.origin;
      return { info: sets.add(id, name, set), completed, last };
    },
    'training/pause': ({ id }) => any(id).pause(),
    'training/resume': ({ id }) => any(id).resume(),
    'training/save': ({ id, path }) => any(id).save(path),
    'training/words': ({ id, rows }) => get(id).words(rows),
    'training/watch': ({ id, ...params }) => get(id).look(params),
    'training/window': ({ id, number, rate }) => get(id).window(number, rate) ?? null,
    'training/load': async ({ id, path }) => {
      if (!trainings.has(id)) trainings.set(id, await loadTraining(path));
    },
    'training/openContext': ({ id, contextId, name }) =>
      sets.add(contextId, name, new EmbeddingSet(get(id).contextBuffers)),
  };
}

/** @throws UserFault where there is none (any more) */
function trainingOf(trainings: ReadonlyMap<string, Training>, id: string): Training {
  const training = trainings.get(id);
  if (!training) throw new UserFault(l10n.t('This training is not there any more.'));
  return training;
}
