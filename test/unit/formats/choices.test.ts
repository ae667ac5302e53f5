import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { readVectors } from '../../../src/engine/formats/read.ts';
import type { OpenQuestion } from '../../../src/protocol/engine.ts';
import { ENCODERS, npy, safetensors, type Rows } from './encoders.ts';
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
    assert.match(prompt, /^All [\d,]+ words × 8 need 1 MiB of memory\. The machine has 1 MiB free\./);
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

test('a limit that the user has set is named, and used to the full', async () => {
  const path = await write('word2vec binary');
  const read = await readVectors(path, { memory: LITTLE, isLimit: true });
  assert.ok('question' in read);
  const { prompt, choices } = read.question;
  assert.match(prompt, /The setting embeddingExplorer\.memoryLimit allows 1 MiB\. What should be read\?$/);
  assert.deepEqual(
    choices.map(({ value }) => value),
    ['first 200', 'sample 200', 'all'],
  );
});

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
  await writeFile(path, 'word,gloss,n,m,x1,x2\nking,a ruler,5,1,0.5,1\nqueen,a ruler too,4,2,2,3\n');
  const { key, choices } = await questionOf(path);
  assert.equal(key, 'vectors');
  assert.deepEqual(
    choices.map(({ label }) => label),
    ['x1 … x2 (2 columns)', 'n … x2 (4 columns)'],
  );
  const set = new EmbeddingSet(
    (await readVectors(path, { answers: { vectors: 'x1 … x2 (2 columns)' } })) as ConstructorParameters<
      typeof EmbeddingSet
    >[0],
  );
  assert.deepEqual(set.metadataOf(1), [
    { name: 'gloss', value: 'a ruler too' },
    { name: 'n', value: 4 },
    { name: 'm', value: 2 },
  ]);
});

const CLEAR: { what: string; name: string; content: string; dims: number; choices: string[] }[] = [
  {
    what: 'the one column of lists',
    name: 'words.json',
    content: JSON.stringify([
      { word: 'king', length: 4, score: 0.5, vector: [-0.4024, 0.1, 2, 3] },
      { word: 'queen', length: 5, score: 1.5, vector: [0.25, 0.5, 1e-7, 3] },
    ]),
    dims: 4,
    choices: [
      'vector: [-0.4024, 0.1, 2, …] · [0.25, 0.5, 1e-7, …]',
      'length … score (2 columns): 4 0.5 · 5 1.5',
    ],
  },
  {
    what: 'columns that are counted up',
    name: 'columns.csv',
    content: 'id,d0,d1,d2\n7,0.5,1,2\n8,2,3,4\n',
    dims: 3,
    choices: ['d0 … d2 (3 columns): 0.5 1 2 · 2 3 4', 'id … d2 (4 columns): 7 0.5 1 · 8 2 3'],
  },
];

for (const { what, name, content, dims, choices } of CLEAR) {
  test(`${what}: nothing is asked, but of those who want to be asked`, async () => {
    const path = join(folder, name);
    await writeFile(path, content);
    assert.equal((await readSet(path)).dims, dims);
    const read = await readVectors(path, { answers: { askAll: 'yes' } });
    assert.ok('question' in read);
    assert.deepEqual(
      read.question.choices.map(({ label, detail }) => `${label}: ${detail}`),
      choices,
    );
    const other = read.question.choices[1].value;
    const answers = { askAll: 'yes', vectors: other, words: 'word' };
    assert.equal((await readSet(path, { answers })).dims, dims === 4 ? 2 : 4);
  });
}

test('columns that are called after the numbers of dimensions have a header all the same', async () => {
  const path = join(folder, 'counted.csv');
  for (const [first, delimiter] of [
    ['word', ','],
    ['', ','],
    ['token', '\t'],
    ['', '\t'],
  ]) {
    const rows = [
      [first, 0, 1, 2],
      ['a', 1, 2, 3],
      ['b', 4, 5, 6],
    ];
    await writeFile(path, rows.map((row) => row.join(delimiter)).join('\n'));
    const { vocabulary, size } = await readSet(path);
    assert.deepEqual([size, vocabulary.word(0), vocabulary.word(1)], [2, 'a', 'b']);
  }
});

test('a table of one row is one', async () => {
  const path = join(folder, 'one.csv');
  await writeFile(path, 'word,d0,d1\nking,1,2\n');
  assert.deepEqual([(await readSet(path)).size, (await readSet(path)).dims], [1, 2]);
});

test('columns with a gap in their numbers are asked about', async () => {
  const path = join(folder, 'gap.csv');
  await writeFile(path, 'id,d0,d2,d3\n7,0.5,1,2\n8,2,3,4\n');
  assert.equal((await questionOf(path)).key, 'vectors');
});

test('the words that were saved with the vectors come before those of another file', async () => {
  const place = join(folder, 'companions');
  await mkdir(place);
  const words = (first: string) => `word\tlength\n${first}\t4\nqueen\t5\n`;
  await writeFile(join(place, 'vectors_tensors.tsv'), '0.5\t1\n2\t3\n');
  await writeFile(join(place, 'vectors_metadata.tsv'), words('king'));
  await writeFile(join(place, 'vectors.tsv'), words('emperor'));
  const { choices } = await questionOf(join(place, 'vectors_tensors.tsv'));
  assert.deepEqual(
    choices.map(({ value }) => value),
    ['vectors_metadata.tsv', 'vectors.tsv', 'numbers'],
  );
  // And the other way round for the file that NumPy's matrix was saved with.
  await writeFile(join(place, 'vectors.tsv'), words('king'));
  const set = await readSet(join(place, 'vectors_tensors.tsv'));
  assert.deepEqual(set.remarks, ['The words come from vectors_metadata.tsv.']);
  await writeFile(join(place, 'vectors.npy'), npy('<f4', [2, 1], Buffer.from(Float32Array.of(1, 2).buffer)));
  assert.deepEqual((await readSet(join(place, 'vectors.npy'))).remarks, ['The words come from vectors.tsv.']);
});
