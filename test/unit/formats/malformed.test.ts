import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, truncateSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { readVectors } from '../../../src/engine/formats/read.ts';
import { readContent, temporaryFolder, word2vecBinary } from './files.ts';

const folder = temporaryFolder();
const KNOWN =
  'GloVe, word2vec, fastText, gensim, NumPy, safetensors, Embedding Projector, Parquet, Arrow, CSV, JSON';

const ROWS: [string, number[]][] = [
  ['king', [0.1, 0.2, 0.3]],
  ['queen', [0.4, 0.5, 0.6]],
  ['man', [1, 2, 3]],
];

/** What a user sees for each file that cannot be read. */
const refused: { what: string; name: string; content: string | Uint8Array; sentence: string }[] = [
  {
    what: 'an empty file',
    name: 'empty.txt',
    content: '',
    sentence: 'empty.txt is empty; expected a vector file.',
  },
  {
    what: 'a byte-order mark and nothing',
    name: 'bom.txt',
    content: '\ufeff',
    sentence: 'bom.txt is empty; expected a vector file.',
  },
  {
    what: 'blank lines',
    name: 'blank.txt',
    content: '\n \n\n',
    sentence: `blank.txt holds no vectors in a format that is known (${KNOWN}).`,
  },
  {
    what: 'a prose text',
    name: 'prose.txt',
    content: 'It was night.\nThe dog barked 3 times.\n',
    sentence: `prose.txt holds no vectors in a format that is known (${KNOWN}).`,
  },
  {
    what: 'a picture',
    name: 'a.png',
    content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0]),
    sentence: `a.png is a PNG file; expected vectors (${KNOWN}).`,
  },
  {
    what: 'UTF-16',
    name: 'wide.txt',
    content: Buffer.from('\ufeffa 1 2\n', 'utf16le'),
    sentence: `wide.txt is a UTF-16 file; expected vectors (${KNOWN}).`,
  },
  {
    what: 'UTF-16, big-endian',
    name: 'wide.txt',
    content: Buffer.from('\ufeffa 1 2\n', 'utf16le').swap16(),
    sentence: `wide.txt is a UTF-16 file; expected vectors (${KNOWN}).`,
  },
  {
    what: 'bytes without meaning',
    name: 'noise.bin',
    content: Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * i * 31) & 255)),
    sentence: `noise.bin holds no vectors in a format that is known (${KNOWN}).`,
  },
  {
    what: 'a line with too few numbers',
    name: 'few.txt',
    content: 'a 1 2 3\nb 1 2\nc 3 4 5\n',
    sentence: 'few.txt, line 2: expected 3 numbers after the word, found 2.',
  },
  {
    what: 'a line with too many numbers',
    name: 'many.txt',
    content: 'a 1 2 3\n\nb 1 2 3 4\nc 3 4 5\n',
    sentence: 'many.txt, line 3: expected 3 numbers after the word, found 4.',
  },
  {
    what: 'a last line that is cut off',
    name: 'cut.txt',
    content: 'a 1 2 3\nb 1 2 3\nc 3',
    sentence: 'cut.txt, line 3: expected 3 numbers after the word, found 1.',
  },
  {
    what: 'a line with something else than a number',
    name: 'odd.txt',
    content: 'a 1 2 3\r\nb 1 x 3\r\nc 3 4 5\r\n',
    sentence: 'odd.txt, line 2: expected a number, found ‘x’.',
  },
  {
    what: 'a line with something long in a number’s place',
    name: 'odd.txt',
    content: `a 1 2\nb 1 ${'x'.repeat(50_000)}\nc 3 4\n`,
    sentence: `odd.txt, line 2: expected a number, found ‘${'x'.repeat(40)}…’.`,
  },
  {
    what: 'a decimal comma',
    name: 'comma.txt',
    content: 'a 1.5 2\nb 1,5 2\nc 3 4\n',
    sentence: 'comma.txt, line 2: expected numbers with a decimal point, found ‘1,5’.',
  },
  {
    what: 'decimal commas everywhere',
    name: 'commas.txt',
    content: 'a 1,5 2,25\nb -1,5 2,5\nc 3,0 4,0\n',
    sentence: 'commas.txt, line 1: expected numbers with a decimal point, found ‘1,5’.',
  },
  {
    what: 'a line without a word',
    name: 'wordless.txt',
    content: 'a 1 2\n1 2\nc 3 4\n',
    sentence: 'wordless.txt, line 2: expected 2 numbers after the word, found 1.',
  },
  {
    what: 'a line without an end',
    name: 'endless.txt',
    content: Buffer.concat([Buffer.from('a 1 2\nb 3 4\n'), Buffer.alloc(65 << 20, 'x')]),
    sentence: 'endless.txt, byte 12: expected a word and its numbers, found more than 64 MiB without an end.',
  },
  {
    what: 'nothing but NaN',
    name: 'nan.txt',
    content: '2 2\na nan 1\nb nan 2\n',
    sentence:
      'nan.txt holds no vector that can be used. Rows that hold NaN or infinity, which were left out: 2 (first: ‘a’, line 2).',
  },
  {
    what: 'a text header that promises longer vectors than there is file',
    name: 'long.txt',
    content: '2 900000000\na 1 2\nb 3 4\n',
    sentence:
      'long.txt, line 1: the header promises 2 words of 900,000,000 numbers, but only 12 bytes follow.',
  },
  {
    what: 'a text header that promises one dimension more',
    name: 'dims.txt',
    content: '2 3\na 1 2\nb 3 4\n',
    sentence: 'dims.txt, line 2: expected 3 numbers after the word, found 2.',
  },
  {
    what: 'a text header that promises one dimension less',
    name: 'dims.txt',
    content: '2 2\na 1 2 3\nb 3 4 5\n',
    sentence: 'dims.txt, line 2: expected 2 numbers after the word, found 3.',
  },
  {
    what: 'a header and nothing',
    name: 'none.txt',
    content: '0 50\n',
    sentence: 'none.txt holds no words: its header promises none, and nothing follows.',
  },
  {
    what: 'a text header that promises three words, and one that is cut off',
    name: 'lone.txt',
    content: '3 2\nking 1 2',
    sentence:
      'lone.txt holds no vector that can be used. The header promises 3 words, but the file is cut off in line 2; the 0 words before it were read.',
  },
  {
    what: 'a header without its line end',
    name: 'none.txt',
    content: '400000 50',
    sentence: 'none.txt, line 1: the header promises 400,000 words of 50 numbers, but only 0 bytes follow.',
  },
  {
    what: 'a binary cut off in a vector',
    name: 'cut.bin',
    content: word2vecBinary(ROWS, '').subarray(0, -5),
    sentence: 'cut.bin is cut off in word 3 of 3, which begins at byte 39: at least 5 bytes are missing.',
  },
  {
    what: 'a binary cut off in a word',
    name: 'cut.bin',
    content: word2vecBinary(ROWS).subarray(0, 24),
    sentence: 'cut.bin is cut off in word 2 of 3, which begins at byte 22: at least 27 bytes are missing.',
  },
  {
    what: 'a binary cut off between two words',
    name: 'cut.bin',
    content: word2vecBinary(ROWS).subarray(0, 22),
    sentence: 'cut.bin is cut off in word 2 of 3, which begins at byte 22: at least 27 bytes are missing.',
  },
  {
    what: 'a binary header that promises more words than there are',
    name: 'more.bin',
    content: word2vecBinary(ROWS, '', '4000000000 3\n'),
    sentence:
      'more.bin is cut off in word 4 of 4,000,000,000, which begins at byte 64: at least 55,999,999,957 bytes are missing.',
  },
  {
    what: 'a binary header that promises longer vectors than there is file',
    name: 'wide.bin',
    content: word2vecBinary(ROWS, '', '3 4000000000\n'),
    sentence:
      'wide.bin, line 1: the header promises 3 words of 4,000,000,000 numbers, but only 51 bytes follow.',
  },
  {
    what: 'a binary header that promises one dimension less',
    name: 'short.bin',
    content: word2vecBinary(
      ROWS.map(([word]) => [word, [1, 2, 1e-3]]),
      '',
      '3 2\n',
    ),
    sentence:
      'short.bin, byte 17: expected word 2 of 3 behind vectors of 2 numbers, as the header promises them; found bytes that are no text.',
  },
  {
    what: 'a binary with something behind its last word',
    name: 'tail.bin',
    content: Buffer.concat([word2vecBinary(ROWS), Buffer.from('END')]),
    sentence:
      'tail.bin, byte 58: expected the end of the file after 3 words, as the header promises; found 3 bytes more that are no word and its numbers.',
  },
];

for (const { what, name, content, sentence } of refused) {
  test(`refuses ${what} with one sentence`, async () => {
    for (const chunk of [7, undefined]) {
      await assert.rejects(readContent(join(folder, name), content, chunk), {
        name: UserFault.name,
        message: sentence,
      });
    }
  });
}

test('refuses a binary cut off anywhere, naming the place', async () => {
  const whole = word2vecBinary(ROWS, '');
  for (let length = 5; length < whole.length; length++) {
    await assert.rejects(readContent(join(folder, 'cut.bin'), whole.subarray(0, length)), {
      name: UserFault.name,
      message: /^cut\.bin(, line 1: the header promises| is cut off in word [123] of 3)/,
    });
  }
});

test('refuses a folder, a pipe, and a file that is not there', async () => {
  await mkdir(join(folder, 'sub'));
  await assert.rejects(readVectors(join(folder, 'sub')), {
    message: 'sub is a folder; expected a vector file.',
  });
  await assert.rejects(readVectors(join(folder, 'gone.txt')), {
    message: 'gone.txt does not exist (any more).',
  });
  if (process.platform === 'win32') return;
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await assert.rejects(readVectors(join(folder, 'pipe')), {
    message: 'pipe is a device or a pipe; expected a vector file.',
  });
});

const mayReadAll = process.platform === 'win32' || process.getuid?.() === 0;
test(
  'refuses a file that may not be read',
  { skip: mayReadAll && 'this user may read every file' },
  async () => {
    const path = join(folder, 'secret.txt');
    await writeFile(path, 'a 1 2\n');
    await chmod(path, 0);
    await assert.rejects(readVectors(path), { message: 'secret.txt may not be read by you.' });
  },
);

const changes: { what: string; change: (path: string) => void }[] = [
  { what: 'shrinks', change: (path) => truncateSync(path, 5_000_000) },
  { what: 'grows', change: (path) => appendFileSync(path, 'more 1 2\n') },
];

for (const { what, change } of changes) {
  test(`refuses a file that ${what} while it is read`, async () => {
    const path = join(folder, 'moving.txt');
    await writeFile(path, Array.from({ length: 500_000 }, (_, i) => `word${i} 0.25 0.5\n`).join(''));
    let reports = 0;
    const changeOnce = () => {
      if (reports++ === 0) change(path);
    };
    await assert.rejects(readVectors(path, { report: changeOnce }), {
      name: UserFault.name,
      message: 'moving.txt changed while it was read; open it again when it is complete.',
    });
  });
}
