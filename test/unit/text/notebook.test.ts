import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DEFAULT_TRAINING } from '../../../src/common/trainingDefaults.ts';
import { allTokens, readCorpus } from '../../../src/engine/text/corpus.ts';
import { SENTENCE_END } from '../../../src/engine/text/tokens.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'))));
after(() => rm(folder, { recursive: true }));

const OPTIONS = { ...DEFAULT_TRAINING, minCount: 1 };

function sentences(paths: string[], passesOver = false): string {
  const corpus = readCorpus({ paths, texts: [], passesOver }, OPTIONS);
  const words = Array.from(allTokens(corpus), (id) =>
    id === SENTENCE_END ? '|' : corpus.vocabulary.word(id),
  );
  return words.join(' ');
}

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test('of a notebook, the Markdown and code cells are read, and nothing that the code has put out', async () => {
  const cells = [
    { cell_type: 'markdown', source: ['# The title\n', 'of it'] },
    { cell_type: 'code', source: 'total = count', outputs: [{ text: ['printed'] }] },
    { cell_type: 'raw', source: 'left out' },
    { cell_type: 'code' },
  ];
  const path = await file('notebook.ipynb', JSON.stringify({ cells, nbformat: 4 }));
  assert.equal(sentences([path]), 'the title of it | total count |');
});

test('what is no notebook is named', async () => {
  const path = await file('broken.ipynb', '{"cells": 1}');
  assert.throws(() => sentences([path]), {
    message: 'broken.ipynb is no Jupyter notebook: expected JSON with ‘cells’.',
  });
});

test('among all files of a folder, vectors are no text', async () => {
  const numbers = Array.from({ length: 12 }, (_, i) => `-0.${i}5e-1`).join(' ');
  const vectors = await file('glove.txt', `the ${numbers}\nof ${numbers}\nand ${numbers.slice(0, 9)}`);
  const headed = await file('words.vec', `2 12\nthe ${numbers}\nof ${numbers}\n`);
  const prose = await file('prose.txt', 'In 1 2 3 4 we count.\nThen we rest in 1999.\n');
  assert.equal(sentences([vectors, headed, prose], true), 'in 1 2 3 4 we count | then we rest in 1999 |');
});

test('among all files of a folder, those that are no text are passed over; one that was named is a fault', async () => {
  const paths = await Promise.all([
    file('picture.png', Buffer.from([0x89, 0x50, 0, 1])),
    file('words.txt', 'plain words'),
    file('no.ipynb', 'nothing'),
  ]);
  assert.equal(sentences(paths, true), 'plain words |');
  const { files } = readCorpus({ paths, texts: [], names: ['a/p.png', 'w.txt'], passesOver: true }, OPTIONS);
  assert.deepEqual(files, {
    count: 1,
    first: [{ name: 'w.txt', words: 2 }],
    leftOut: [
      { name: 'a/p.png', why: 'no text' },
      { name: 'no.ipynb', why: 'no.ipynb is no Jupyter notebook: expected JSON with ‘cells’.' },
    ],
  });
  assert.throws(() => sentences(paths), /picture\.png is no text file/);
});
