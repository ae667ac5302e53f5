import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { CorpusOptions } from '../../../src/protocol/engine.ts';
import { Vocabulary } from '../../../src/engine/embeddings/vocabulary.ts';
import { DEFAULT_TRAINING } from '../../../src/common/trainingDefaults.ts';
import { allTokens, readCorpus, type Corpus } from '../../../src/engine/text/corpus.ts';
import { findWord, knownWordsOf } from '../../../src/engine/text/findWord.ts';
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

const CODE = Vocabulary.of([
  'user',
  'name',
  'username',
  'html',
  'parser',
  'vec',
  'word',
  'ภาษา',
  'ไทย',
  'コーヒー',
]);

test('identifiers by their parts: camelCase, snake_case, acronyms, numbers', () => {
  const at = (text: string, offset: number) => findWord(CODE, text, offset)?.text;
  assert.equal(at('getUserId', 4), 'User');
  assert.equal(at('getUserId', 1), undefined);
  assert.equal(at('getUserName', 4), 'UserName', 'the longest part');
  assert.equal(at('HTMLParser', 2), 'HTML');
  assert.equal(at('HTMLParser', 5), 'Parser');
  assert.equal(at('my_user_id', 4), 'user');
  assert.equal(at('word2vec', 6), 'vec');
});

test('Thai and Japanese by the longest known word', () => {
  const at = (text: string, offset: number) => findWord(CODE, text, offset)?.text;
  assert.equal(at('ผมพูดภาษาไทย', 6), 'ภาษา');
  assert.equal(at('ผมพูดภาษาไทย', 10), 'ไทย');
  assert.equal(at('私はコーヒーを飲む', 4), 'コーヒー');
});

test('all words of a text, known and unknown, with the known parts of the unknown ones', () => {
  const read = (text: string) =>
    [...knownWordsOf(CODE, text)].map(({ text, row }) => (row < 0 ? `?${text}` : text));
  assert.deepEqual(read('User, getUserName! nothing ภาษาไทย'), [
    'User',
    'UserName',
    '?nothing',
    'ภาษา',
    'ไทย',
  ]);
  assert.deepEqual(read('x'.repeat(500)), [`?${'x'.repeat(500)}`]);
  assert.deepEqual(read(''), []);
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

const textOf = (text: string, options: Partial<CorpusOptions> = {}) =>
  sentences(readCorpus({ paths: [], texts: [text] }, { ...OPTIONS, ...options }));

test('lines of ASCII are parted as Unicode’s rules part them', () => {
  const text = [
    "Don’t-- stop \"me.\" (He said: 'no!') x_1-y _a-_b 3.14 a--b rock-'n-roll don't.",
    'It goes on',
    '',
    'until... the end?! Yes',
    ' \t',
    'A.B. state-of-the-art e.g. [this.] That',
  ].join('\n');
  // Plain quotes, so that all of it is ASCII, and the same text beside a line that is not.
  const ascii = text.replaceAll('’', "'");
  const unicode = ascii.split('\n').map((line) => (line.trim() ? `${line} é` : line));
  const unmarked = textOf(unicode.join('\n')).map((sentence) =>
    sentence.replaceAll(/(^| )é(?= |$)/g, '').trim(),
  );
  assert.deepEqual(
    textOf(ascii),
    unmarked.filter((sentence) => sentence !== ''),
  );
});

test('what stands between spaces is counted as it is: Unicode’s spaces too', () => {
  const text = 'Un\u00a0deux\u3000Trois\u2003quatre\u2028cinq\t<unk>\r\nà l’été…';
  assert.deepEqual(textOf(text, { tokeniser: 'whitespace', lowerCase: false }), [
    'Un deux Trois quatre cinq <unk>',
    'à l’été…',
  ]);
  assert.deepEqual(textOf('ÀB Ab', { tokeniser: 'whitespace' }), ['àb ab']);
});

test('identifiers are split where one asks for it', () => {
  const text = 'parseHTTPResponse snake_case_name utf8Decoder _private don’t ÉtéHiver x';
  assert.deepEqual(textOf(text, { splitIdentifiers: true }), [
    'parse http response snake case name utf8 decoder private don’t été hiver x',
  ]);
  assert.deepEqual(textOf('HTTPServer2 plain', { splitIdentifiers: true, lowerCase: false }), [
    'HTTP Server2 plain',
  ]);
});

test('a regular expression says what a word is; a broken one is named', () => {
  assert.deepEqual(textOf('#One two #three. #four', { tokeniser: 'pattern', pattern: '#\\w+' }), [
    '#one #three',
    '#four',
  ]);
  assert.throws(() => textOf('a', { tokeniser: 'pattern', pattern: '(' }), /no regular expression/);
});

test('the vocabulary keeps so many words at most, the most frequent ones', () => {
  const corpus = readCorpus({ paths: [], texts: ['a b b c c c d d d d'] }, { ...OPTIONS, maxVocabulary: 2 });
  assert.deepEqual(
    [corpus.vocabulary.word(0), corpus.vocabulary.word(1), corpus.counts.length],
    ['d', 'c', 2],
  );
  assert.deepEqual([corpus.different, corpus.words, corpus.known], [4, 10, 7]);
});

test('a text without lines or spaces is read in pieces, and no character is cut', async () => {
  const path = join(folder, 'long.txt');
  await writeFile(path, '三国演义'.repeat(800_000));
  const corpus = readCorpus({ paths: [path], texts: [] }, { ...OPTIONS, tokeniser: 'pattern', pattern: '.' });
  assert.deepEqual([...corpus.counts], [800_000, 800_000, 800_000, 800_000]);
});

test('bytes that are no UTF-8 become replacement characters, and words that look alike are one', async () => {
  const path = join(folder, 'latin.txt');
  await writeFile(path, Buffer.from('caf\xe9 caf\xe8 the caf\xe9', 'latin1'));
  const corpus = readCorpus(
    { paths: [path], texts: [] },
    { ...OPTIONS, tokeniser: 'whitespace', minCount: 0 },
  );
  assert.deepEqual([corpus.different, corpus.vocabulary.word(0)], [2, 'caf\ufffd']);
});

test('a regular expression that does not come to an end is stopped, and named', () => {
  const source = { paths: [], texts: [`fine words. ${'a'.repeat(60)}! more`] };
  assert.throws(() => readCorpus(source, { ...OPTIONS, tokeniser: 'pattern', pattern: '(a+)+b' }), {
    message: /^The regular expression \(a\+\)\+b takes too long: it was stopped after 5 s at ‘aaa.*…’\.$/,
  });
});
