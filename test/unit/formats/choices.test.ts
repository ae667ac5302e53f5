import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { readVectors } from '../../../src/engine/formats/read.ts';
import type { OpenQuestion } from '../../../src/protocol/engine.ts';
import { ENCODERS, safetensors, type Rows } from './encoders.ts';
import { readSet, temporaryFolder } from './files.ts';

const folder = temporaryFolder();
const COUNT = 1000;
const DIMS = 8;
const ROWS: Rows = {
  words: Array.from({ length: COUNT }, (_, row) => `w${row}x`),
  vectors: Array.from({ length: COUNT }, (_, row) => Array.from({ length: DIMS }, (_, i) => row + i / 8)),
};
/** Room for 200 rows of 8 numbers and a word. */
const LITTLE = 200 * (DIMS * 4 + 40);

async function write(name: string): Promise<string> {
  const files = Object.entries(ENCODERS.find((encoder) => encoder.name === name)!.encode(ROWS));
  for (const [file, content] of files) await writeFile(join(folder, file), content);
  return join(folder, files[0][0]);
}

async function questionOf(path: string, memory?: number): Promise<OpenQuestion> {
  const read = await readVectors(path, { memory });
  assert.ok('question' in read);
  return read.question;
}

const FORMATS = [
  ...['GloVe text', 'word2vec text', 'word2vec binary', 'fastText binary, new', 'gensim', 'JSON, objects'],
  ...[
    '.npy, <f4, C order',
    '.npy, <f4, Fortran order',
    '.npz, stored',
    '.safetensors, F32',
    'Parquet, SNAPPY',
  ],
  ...[
    'Embedding Projector, .tsv',
    'Arrow stream, lists of any length',
    'JSON Lines',
    'CSV by ",", with names',
  ],
];

for (const name of FORMATS) {
  test(`${name}: where memory does not suffice, the first rows or an even sample`, async () => {
    const path = await write(name);
    // Parquet's groups of rows are unpacked in one piece.
    const memory = LITTLE + (name.startsWith('Parquet') ? COUNT * DIMS * 8 + 20_000 : 0);
    const { key, prompt, choices } = await questionOf(path, memory);
    assert.equal(key, 'rows');
    assert.match(prompt, /^All [\d,]+ words × 8 need 1 MiB of memory, and 1 MiB are free/);
    assert.equal(choices.length, 3);
    const read = async (rows: string) => readSet(path, { memory, answers: { rows } });
    const first = await read('first 150');
    assert.equal(first.size, 150);
    assert.equal(first.vocabulary.word(149), 'w149x');
    assert.equal(first.vector(149)[0], 149);
    const sample = await read('sample 100');
    // Where the file does not say how many rows it has, the sample is about as large.
    assert.ok(sample.size >= 80 && sample.size <= 110, String(sample.size));
    const places = Array.from({ length: sample.size }, (_, row) => sample.vector(row)[0]);
    assert.ok(places.at(-1) > 900 && places.every((place, i) => i === 0 || place - places[i - 1] <= 13));
    assert.equal((await read('all')).size, COUNT);
  });
}

test('an answer that still has room is taken, one that has none is asked anew', async () => {
  const path = await write('word2vec binary');
  assert.equal((await readSet(path, { memory: LITTLE, answers: { rows: 'first 150' } })).size, 150);
  const read = await readVectors(path, { memory: LITTLE, answers: { rows: 'first 900' } });
  assert.ok('question' in read);
  // And where there is room for all, nothing is asked.
  assert.equal((await readSet(path, { answers: { rows: 'first 150' } })).size, COUNT);
});

test('of several tensors the likeliest stands first; an answer chooses', async () => {
  const tensor = (rows: number, dims: number) => ({
    dtype: 'F32',
    shape: [rows, dims],
    data: new Uint8Array(rows * dims * 4),
  });
  const path = join(folder, 'model.safetensors');
  const tensors = {
    'layers.0.weight': tensor(50, 50),
    'position_embeddings.weight': tensor(12, 6),
    'embed_tokens.weight': tensor(9, 6),
    bias: { dtype: 'F32', shape: [9], data: new Uint8Array(36) },
  };
  await writeFile(path, safetensors(tensors));
  const { key, choices } = await questionOf(path);
  assert.equal(key, 'vectors');
  assert.deepEqual(
    choices.map(({ value, description }) => `${value}: ${description}`),
    [
      'embed_tokens.weight: 9 × 6, F32',
      'layers.0.weight: 50 × 50, F32',
      'position_embeddings.weight: 12 × 6, F32',
    ],
  );
  const set = await readSet(path, { answers: { vectors: 'position_embeddings.weight' } });
  assert.deepEqual([set.size, set.dims, set.vocabulary.word(3)], [12, 6, '3']);
});

test('of several columns and of several lists of words one is chosen', async () => {
  const path = join(folder, 'table.csv');
  await writeFile(path, 'word,gloss,n,x1,x2\nking,a ruler,5,0.5,1\nqueen,a ruler too,4,2,3\n');
  const { key, choices } = await questionOf(path);
  assert.equal(key, 'vectors');
  assert.deepEqual(
    choices.map(({ label }) => label),
    ['x1 … x2 (2 columns)', 'n … x2 (3 columns)'],
  );
  const set = new EmbeddingSet(
    (await readVectors(path, { answers: { vectors: 'x1 … x2 (2 columns)' } })) as ConstructorParameters<
      typeof EmbeddingSet
    >[0],
  );
  assert.deepEqual(set.metadataOf(1), [
    { name: 'gloss', value: 'a ruler too' },
    { name: 'n', value: 4 },
  ]);
});
