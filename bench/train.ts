import { parseArgs } from 'node:util';
import { DEFAULT_TRAINING } from '../src/common/trainingDefaults.ts';
import { writeVectors } from '../src/engine/formats/write/write.ts';
import { runTraining } from '../src/engine/training/training.ts';
import type { TrainingAlgorithm, TrainingParams } from '../src/protocol/engine.ts';

/** `CORPUS --algorithm skip-gram|cbow|nnlm --threads N --dims D --epochs E --min-count M --out FILE`: negative 5, sample 1e-3. */
export async function train(args: string[]): Promise<object> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      algorithm: { type: 'string', default: 'skip-gram' },
      threads: { type: 'string', default: '0' },
      engine: { type: 'string', default: 'kernels' },
      rate: { type: 'string', default: '0' },
      window: { type: 'string', default: '5' },
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
    threads: Number(values.threads),
    rate: Number(values.rate),
    window: Number(values.window),
    engine: values.engine as TrainingParams['engine'],
    tokeniser: 'whitespace' as const,
    lowerCase: false,
  };
  const signal = new AbortController().signal;
  const start = performance.now();
  const corpus = { paths: positionals, texts: [] };
  const input = { corpus, params, tfjsNodePath: undefined };
  const { set, last } = await runTraining(input, {
    signal,
    report: ({ epoch, loss, heldOutLoss, wordsPerSecond }) => {
      if (process.stderr.isTTY || process.env.VERBOSE)
        console.error(
          `epoch ${epoch}, loss ${loss.toFixed(3)}, ${heldOutLoss}, ${wordsPerSecond.toFixed(0)} words/s`,
        );
    },
  });
  const all = (performance.now() - start) / 1000;
  if (values.out) await writeVectors(set, values.out, 'word2vec-text', { signal, report: () => undefined });
  return {
    raw_words_per_s: Math.round(last?.wordsPerSecond ?? 0),
    train_s: last?.seconds,
    all_s: all,
    peak_mib: process.resourceUsage().maxRSS / 1024,
    vocabulary: set.size,
    loss: last?.loss,
    held_out_loss: last?.heldOutLoss,
  };
}
