import { parseArgs } from 'node:util';
import { DEFAULT_TRAINING } from '../src/common/trainingDefaults.ts';
import { writeVectors } from '../src/engine/formats/write/write.ts';
import { runTraining } from '../src/engine/training/training.ts';
import type { TrainingAlgorithm } from '../src/protocol/engine.ts';

/** `CORPUS --algorithm skip-gram|cbow --dims D --epochs E --min-count M --out FILE`: window 5, negative 5, sample 1e-3. */
export async function train(args: string[]): Promise<object> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      algorithm: { type: 'string', default: 'skip-gram' },
      threads: { type: 'string', default: '1' },
      dims: { type: 'string', default: '100' },
      epochs: { type: 'string', default: '1' },
      'min-count': { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const params = {
    ...DEFAULT_TRAINING,
    algorithm: values.algorithm as TrainingAlgorithm,
    dims: Number(values.dims),
    epochs: Number(values.epochs),
    minCount: Number(values['min-count']),
    seed: Number(values.seed),
    tokeniser: 'whitespace' as const,
  };
  const signal = new AbortController().signal;
  const start = performance.now();
  const corpus = { paths: positionals, texts: [] };
  const input = { corpus, params, tfjsNodePath: undefined };
  const { set, last } = await runTraining(input, {
    signal,
    report: ({ epoch, loss, wordsPerSecond }) => {
      if (process.stderr.isTTY)
        console.error(`epoch ${epoch}, loss ${loss.toFixed(3)}, ${wordsPerSecond.toFixed(0)} words/s`);
    },
  });
  const all = (performance.now() - start) / 1000;
  if (values.out) await writeVectors(set, values.out, 'word2vec-text', { signal, report: () => undefined });
  return { raw_words_per_s: last?.wordsPerSecond, train_s: last?.seconds, all_s: all, vocabulary: set.size };
}
