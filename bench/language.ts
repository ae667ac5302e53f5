import { parseArgs } from 'node:util';
import { DEFAULT_LANGUAGE } from '../src/common/trainingDefaults.ts';
import { seededRandom } from '../src/engine/random.ts';
import { KernelDifferentiator } from '../src/engine/recurrent/language/byKernels.ts';
import { initialState } from '../src/engine/recurrent/language/model.ts';
import { readText } from '../src/engine/recurrent/language/text.ts';
import { LanguageTrainer } from '../src/engine/recurrent/language/train.ts';
import type { NetworkKind } from '../src/protocol/recurrent.ts';

/**
 * `TRAIN TEST --kind lstm --size 128 --epochs 3 --seed 1`: trains a language model on one text, a sentence a line, and
 * measures its perplexity on another; tokens a second by the clock and by the processor's time. A token that the first
 * text does not have is the unknown one in the second.
 */
export async function language(args: string[]): Promise<object> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      kind: { type: 'string', default: 'lstm' },
      size: { type: 'string', default: '128' },
      epochs: { type: 'string', default: '3' },
      seed: { type: 'string', default: '1' },
      rate: { type: 'string', default: '0.002' },
    },
  });
  const [size, epochs, seed] = [values.size, values.epochs, values.seed].map(Number);
  const tokeniser = 'whitespace' as const;
  const reading = { tokeniser, minCount: 1, mostTokens: 50_000, validation: 0 };
  const [trainPath, testPath] = positionals;
  const text = await readText({ paths: [trainPath], texts: [] }, reading);
  const test = await readText({ paths: [testPath], texts: [] }, reading, text.words);
  const params = {
    ...DEFAULT_LANGUAGE,
    ...reading,
    kind: values.kind as NetworkKind,
    embeddingSize: size,
    hiddenSize: size,
    learningRate: Number(values.rate),
    epochs,
    seed,
  };
  const state = initialState(text.words, params, text.vocabulary, text, seededRandom(seed));
  const trainer = new LanguageTrainer(state, text, new KernelDifferentiator(state.shape));
  const [start, used] = [performance.now(), process.cpuUsage()];
  trainer.train(() => undefined);
  const wall = (performance.now() - start) / 1e3;
  const { user, system } = process.cpuUsage(used);
  const tokens = epochs * text.training.length;
  return {
    vocabulary: text.vocabulary,
    tokens,
    tokens_per_s: tokens / wall,
    tokens_per_cpu_s: (tokens * 1e6) / (user + system),
    perplexity: trainer.perplexity(test.training),
  };
}
