import { VocabularyBuilder } from '../embeddings/vocabulary.ts';
import { readCheckpoint } from './checkpoint.ts';
import { TrainingControl } from './control.ts';
import { Training } from './training.ts';

/**
 * A saved training as it was left, to be looked at and not to go on.
 *
 * @throws UserFault where the file is no saved training
 */
export async function loadTraining(path: string): Promise<Training> {
  const { params, corpus, origin, sample, words, counts, embedding, context, state } =
    await readCheckpoint(path);
  const { files = [], fileCount = files.length, before = [] } = origin;
  const builder = new VocabularyBuilder();
  for (let row = 0; row < counts.length; row++) {
    builder.add(words.bytes, words.offsets[row], words.offsets[row + 1]);
  }
  const { dims } = params;
  const training = new Training({
    tables: {
      words: builder.finish().buffers,
      counts,
      embedding: { vectors: embedding, dims },
      context: { vectors: context, dims },
      state,
    },
    text: { corpus: origin.corpus, files, fileCount },
    ...{ params, corpus, before, sample, control: new TrainingControl().shared },
  });
  training.end();
  return training;
}
