import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { metadataAt } from '../../../src/engine/embeddings/metadata.ts';
import { readSet } from './files.ts';

/** One small set as other tools write it (test/record/vectors.py and vectors.mjs). */
const FOLDER = new URL('../../fixtures/vectors/', import.meta.url);
const json = <T>(file: string) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as T;
const pathOf = (file: string) => fileURLToPath(new URL(file, FOLDER));
const expected = json<{ words: string[]; counts: number[]; vectors: number[][] }>('expected.json');

const CODECS = ['snappy', 'zstd', 'gzip', 'lz4', 'brotli', 'uncompressed'];

const plain: [file: string, format: string][] = [
  ['numpy.npy', 'NumPy .npy'],
  ['fortran.npy', 'NumPy .npy'],
  ['stored.npz', 'NumPy .npz'],
  ['packed.npz', 'NumPy .npz'],
  ['gensim.vec', 'word2vec text'],
  ['gensim.bin', 'word2vec binary'],
  ['gensim.glove', 'GloVe text'],
  ['gensim_tensor.tsv', 'Embedding Projector tensors'],
];

const counted: [file: string, format: string][] = [
  ['keyed.kv', 'gensim'],
  ['keyed2.kv', 'gensim'],
  ['keyed5.kv', 'gensim'],
  ['apart.kv', 'gensim'],
  ['word2vec.model', 'gensim'],
  ...CODECS.flatMap((codec): [string, string][] => [
    [`duckdb_${codec}.parquet`, 'Parquet'],
    [`polars_${codec}.parquet`, 'Parquet'],
  ]),
  ...['uncompressed', 'lz4', 'zstd'].map((codec): [string, string] => [`polars_${codec}.arrow`, 'Arrow']),
  ['duckdb.json', 'JSON'],
  ['duckdb.jsonl', 'JSON Lines'],
  ['duckdb.csv', 'CSV'],
  ['columns.csv', 'CSV'],
];

function assertNear(ours: Float32Array | undefined, theirs: number[], what: string): void {
  assert.equal(ours?.length, theirs.length, what);
  ours?.forEach((value, i) => assert.ok(Math.abs(value - theirs[i]) < 1e-6, what));
}

for (const [file, format] of [...plain, ...counted]) {
  test(`reads ${file} as its writer meant it`, async () => {
    const set = await readSet(pathOf(file), { answers: { vectors: 'x1 … x4 (4 columns)' } });
    assert.deepEqual([set.size, set.dims, set.format], [5, 4, format]);
    expected.words.forEach((word, row) => {
      assert.equal(set.vocabulary.word(row), word);
      assertNear(set.vector(row), expected.vectors[row], word);
    });
    const [count] = set.metadata;
    assert.equal(count?.name, counted.some(([name]) => name === file) ? 'count' : undefined);
    if (count) expected.counts.forEach((value, row) => assert.equal(metadataAt(count, row), value));
  });
}

for (const file of ['fasttext.bin', 'fasttext.model']) {
  test(`reads ${file}, and gives words outside of it the vectors that its writer gives them`, async () => {
    type Recorded = { words: string[]; vectors: number[][]; unseen: Record<string, number[]> };
    const { words, vectors, unseen } = json<Recorded>(`${file}.json`);
    const set = await readSet(pathOf(file));
    assert.equal(set.size, words.length);
    words.forEach((word, row) => {
      assert.equal(set.vocabulary.word(row), word);
      assertNear(set.vector(row), vectors[row], word);
    });
    for (const [word, vector] of Object.entries(unseen)) assertNear(set.vectorOf(word), vector, word);
  });
}
