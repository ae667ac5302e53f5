import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { UserFault } from '../../../src/engine/faults.ts';
import { readVectors } from '../../../src/engine/formats/read.ts';
import type { ByteProgress } from '../../../src/protocol/engine.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'))));
after(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function read(name: string, content: string | Uint8Array, chunk?: number): Promise<EmbeddingSet> {
  return new EmbeddingSet(await readVectors(await fileOf(name, content), () => undefined, chunk));
}

function contentOf(set: EmbeddingSet): Record<string, number[]> {
  return Object.fromEntries(
    Array.from({ length: set.size }, (_, row) => [set.vocabulary.word(row), [...set.vector(row)]]),
  );
}

function binary(rows: Record<string, number[]>, end = '\n', header?: string): Buffer {
  const entries = Object.entries(rows);
  const first = Buffer.from(header ?? `${entries.length} ${entries[0][1].length}\n`);
  const parts = entries.map(([word, vector]) =>
    Buffer.concat([Buffer.from(`${word} `), Buffer.from(Float32Array.from(vector).buffer), Buffer.from(end)]),
  );
  return Buffer.concat([first, ...parts]);
}

const ROWS = { king: [0.5, -1.25, 3], 国王: [1, 2, -3], 'don’t': [0, 1e-5, 1e5] };
const FLOATS = Object.fromEntries(Object.entries(ROWS).map(([word, row]) => [word, row.map(Math.fround)]));
const LINES = Object.entries(ROWS).map(([word, row]) => `${word} ${row.join(' ')}`);

const wellFormed: { what: string; content: string | Uint8Array; format: string }[] = [
  { what: 'GloVe text', content: LINES.join('\n'), format: 'GloVe text' },
  { what: 'GloVe text with CRLF', content: `${LINES.join('\r\n')}\r\n`, format: 'GloVe text' },
  { what: 'GloVe text with a byte-order mark', content: `\ufeff${LINES.join('\n')}`, format: 'GloVe text' },
  {
    what: 'GloVe text with tabs, trailing spaces, blank lines',
    content: `\n${LINES.join(' \n\n').replaceAll(' ', '\t')}\n\n`,
    format: 'GloVe text',
  },
  { what: 'word2vec text', content: `3 3\n${LINES.join('\n')}\n`, format: 'word2vec text' },
  {
    what: 'word2vec text with CRLF and a byte-order mark',
    content: `\ufeff3 3\r\n${LINES.join('\r\n')}`,
    format: 'word2vec text',
  },
  { what: 'word2vec binary', content: binary(ROWS), format: 'word2vec binary' },
  { what: 'word2vec binary without line ends', content: binary(ROWS, ''), format: 'word2vec binary' },
];

for (const { what, content, format } of wellFormed) {
  test(`reads ${what}, whatever the border of its chunks`, async () => {
    for (const chunk of [1, 7, 64, undefined]) {
      const set = await read('good', content, chunk);
      assert.deepEqual(contentOf(set), FLOATS);
      assert.equal(set.format, format);
      assert.deepEqual(set.notes, []);
    }
  });
}

/** What a user sees for each file that cannot be read. */
const refused: { what: string; name: string; content: string | Uint8Array; sentence: string }[] = [
  {
    what: 'an empty file',
    name: 'empty.txt',
    content: '',
    sentence: 'empty.txt is empty; expected a vector file.',
  },
  {
    what: 'a prose text',
    name: 'prose.txt',
    content: 'It was night.\nThe dog barked 3 times.\n',
    sentence:
      'prose.txt holds no vectors that can be read; expected one of: word2vec binary, word2vec text, GloVe text.',
  },
  {
    what: 'a picture',
    name: 'a.png',
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
    sentence: 'a.png is a PNG file; expected one of: word2vec binary, word2vec text, GloVe text.',
  },
  {
    what: 'UTF-16',
    name: 'wide.txt',
    content: Buffer.from('\ufeffa 1 2\n', 'utf16le'),
    sentence: 'wide.txt is a UTF-16 file; expected one of: word2vec binary, word2vec text, GloVe text.',
  },
  {
    what: 'a line with too few numbers',
    name: 'few.txt',
    content: 'a 1 2 3\nb 1 2\nc 3 4 5\n',
    sentence: 'few.txt, line 2: expected 3 numbers after the word, found 2.',
  },
  {
    what: 'a line with something else than a number',
    name: 'odd.txt',
    content: 'a 1 2 3\nb 1 x 3\nc 3 4 5\n',
    sentence: 'odd.txt, line 2: expected a number, found ‘x’.',
  },
  {
    what: 'a decimal comma',
    name: 'comma.txt',
    content: 'a 1.5 2\nb 1,5 2\nc 3 4\n',
    sentence: 'comma.txt, line 2: expected numbers with a decimal point, found ‘1,5’.',
  },
  {
    what: 'a line without a word',
    name: 'wordless.txt',
    content: 'a 1 2\n 1 2\nc 3 4\n',
    sentence: 'wordless.txt, line 2: expected a word before the numbers, found none.',
  },
  {
    what: 'a text header that promises more words than there are',
    name: 'lies.txt',
    content: '5 2\na 1 2\nb 3 4\n',
    sentence: 'lies.txt: the header promises 5 words, but the file ends after 2.',
  },
  {
    what: 'a text header that promises longer vectors than there are',
    name: 'long.txt',
    content: '2 900000000\na 1 2\nb 3 4\n',
    sentence: 'long.txt, line 1: the header promises 900000000 numbers a word, more than the file can hold.',
  },
  {
    what: 'a text header that promises one dimension more',
    name: 'dims.txt',
    content: '2 3\na 1 2\nb 3 4\n',
    sentence: 'dims.txt, line 2: expected 3 numbers after the word, found 2.',
  },
  {
    what: 'a header of nothing',
    name: 'none.txt',
    content: '0 50\n',
    sentence: 'none.txt, line 1: the header promises 0 words × 50.',
  },
  {
    what: 'a truncated binary',
    name: 'cut.bin',
    content: binary(ROWS, '').subarray(0, -5),
    sentence:
      'cut.bin is cut off: in word 3 of 3, at byte 40, expected a word and 12 bytes of numbers, found 15 bytes.',
  },
  {
    what: 'a binary header that promises more than there is',
    name: 'more.bin',
    content: binary(ROWS, '', '4000000000 3\n'),
    sentence:
      'more.bin is cut off: in word 4 of 4000000000, at byte 69, expected a word and 12 bytes of numbers, found 0 bytes.',
  },
  {
    what: 'a binary header that promises longer vectors than there is file',
    name: 'wide.bin',
    content: binary(ROWS, '', '3 4000000000\n'),
    sentence: 'wide.bin: the header promises 3 words × 4000000000, but the file has only 56 bytes for them.',
  },
];

for (const { what, name, content, sentence } of refused) {
  test(`refuses ${what} with one sentence`, async () => {
    await assert.rejects(read(name, content), { name: UserFault.name, message: sentence });
  });
}

test('refuses a folder, and a file that is not there', async () => {
  await mkdir(join(folder, 'sub'));
  const nothing = () => undefined;
  await assert.rejects(readVectors(join(folder, 'sub'), nothing), {
    message: 'sub is a folder; expected a vector file.',
  });
  await assert.rejects(readVectors(join(folder, 'gone.txt'), nothing), {
    message: 'gone.txt does not exist (any more).',
  });
});

/** What is read in another way than a reader may expect, and says so. */
const noted: { what: string; content: string | Uint8Array; words: string[]; note: string }[] = [
  {
    what: 'a duplicate word',
    content: 'a 1 2\nb 3 4\na 5 6\n',
    words: ['a', 'b'],
    note: 'Duplicate words: 1; the first vector of each was kept (first: line 3).',
  },
  {
    what: 'NaN and infinity',
    content: 'a 1 2\nb nan 4\nc inf 1\nd -nan(ind) 1\ne 1e400 2\nf 1 1\n',
    words: ['a', 'f'],
    note: 'Rows that hold NaN or infinity, and were left out: 4 (first: line 2).',
  },
  {
    what: 'a word that is not UTF-8',
    content: Buffer.from('caf\xe9 1 2\nb 3 4\n', 'latin1'),
    words: ['caf�', 'b'],
    note: 'Words that are not UTF-8: 1; what could not be read of them shows as � (first: line 1).',
  },
  {
    what: 'a header that promises fewer words than there are',
    content: '1 2\na 1 2\nb 3 4\n',
    words: ['a', 'b'],
    note: 'The header promises 1 words, but the file holds 2; all were read.',
  },
];

for (const { what, content, words, note } of noted) {
  test(`reads around ${what}, and says so`, async () => {
    const set = await read('noted.txt', content);
    assert.deepEqual(Object.keys(contentOf(set)), words);
    assert.deepEqual(set.notes, [note]);
  });
}

test('a word may hold spaces: the last fields are its numbers', async () => {
  const set = await read('spaces.txt', 'a 1 2\nb 3 4\n. . . 5 6\nat 7 8 9\nc 1 1\n');
  assert.deepEqual(contentOf(set), { a: [1, 2], b: [3, 4], '. . .': [5, 6], 'at 7': [8, 9], c: [1, 1] });
});

test('a file of one dimension whose words are numbers is not taken for one with a header', async () => {
  const set = await read('years.txt', '1990 5\n1991 6\n1992 7\n');
  assert.deepEqual([set.size, set.dims, set.format], [3, 1, 'GloVe text']);
});

test('numbers equal what Number() and a float32 make of them', async () => {
  const texts = [
    '0',
    '-0',
    '1',
    '.5',
    '5.',
    '-1.5e-3',
    '1E5',
    '+2',
    '3.4028234e38',
    '1e-45',
    '1e-60',
    '0.1',
    '0.30000000000000004',
    '123456789012345678901234567890',
    '9007199254740993',
    '4.35e22',
    '1e23',
    '0.000030517578125',
  ];
  const set = await read('numbers.txt', texts.map((text, i) => `w${i} ${text} 1`).join('\n'));
  texts.forEach((text, row) => assert.equal(set.vector(row)[0], Math.fround(Number(text)), text));
});

test('progress counts bytes, to the last', async () => {
  const steps: ByteProgress[] = [];
  const content = Array.from({ length: 300_000 }, (_, i) => `word${i} 0.25 ${i} 1\n`).join('');
  const set = await readVectors(await fileOf('big.txt', content), (step) => steps.push(step));
  assert.equal(set.dims, 3);
  assert.ok(steps.length > 1);
  assert.ok(steps.every(({ done }, i) => i === 0 || done >= steps[i - 1].done));
  assert.deepEqual(steps.at(-1), { done: content.length, total: content.length });
});

const REAL = new URL('../../../../shared/data/vectors/', import.meta.url);
const skip = existsSync(REAL) ? false : 'the real files are not at hand';

const realFiles = [
  { file: 'googlenews_8k_300d.bin', size: 8000, dims: 300, format: 'word2vec binary', kingQueen: 0.6510957 },
  { file: 'glove_twitter_25d_12k.txt', size: 11925, dims: 25, format: 'GloVe text', kingQueen: 0.92024 },
  { file: 'euclidean_vectors.bin', size: 2747, dims: 10, format: 'word2vec binary' },
  { file: 'word2vec_pre_kv_c', size: 1750, dims: 10, format: 'word2vec text' },
  { file: 'test_glove.txt', size: 76, dims: 50, format: 'GloVe text' },
  { file: 'lee_fasttext.vec', size: 1762, dims: 10, format: 'word2vec text' },
  { file: 'crime-and-punishment.vec', size: 291, dims: 5, format: 'word2vec text' },
  { file: 'toy-model.vec', size: 22, dims: 5, format: 'word2vec text' },
];

for (const { file, size, dims, format, kingQueen } of realFiles) {
  test(`reads the real ${file}`, { skip }, async () => {
    const set = new EmbeddingSet(await readVectors(new URL(file, REAL).pathname, () => undefined));
    assert.deepEqual([set.size, set.dims, set.format, set.notes], [size, dims, format, []]);
    if (kingQueen === undefined) return;
    const { vocabulary } = set;
    assert.ok(Math.abs(set.similarity(vocabulary.find('king'), vocabulary.find('queen')) - kingQueen) < 1e-5);
  });
}
