import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { setOf } from '../support.ts';

test('cosine similarity: the tutorial’s [2,3] and [1,4] give 14/√221', () => {
  const set = setOf({ a: [2, 3], b: [1, 4] });
  assert.ok(Math.abs(set.similarity(0, 1) - 14 / Math.sqrt(221)) < 1e-7);
});

test('one-hot vectors have cosine 0 with one another', () => {
  const set = setOf({ 秃: [1, 0, 0, 0], 头: [0, 1, 0, 0], 小: [0, 0, 1, 0], 苏: [0, 0, 0, 1] });
  for (let a = 0; a < 4; a++) for (let b = 0; b < 4; b++) assert.equal(set.similarity(a, b), a === b ? 1 : 0);
});

test('a zero vector is similar to nothing, and nothing breaks', async () => {
  const set = setOf({ zero: [0, 0], one: [1, 0] });
  assert.equal(set.similarity(0, 1), 0);
  assert.deepEqual(await set.neighbours(0, 5), [{ row: 1, word: 'one', cosine: 0 }]);
});

test('neighbours equal a full sort, best first, the word itself left out', async () => {
  const random = seededRandom(7);
  const rows = 300;
  const dims = 13;
  const words = Object.fromEntries(
    Array.from({ length: rows }, (_, i) => [`w${i}`, Array.from({ length: dims }, () => random() - 0.5)]),
  );
  const set = setOf(words);
  const cosine = (a: Float32Array, b: Float32Array) => {
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  };
  const expected = Array.from({ length: rows }, (_, row) => ({
    row,
    cosine: cosine(set.vector(5), set.vector(row)),
  }))
    .filter(({ row }) => row !== 5)
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, 10);
  const found = await set.neighbours(5, 10);
  assert.deepEqual(
    found.map(({ row }) => row),
    expected.map(({ row }) => row),
  );
  found.forEach((item, i) => assert.ok(Math.abs(item.cosine - expected[i].cosine) < 1e-6));
});

test('more neighbours asked for than there are words gives all the others', async () => {
  const set: EmbeddingSet = setOf({ a: [1, 0], b: [0, 1], c: [1, 1] });
  assert.equal((await set.neighbours(0, 10)).length, 2);
  assert.deepEqual(await set.neighbours(0, 0), []);
});
