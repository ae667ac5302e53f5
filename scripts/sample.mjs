// Trains the sample workspace's vectors from its texts by the extension's own engine, with its defaults:
// `node scripts/sample.mjs`. The same seed gives the same files.
import { DEFAULT_TRAINING } from '../src/common/trainingDefaults.ts';
import { writeVectors } from '../src/engine/formats/write.ts';
import { runTraining } from '../src/engine/training/training.ts';
import { join } from 'node:path';
import { ROOT } from './machine.mjs';

const following = { signal: new AbortController().signal, report: () => undefined };

for (const name of ['english', '中文']) {
  const text = join(ROOT, 'media', 'sample', `${name}.txt`);
  const corpus = { paths: [text], texts: [] };
  const { set } = await runTraining({ corpus, params: DEFAULT_TRAINING, tfjsNodePath: undefined }, following);
  await writeVectors(set, text.replace('.txt', '.vec'), 'word2vec-text', following);
  console.log(`${name}.vec: ${set.size} words × ${set.dims}`);
}
