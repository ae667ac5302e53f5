import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { Vocabulary } from '../../../src/engine/embeddings/vocabulary.ts';
import { UserFault } from '../../../src/engine/faults.ts';
import { mostSimilar, similarByVector } from '../../../src/engine/queries/mostSimilar.ts';
import { meanVector, probability } from '../../../src/engine/queries/pooling.ts';
import { closerThan, doesntMatch, nearness, nSimilarity } from '../../../src/engine/queries/similarity.ts';
import { compareTexts, similarWords } from '../../../src/engine/queries/texts.ts';
import { wordReport } from '../../../src/engine/queries/wordReport.ts';
import { setOf } from '../support.ts';

const PLANE = setOf({ east: [1, 0], northeast: [1, 1], north: [0, 2], west: [-3, 0], new_york: [2, 1] });

/** The same with what a file says of each word. */
function described(): EmbeddingSet {
  const { buffers } = Vocabulary.of(['east', 'northeast', 'north', 'west']);
  const kinds = Vocabulary.of(['cardinal', 'between', 'cardinal ', 'cardinal  ']).buffers;
  const vectors = new Float32Array(new SharedArrayBuffer(32));
  vectors.set([1, 0, 1, 1, 0, 2, -3, 0]);
  return new EmbeddingSet({
    ...{ words: buffers, vectors, dims: 2, format: 'test', notes: [] },
    metadata: [
      { name: 'kind', kind: 'text', values: kinds },
      { name: 'count', kind: 'number', values: Float64Array.of(60, 30, 9, NaN) },
    ],
  });
}

const key = (word: string, weight = 1) => ({ key: word, weight });
const names = (answers: { word: string }[]) => answers.map(({ word }) => word);

test('the words that were asked with are not answers', async () => {
  const answers = await mostSimilar(PLANE, [key('east'), key('north')], 'add', { count: 10 });
  assert.deepEqual(names(answers), ['northeast', 'new_york', 'west']);
});

test('the euclidean distance and the dot product take vectors as they are', async () => {
  const ask = (metric: 'euclidean' | 'dot') => mostSimilar(PLANE, [key('east')], 'add', { count: 2, metric });
  assert.deepEqual(
    (await ask('euclidean')).map(({ word, score }) => [word, score]),
    [
      ['northeast', 1],
      ['new_york', Math.SQRT2],
    ],
  );
  assert.deepEqual(
    (await ask('dot')).map(({ word, score }) => [word, score]),
    [
      ['new_york', 2],
      ['northeast', 1],
    ],
  );
});

test('a vector that is asked about finds its own word, too', async () => {
  const [first] = await similarByVector(PLANE, Float32Array.of(2, 2), { count: 1 });
  assert.equal(first.word, 'northeast');
  await assert.rejects(similarByVector(PLANE, Float32Array.of(1), { count: 1 }), /1 numbers .* has 2/);
});

test('answers are restricted to the first words and to what metadata says', async () => {
  const set = described();
  const ask = async (restriction: object) =>
    names(await mostSimilar(set, [key('west')], 'add', { count: 9, restriction }));
  assert.deepEqual(await ask({ first: 2 }), ['northeast', 'east']);
  assert.deepEqual(await ask({ filter: { column: 'kind', values: ['between'] } }), ['northeast']);
  assert.deepEqual(await ask({ filter: { column: 'count', low: 9, high: 30 } }), ['north', 'northeast']);
  await assert.rejects(ask({ filter: { column: 'colour', values: [] } }), /no column colour/);
});

test('the zero vector has no neighbours, and says so', async () => {
  const ask = (keys: { key: string; weight: number }[]) => mostSimilar(PLANE, keys, 'add', { count: 3 });
  for (const keys of [
    [key('east'), key('east', -1)],
    [key('north', 0)],
    [key('east', 0.1), key('east', 0.2), key('east', -0.3)],
  ]) {
    await assert.rejects(ask(keys), /zero vector/);
  }
  const zeros = setOf({ none: [0, 0], some: [1, 1] });
  const query = { id: '', text: 'none', offset: 1, neighbours: 3, compareWith: [] };
  assert.deepEqual((await wordReport(zeros, query))?.neighbours, []);
});

test('the words of a phrase are not answers to it', async () => {
  const answers = await mostSimilar(PLANE, [key('east north')], 'add', { count: 10 });
  assert.deepEqual(names(answers), ['northeast', 'new_york', 'west']);
});

test('3CosMul refuses weights, and a question without a positive word', async () => {
  const ask = (keys: { key: string; weight: number }[]) => mostSimilar(PLANE, keys, 'multiply', { count: 1 });
  await assert.rejects(ask([key('east', 0.5)]), /‘east’ has the weight 0.5/);
  await assert.rejects(ask([key('east', -1)]), /at least one word that is added/);
});

test('an unknown word is named', async () => {
  await assert.rejects(
    mostSimilar(PLANE, [key('nowhere')], 'add', { count: 1 }),
    (error) => error instanceof UserFault && /does not know ‘nowhere’/.test(error.message),
  );
  assert.throws(() => nearness(PLANE, 'east', 'nowhere'), /‘nowhere’/);
  assert.throws(() => nSimilarity(PLANE, ['east'], []), /is empty/);
});

test('a phrase is its word with underscores, else the mean of its words', async () => {
  assert.equal(nearness(PLANE, 'New York', 'new_york').distance, 0);
  assert.ok(Math.abs(nearness(PLANE, 'east north', 'new_york').cosine - 4 / Math.sqrt(5 * 5)) < 1e-6);
});

test('every measure of two words', () => {
  const { cosine, distance, euclidean, dot } = nearness(PLANE, 'northeast', 'west');
  assert.ok(Math.abs(cosine + Math.SQRT1_2) < 1e-6);
  assert.ok(Math.abs(distance - 1 - Math.SQRT1_2) < 1e-6);
  assert.equal(euclidean, Math.sqrt(17));
  assert.equal(dot, -3);
});

test('the odd one out stands last, and what is unknown is named', () => {
  const { word, words, unknown } = doesntMatch(PLANE, ['east', 'west', 'northeast', 'nowhere']);
  assert.equal(word, 'west');
  assert.deepEqual(names(words), ['northeast', 'east', 'west']);
  assert.deepEqual(unknown, ['nowhere']);
  assert.throws(() => doesntMatch(PLANE, ['east', 'nowhere']), /knows 1 of these words; expected at least 3/);
});

test('the words that are closer, the nearest first', async () => {
  const { words, total } = await closerThan(PLANE, 'east', 'north', 1);
  assert.deepEqual([names(words), total], [['new_york'], 2]);
});

test('the weight of a word falls with its frequency', () => {
  const set = described();
  assert.ok(Math.abs(probability(set, 0) - 60 / 100) < 1e-9);
  assert.ok(
    Math.abs(probability(set, 3) - 1 / 100) < 1e-9,
    'a count that is missing is that of a word seen once',
  );
  assert.ok(probability(PLANE, 0) > probability(PLANE, 1), "Zipf's law");
  const { vector, words } = meanVector(set, 'east nowhere north', 'sif');
  assert.deepEqual(words, { all: 3, known: 2 });
  const weights = [0.6, 0.09].map((p) => 1e-3 / (1e-3 + p) / 2);
  assert.ok(vector && Math.abs(vector[0] - weights[0]) < 1e-6 && Math.abs(vector[1] - 2 * weights[1]) < 1e-6);
});

test('a text without a known word has no cosine', async () => {
  const { cosines, words } = await compareTexts(PLANE, ['east', 'nowhere', 'west east'], 'mean', false);
  assert.deepEqual([...cosines].map(Number.isNaN), [
    false,
    true,
    false,
    true,
    true,
    true,
    false,
    true,
    false,
  ]);
  assert.deepEqual(words[1], { all: 1, known: 0 });
  assert.equal(cosines[2], -1);
  const tooMany = new Array<string>(1001).fill('east');
  await assert.rejects(compareTexts(PLANE, tooMany, 'mean', false), /1001 texts/);
});

test('what all texts share is taken out of three, not of two', async () => {
  const texts = ['east north', 'east northeast', 'east'];
  const plain = await compareTexts(PLANE, texts, 'mean', false);
  const without = await compareTexts(PLANE, texts, 'mean', true);
  assert.ok(plain.cosines[1] > 0.7 && plain.cosines[2] > 0.4);
  assert.ok(without.cosines[1] < -0.9 && without.cosines[2] < -0.9);
  const two = await compareTexts(PLANE, texts.slice(0, 2), 'mean', true);
  assert.ok(two.cosines[1] > 0.7);
});

test('every known word of a text by its cosine to one of them', () => {
  const found = similarWords(PLANE, 'goNorth', 4, 'East, nowhere; northEast');
  assert.ok(found);
  assert.equal(found.word, 'north');
  assert.deepEqual([...found.spans], [0, 4, 15, 24]);
  assert.ok(Math.abs(found.cosines[0]) < 1e-6 && Math.abs(found.cosines[1] - Math.SQRT1_2) < 1e-6);
  assert.equal(similarWords(PLANE, 'nowhere', 2, 'east'), null);
});

test('a report on a word has its norm, and what it is compared with', async () => {
  const query = { id: '', text: 'the west', offset: 5, neighbours: 0, compareWith: ['east', 'west', 'x'] };
  const report = await wordReport(PLANE, query);
  assert.ok(report);
  assert.deepEqual([report.word, report.norm, report.neighbours], ['west', 3, []]);
  const [{ word, cosine, vector }] = report.similarities;
  assert.deepEqual([report.similarities.length, word, cosine, [...vector]], [1, 'east', -1, [1, 0]]);
});

test('a word outside the vocabulary is reported by its subwords, where the set has those', async () => {
  const { vocabulary, vectors, dims } = PLANE;
  const subwords = { vectors: new Float32Array(new SharedArrayBuffer(16)), least: 2, most: 3 };
  subwords.vectors.set([1, 0, 1, 0]);
  const set = new EmbeddingSet({
    words: vocabulary.buffers,
    vectors,
    dims,
    format: 'test',
    notes: [],
    subwords,
  });
  const ask = (text: string) => wordReport(set, { id: '', text, offset: 1, neighbours: 1, compareWith: [] });
  const report = await ask('eastern');
  assert.ok(report);
  assert.deepEqual([report.row, report.word, report.neighbours[0].word], [-1, 'eastern', 'east']);
  assert.equal(await ask('1234'), null, 'a number is no word');
  assert.equal((await ask('eaXter'))?.word, 'ea', 'an identifier is read by its parts');
  assert.equal(
    await wordReport(PLANE, { id: '', text: 'eastern', offset: 1, neighbours: 1, compareWith: [] }),
    null,
  );
});
