import type { CorpusReport } from '../../../protocol/engine.ts';
import type { Jobs } from '../../jobs.ts';
import { TrainingControl } from '../../training/control.ts';
import { begin } from './begin.ts';
import { KernelDifferentiator } from './byKernels.ts';
import { LanguageTrainer } from './train.ts';

/** How long the training is tried. */
const TRIAL_MS = 600;

/**
 * Counts what a text holds for a language model, and tries a part of the training, to tell how long all of it will take.
 *
 * @throws UserFault where a file cannot be read, or the text is too short
 */
export async function countLanguage({
  frequent,
  ...input
}: Jobs['countLanguage']['input']): Promise<CorpusReport> {
  const { text, state } = await begin(input);
  const { epochs } = input.params;
  const { counts, vocabulary } = text;
  const words = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const ofText = [...counts].sort(([, a], [, b]) => b - a);
  const known = ofText.filter(([word]) => text.knows(word));
  const control = new TrainingControl();
  const start = performance.now();
  let speed: number | undefined;
  new LanguageTrainer(state, text, new KernelDifferentiator(state.shape), control).train((progress) => {
    speed = progress.wordsPerSecond;
    if (performance.now() - start > TRIAL_MS) control.stop();
  });
  return {
    ...{ words, different: counts.size, vocabulary, epochs },
    known: known.reduce((sum, [, count]) => sum + count, 0),
    frequent: known.slice(0, frequent).map(([word, count]) => ({ word, count })),
    seconds: speed && (epochs * text.training.length) / speed,
  };
}
