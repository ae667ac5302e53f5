import type { CorpusReport } from '../../protocol/engine.ts';
import type { Jobs } from '../jobs.ts';
import { readCorpus } from '../text/corpus.ts';
import { disposeTokens } from '../text/tokens.ts';
import { epochsFor } from './epochs.ts';
import { threadsFor } from './helpers.ts';
import { secondsFor } from './trial.ts';

type Count = Jobs['count'];

/** Files and words of it that are named. */
const NAMED_FILES = 100;

/**
 * Counts what a text holds, and tries a part of the training, to tell how long all of it will take.
 *
 * @param report gets the part of the text that is read, 0 … 1
 * @throws UserFault as {@link readCorpus}
 */
export async function countCorpus(
  { corpus: source, params, frequent, tfjsNodePath }: Count['input'],
  report: (fraction: number) => void = () => undefined,
): Promise<CorpusReport> {
  const corpus = readCorpus(source, params, report);
  try {
    const { words, known, different, vocabulary, counts, files } = corpus;
    const epochs = params.epochs || epochsFor(corpus);
    const first = Math.min(frequent, vocabulary.size);
    const course = { ...params, epochs, threads: threadsFor(source, params) };
    return {
      ...{ words, known, different, epochs },
      vocabulary: vocabulary.size,
      frequent: Array.from({ length: first }, (_, row) => ({
        word: vocabulary.word(row),
        count: counts[row],
      })),
      files: { ...files, first: files.first.slice(0, NAMED_FILES) },
      seconds: await secondsFor(corpus, course, tfjsNodePath),
    };
  } finally {
    disposeTokens(corpus.tokens);
  }
}
