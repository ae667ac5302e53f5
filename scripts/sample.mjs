// Trains the sample workspace's vectors from its texts by the extension's own engine, with its defaults, and makes a
// table of the English ones with what their words are about: `node scripts/sample.mjs`. The same seed gives the same files.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_TRAINING } from '../src/common/trainingDefaults.ts';
import { writeVectors } from '../src/engine/formats/write/write.ts';
import { runTraining } from '../src/engine/training/training.ts';
import { ROOT } from './machine.mjs';
import { TOPICS } from './sampleTopics.mjs';

const following = { signal: new AbortController().signal, report: () => undefined };
const sample = (name) => join(ROOT, 'media', 'sample', name);

for (const name of ['english', '中文']) {
  const corpus = { paths: [sample(`${name}.txt`)], texts: [] };
  const { set } = await runTraining({ corpus, params: DEFAULT_TRAINING, tfjsNodePath: undefined }, following);
  await writeVectors(set, sample(`${name}.vec`), 'word2vec-text', following);
  console.log(`${name}.vec: ${set.size} words × ${set.dims}`);
  if (name === 'english') writeTable(set);
}

/** A line a word, a cell a column: the word, its topic, how often the text has it, its vector. */
function writeTable(set) {
  const topicOf = new Map(
    Object.entries(TOPICS).flatMap(([topic, words]) => words.split(' ').map((word) => [word, topic])),
  );
  const text = readFileSync(sample('english.txt'), 'utf8').toLowerCase();
  const counts = Map.groupBy(text.match(/\p{L}+('\p{L}+)?/gu), (word) => word);
  const lines = Array.from({ length: set.size }, (_, row) => {
    const word = set.vocabulary.word(row);
    const vector = Array.from(set.vector(row), (value) => Number(value.toFixed(5)));
    return [word, topicOf.get(word) ?? '', counts.get(word)?.length ?? 0, `"[${vector.join(', ')}]"`].join(
      ',',
    );
  });
  writeFileSync(sample('english.csv'), ['word,topic,count,vector', ...lines, ''].join('\n'));
}
