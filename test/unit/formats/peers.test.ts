import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { writeVectors } from '../../../src/engine/formats/write/write.ts';
import type { WritableFormat } from '../../../src/protocol/engine.ts';
import { setOf, unstopped } from '../support.ts';
import { pythonWith, readSet, rowsOf, temporaryFolder } from './files.ts';

const folder = temporaryFolder();

/** What each peer does with a file: prints [[word, [numbers]], …]. */
const READERS: Record<WritableFormat, { file: string; module: string; python: string }> = {
  'word2vec-text': {
    file: 'a.vec',
    module: 'gensim',
    python: `from gensim.models import KeyedVectors
kv = KeyedVectors.load_word2vec_format(path)
rows = [[word, kv[word].tolist()] for word in kv.index_to_key]`,
  },
  'word2vec-binary': {
    file: 'a.bin',
    module: 'gensim',
    python: `from gensim.models import KeyedVectors
kv = KeyedVectors.load_word2vec_format(path, binary=True)
rows = [[word, kv[word].tolist()] for word in kv.index_to_key]`,
  },
  projector: {
    file: 'a_tensors.tsv',
    module: 'numpy',
    python: `import csv, numpy
numbers = numpy.loadtxt(path, delimiter='\\t', dtype='f4', ndmin=2)
lines = list(csv.reader(open(path.replace('tensors', 'metadata')), delimiter='\\t', quoting=csv.QUOTE_NONE))
rows = [[line[0], vector.tolist()] for line, vector in zip(lines[1:], numbers)]`,
  },
  npy: {
    file: 'a.npy',
    module: 'numpy',
    python: `import numpy
words = [line.split('\\t')[0] for line in open(path.replace('.npy', '.tsv')).read().splitlines()[1:]]
rows = [[word, vector.tolist()] for word, vector in zip(words, numpy.load(path))]`,
  },
  safetensors: {
    file: 'a.safetensors',
    module: 'safetensors',
    python: `from safetensors.numpy import load_file
words = [line.split('\\t')[0] for line in open(path.replace('.safetensors', '.tsv')).read().splitlines()[1:]]
rows = [[word, vector.tolist()] for word, vector in zip(words, load_file(path)['embedding'])]`,
  },
};

function setWithMetadata(): EmbeddingSet {
  const set = setOf({ king: [0.1, -2, 3e-8], 国王: [1, 0, -1.5], naïve: [0.25, 1 / 3, 7] });
  const values = Float64Array.of(3, 2, 1);
  const metadata = [{ name: 'count', kind: 'number' as const, values }];
  const { vocabulary, vectors, dims } = set;
  return new EmbeddingSet({ words: vocabulary.buffers, vectors, dims, format: 'test', notes: [], metadata });
}

for (const [format, { file, module, python }] of Object.entries(READERS)) {
  const peer = pythonWith(module);
  test(
    `${format} is read by ${module}, and by us`,
    { skip: !peer && `${module} is not installed` },
    async () => {
      const path = join(folder, file);
      const set = setWithMetadata();
      await writeVectors(set, path, format as WritableFormat, unstopped());
      const script = `import sys, json\npath = sys.argv[1]\n${python}\nprint(json.dumps(rows))`;
      const read = JSON.parse(execFileSync(peer!, ['-c', script, path], { encoding: 'utf8' })) as unknown;
      assert.deepEqual(read, rowsOf(set));
    },
  );

  test(
    `words with spaces in ${format} are one word to ${module}, too`,
    { skip: !peer && `${module} is not installed` },
    async () => {
      const path = join(folder, file);
      const metadata = [{ name: 'count', kind: 'number' as const, values: Float64Array.of(2, 1) }];
      const { vocabulary, vectors, dims } = setOf({ 'New York': [0.5, 1], '. . .': [2, 3] });
      const buffers = { words: vocabulary.buffers, vectors, dims, format: 'test', notes: [], metadata };
      await writeVectors(new EmbeddingSet(buffers), path, format as WritableFormat, unstopped());
      const script = `import sys, json\npath = sys.argv[1]\n${python}\nprint(json.dumps(rows))`;
      const read = JSON.parse(execFileSync(peer!, ['-c', script, path], { encoding: 'utf8' })) as unknown;
      const words = format.startsWith('word2vec') ? ['New_York', '._._.'] : ['New York', '. . .'];
      assert.deepEqual(read, [
        [words[0], [0.5, 1]],
        [words[1], [2, 3]],
      ]);
    },
  );

  test(`${format} reads back with what is said of its words`, async () => {
    const path = join(folder, file);
    const set = setWithMetadata();
    await writeVectors(set, path, format as WritableFormat, unstopped());
    const back = await readSet(path);
    assert.deepEqual(rowsOf(back), rowsOf(set));
    const keeps = !format.startsWith('word2vec');
    assert.deepEqual(back.metadataOf(1), keeps ? [{ name: 'count', value: 2 }] : []);
  });
}
