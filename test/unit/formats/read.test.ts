import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ByteProgress } from '../../../src/protocol/engine.ts';
import { readBuffers, readContent, rowsOf, temporaryFolder, word2vecBinary } from './files.ts';

const folder = temporaryFolder();
const read = (content: string | Uint8Array, chunk?: number) =>
  readContent(join(folder, 'vectors'), content, chunk);

const ROWS: [string, number[]][] = [
  ['king', [0.5, -1.25, 3]],
  ['国王', [1, 2, -3]],
  ['don’t', [0, 1e-5, 1e5]],
];
const FLOATS = ROWS.map(([word, vector]) => [word, vector.map(Math.fround)]);
const LINES = ROWS.map(([word, vector]) => `${word} ${vector.join(' ')}`);

const wellFormed: { what: string; content: string | Uint8Array; format: string }[] = [
  { what: 'GloVe text', content: `${LINES.join('\n')}\n`, format: 'GloVe text' },
  { what: 'GloVe text without a last line end', content: LINES.join('\n'), format: 'GloVe text' },
  { what: 'GloVe text with CRLF', content: `${LINES.join('\r\n')}\r\n`, format: 'GloVe text' },
  { what: 'GloVe text with a byte-order mark', content: `\ufeff${LINES.join('\n')}`, format: 'GloVe text' },
  { what: 'GloVe text with tabs', content: LINES.join('\n').replaceAll(' ', '\t'), format: 'GloVe text' },
  {
    what: 'GloVe text with trailing spaces and blank lines',
    content: `\n${LINES.join(' \t\n\r\n \n')}  \n\n`,
    format: 'GloVe text',
  },
  {
    what: 'GloVe text, indented',
    content: LINES.map((line) => `\t  ${line}`).join('\n'),
    format: 'GloVe text',
  },
  { what: 'word2vec text', content: `3 3\n${LINES.join('\n')}\n`, format: 'word2vec text' },
  {
    what: 'word2vec text as fastText ends its lines',
    content: `3 3\n${LINES.join(' \n')} \n`,
    format: 'word2vec text',
  },
  {
    what: 'word2vec text with CRLF and a byte-order mark',
    content: `\ufeff3 3\r\n${LINES.join('\r\n')}`,
    format: 'word2vec text',
  },
  { what: 'word2vec binary', content: word2vecBinary(ROWS), format: 'word2vec binary' },
  { what: 'word2vec binary without line ends', content: word2vecBinary(ROWS, ''), format: 'word2vec binary' },
];

for (const { what, content, format } of wellFormed) {
  test(`reads ${what}, wherever its chunks end`, async () => {
    for (const chunk of [1, 7, 64, undefined]) {
      const set = await read(content, chunk);
      assert.deepEqual(rowsOf(set), FLOATS);
      assert.equal(set.format, format);
      assert.deepEqual(set.notes, []);
    }
  });
}

const rightly: { what: string; content: string | Uint8Array; rows: [string, number[]][]; format: string }[] =
  [
    {
      what: 'words that hold spaces: the last fields are the numbers',
      content: 'a 1 2\nb 3 4\n. . . 5 6\nat name@domain.com 8 9\na  b\tc 0 1\nd 1 1\n',
      rows: [
        ['a', [1, 2]],
        ['b', [3, 4]],
        ['. . .', [5, 6]],
        ['at name@domain.com', [8, 9]],
        ['a  b\tc', [0, 1]],
        ['d', [1, 1]],
      ],
      format: 'GloVe text',
    },
    {
      what: 'words that are numbers, and numbers without a fraction',
      content: '1990 5\n1991 6\n1992 7\n',
      rows: [
        ['1990', [5]],
        ['1991', [6]],
        ['1992', [7]],
      ],
      format: 'GloVe text',
    },
    {
      what: 'one dimension with a header',
      content: '2 1\n7 5\n8 6\n',
      rows: [
        ['7', [5]],
        ['8', [6]],
      ],
      format: 'word2vec text',
    },
    {
      what: 'one dimension, its first word a number',
      content: '5 1\n7 5\n8 6\n',
      rows: [
        ['5', [1]],
        ['7', [5]],
        ['8', [6]],
      ],
      format: 'GloVe text',
    },
    {
      what: 'a control character in a word',
      content: '2 2\na\u0001b 1 2\nc 3 4\n',
      rows: [
        ['a\u0001b', [1, 2]],
        ['c', [3, 4]],
      ],
      format: 'word2vec text',
    },
    {
      what: 'a binary whose numbers look like text',
      content: Buffer.concat([Buffer.from('2 1\na ABCDb EFGH')]),
      rows: [
        ['a', [Math.fround(781.03522)]],
        ['b', [Math.fround(204057.08)]],
      ],
      format: 'word2vec binary',
    },
    {
      what: 'the word nan',
      content: 'nan 1 2\ninf 3 4\n',
      rows: [
        ['nan', [1, 2]],
        ['inf', [3, 4]],
      ],
      format: 'GloVe text',
    },
  ];

for (const { what, content, rows, format } of rightly) {
  test(`reads ${what}`, async () => {
    for (const chunk of [3, undefined]) {
      const set = await read(content, chunk);
      assert.deepEqual(rowsOf(set), rows);
      assert.deepEqual([set.format, set.notes], [format, []]);
    }
  });
}

/** What is read in another way than a reader may expect, and says so. */
const noted: { what: string; content: string | Uint8Array; words: string[]; note: string }[] = [
  {
    what: 'duplicate words',
    content: 'a 1 2\nb 3 4\na 5 6\nb 7 8\n',
    words: ['a', 'b'],
    note: 'Duplicate words, of which the first vector was kept: 2 (first: ‘a’, line 3).',
  },
  {
    what: 'NaN and infinity',
    content: 'a 1 2\nb nan 4\nc inf 1\nd -nan(ind) 1\ne 1e400 2\nf 1 -1e39\ng 1 1\n',
    words: ['a', 'g'],
    note: 'Rows that hold NaN or infinity, which were left out: 5 (first: ‘b’, line 2).',
  },
  {
    what: 'NaN in a binary',
    content: word2vecBinary([
      ['a', [1, 2]],
      ['b', [NaN, 2]],
      ['c', [1, -Infinity]],
    ]),
    words: ['a'],
    note: 'Rows that hold NaN or infinity, which were left out: 2 (first: ‘b’, word 2).',
  },
  {
    what: 'a word that is not UTF-8',
    content: Buffer.from('caf\xe9 1 2\nb 3 4\n', 'latin1'),
    words: ['caf\\xe9', 'b'],
    note: 'Words that are not UTF-8, whose other bytes are written as \\xNN: 1 (first: ‘caf\\xe9’, line 1).',
  },
  {
    what: 'a word of no length',
    content: 'a 1 2\n 1 2\nc 3 4\n',
    words: ['a', 'c'],
    note: 'Rows without a word, which were left out: 1 (first: line 2).',
  },
  {
    what: 'a word of no length in a binary',
    content: word2vecBinary([
      ['a', [1, 2]],
      ['', [3, 4]],
      ['b', [5, 6]],
    ]),
    words: ['a', 'b'],
    note: 'Rows without a word, which were left out: 1 (first: word 2).',
  },
  {
    what: 'a header that promises fewer words than there are',
    content: '1 2\na 1 2\nb 3 4\n',
    words: ['a', 'b'],
    note: 'The header promises 1 words, but the file holds 2; all were read.',
  },
  {
    what: 'a header that promises more words than there are',
    content: '5 2\na 1 2\nb 3 4\n',
    words: ['a', 'b'],
    note: 'The header promises 5 words, but the file holds 2: it may be cut off.',
  },
  {
    what: 'a file that is cut off in a number, which is one all the same',
    content: '5 2\na 1 2\n\nb 3 4\nc 5 6.2',
    words: ['a', 'b'],
    note: 'The header promises 5 words, but the file is cut off in line 5; the 2 words before it were read.',
  },
  {
    what: 'a file that is cut off before a number',
    content: '5 2\na 1 2\nb 3 4\nc 5',
    words: ['a', 'b'],
    note: 'The header promises 5 words, but the file is cut off in line 4; the 2 words before it were read.',
  },
  {
    what: 'zeros, which have no direction',
    content: 'a 1 2\nb 0 0\nc 0 -0\n',
    words: ['a', 'b', 'c'],
    note: 'Vectors that are all zeros, whose cosine to every other is 0: 2 (first: ‘b’).',
  },
  {
    what: 'a binary header that promises fewer words than there are',
    content: word2vecBinary(
      [
        ['a', [1, 2]],
        ['b', [3, 4]],
      ],
      '\n',
      '1 2\n',
    ),
    words: ['a', 'b'],
    note: 'The header promises 1 words, but the file holds 2; all were read.',
  },
];

for (const { what, content, words, note } of noted) {
  test(`reads around ${what}, and says so`, async () => {
    for (const chunk of [5, undefined]) {
      const set = await read(content, chunk);
      assert.deepEqual(
        rowsOf(set).map(([word]) => word),
        words,
      );
      assert.deepEqual(set.notes, [note]);
    }
  });
}

test('a padding word of zeros is a remark; a last line without its end is read where it was promised', async () => {
  const lines = Array.from({ length: 200 }, (_, i) => `w${i} ${i} ${i}\n`).join('');
  const set = await read(lines);
  assert.deepEqual(set.notes, []);
  assert.deepEqual(set.remarks, [
    'Vectors that are all zeros, whose cosine to every other is 0: 1 (first: ‘w0’).',
  ]);
  assert.deepEqual(rowsOf(await read('2 1\nking 1\nqueen 2')), [
    ['king', [1]],
    ['queen', [2]],
  ]);
});

test('rows longer than the bytes by which the format is found', async () => {
  const numbers = Array.from({ length: 150_000 }, (_, i) => i / 8);
  for (const header of [true, false]) {
    const dims = header ? 150_000 : 30_000;
    const lines = ['a', 'b'].map((word) => `${word} ${numbers.slice(0, dims).join(' ')}`).join('\n');
    const set = await read(header ? `2 ${dims}\n${lines}` : lines);
    assert.deepEqual([set.size, set.dims], [2, dims]);
    assert.deepEqual(set.vector(1), new Float32Array(numbers.slice(0, dims)));
  }
});

test('the buffers are shared, and the matrix is as long as its rows', async () => {
  const { vectors, words } = await readBuffers(await fileOf('2 2\na 1 2\na 3 4\n'));
  assert.equal(vectors.length, 2);
  for (const part of [vectors, words.bytes, words.offsets, words.slots])
    assert.ok(part.buffer instanceof SharedArrayBuffer);
});

test('progress counts bytes, to the last', async () => {
  const steps: ByteProgress[] = [];
  const content = Array.from({ length: 300_000 }, (_, i) => `word${i} 0.25 ${i} 1\n`).join('');
  const set = await readBuffers(await fileOf(content), { report: (step) => steps.push(step) });
  assert.deepEqual([set.dims, set.vectors.length], [3, 900_000]);
  assert.ok(steps.length > 1);
  assert.ok(steps.every(({ done }, i) => i === 0 || done > steps[i - 1].done));
  assert.deepEqual(steps.at(-1), { phase: 'reading', done: content.length, total: content.length });
});

async function fileOf(content: string): Promise<string> {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return path;
}
