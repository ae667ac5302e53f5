import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { CorpusOptions } from '../../../src/protocol/engine.ts';
import { Vocabulary } from '../../../src/engine/embeddings/vocabulary.ts';
import { DEFAULT_TRAINING } from '../../../src/common/trainingDefaults.ts';
import { allTokens, readCorpus, type Corpus } from '../../../src/engine/text/corpus.ts';
import { findWord } from '../../../src/engine/text/findWord.ts';
import { SENTENCE_END } from '../../../src/engine/text/tokens.ts';
import { wordsOf } from '../../../src/engine/text/words.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'))));
after(() => rm(folder, { recursive: true }));

const words = (text: string) => [...wordsOf(text)].map((word) => word.text);

test('words are told by Unicode’s rules', () => {
  assert.deepEqual(words('Don’t stop: the state-of-the-art, naïve Ελλάδα in 2024!'), [
    'Don’t',
    'stop',
    'the',
    'state-of-the-art',
    'naïve',
    'Ελλάδα',
    'in',
    '2024',
  ]);
  assert.deepEqual(words('… — !?'), []);
});

test('Chinese and Japanese are segmented, and places are right in mixed text', () => {
  assert.deepEqual(words('我爱足球。'), ['我', '爱', '足球']);
  const [first] = [...wordsOf('RNN 模型')].slice(1);
  assert.deepEqual([first.text, first.start, first.end], ['模型', 4, 6]);
});

const VOCABULARY = Vocabulary.of([
  'king',
  'art',
  'Paris',
  '足球场',
  '足球',
  '秃',
  '<unk>',
  '...',
  "don't",
  'state-of-the-art',
]);

function found(text: string, offset: number): [string, number, number] | undefined {
  const word = findWord(VOCABULARY, text, offset);
  return word && [VOCABULARY.word(word.row), word.start, word.end];
}

test('a word is found as written, then in lower case, from its first to its last character', () => {
  assert.deepEqual(found('The King!', 4), ['king', 4, 8]);
  assert.deepEqual(found('The King!', 7), ['king', 4, 8]);
  assert.equal(found('The King!', 8), undefined);
  assert.equal(found('The King!', 0), undefined);
  assert.deepEqual(found('PARIS Paris', 7), ['Paris', 6, 11]);
  assert.equal(found('', 0), undefined);
});

test('what stands between spaces is found whole: <unk>, ..., don’t', () => {
  assert.deepEqual(found('a <unk> b', 4), ['<unk>', 2, 7]);
  assert.deepEqual(found('a ... b', 3), ['...', 2, 5]);
  assert.deepEqual(found("I don't", 4), ["don't", 2, 7]);
});

test('of a compound or an unspaced run, the longest known part that covers the place', () => {
  assert.deepEqual(found('a state-of-the-art.', 4), ['state-of-the-art', 2, 18]);
  assert.deepEqual(found('fine-art', 6), ['art', 5, 8]);
  assert.equal(found('fine-art', 1), undefined);
  assert.deepEqual(found('我在足球场上', 3), ['足球场', 2, 5]);
  assert.deepEqual(found('他是秃头', 2), ['秃', 2, 3]);
  assert.equal(found('他是秃头', 3), undefined);
});

const OPTIONS: CorpusOptions = { ...DEFAULT_TRAINING, minCount: 1 };

function sentences(corpus: Corpus): string[] {
  const { vocabulary } = corpus;
  const all: string[][] = [[]];
  for (const id of allTokens(corpus)) {
    if (id === SENTENCE_END) all.push([]);
    else all.at(-1)?.push(vocabulary.word(id));
  }
  return all.map((sentence) => sentence.join(' ')).filter((sentence) => sentence !== '');
}

test('sentences end at full stops and blank lines, not at line ends', async () => {
  const text = 'One two\nthree. One 3.14 two!\r\n\r\nTwo (one.) three\n\nheading\n\n我爱足球。足球很好。';
  const corpus = readCorpus({ paths: [], texts: [text] }, OPTIONS);
  assert.deepEqual(sentences(corpus), [
    'one two three',
    'one 3 14 two',
    'two one',
    'three',
    'heading',
    '我 爱 足球',
    '足球 很好',
  ]);
});

test('the vocabulary is sorted by count, and rare words fall out', async () => {
  const corpus = readCorpus({ paths: [], texts: ['b b a c c c a b c'] }, { ...OPTIONS, minCount: 3 });
  assert.deepEqual([corpus.vocabulary.word(0), corpus.vocabulary.word(1)], ['c', 'b']);
  assert.deepEqual([...corpus.counts], [4, 3]);
  assert.deepEqual([corpus.known, corpus.words], [7, 9]);
});

test('files are read as they are: byte-order mark, CRLF, a character on the border of two chunks', async () => {
  const path = join(folder, 'text.txt');
  const line = '国王 queen\r\n';
  await writeFile(path, `\ufeff${line.repeat(100_000)}`);
  const options = { ...OPTIONS, tokeniser: 'whitespace' as const };
  const { vocabulary, counts } = readCorpus({ paths: [path], texts: [] }, options);
  assert.deepEqual([vocabulary.size, ...counts], [2, 100_000, 100_000]);
});

test('a binary file and a missing one are named', async () => {
  const path = join(folder, 'binary.txt');
  await writeFile(path, Buffer.from([1, 2, 0, 4]));
  assert.throws(() => readCorpus({ paths: [path], texts: [] }, OPTIONS), {
    message: 'binary.txt is no text file; expected UTF-8 text.',
  });
  const missing = { paths: [join(folder, 'no.txt')], texts: [] };
  assert.throws(() => readCorpus(missing, OPTIONS), /no\.txt cannot be read/);
});
