import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSets, compareWord } from '../../../src/engine/comparison/compareSets.ts';
import type { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { setOf, unstopped } from '../support.ts';

const WORDS = 40;
const DIMS = 6;

/** Random vectors; word 7 lies where `moved` says. */
function randomSet(transform: (vector: number[]) => number[], moved = false, name = (i: number) => `w${i}`) {
  const random = seededRandom(3);
  const words: Record<string, number[]> = {};
  for (let i = 0; i < WORDS; i++) {
    const vector = Array.from({ length: DIMS }, () => random() - 0.5);
    words[name(i)] = transform(moved && i === 7 ? vector.map((value) => -value) : vector);
  }
  return setOf(words);
}

/** Turns in two planes, mirrors one axis and makes everything three times as long. */
function turned([a, b, c, d, e, f]: number[]): number[] {
  const [s, t] = [Math.sin(1), Math.cos(1)];
  return [t * a - s * d, b, t * c - s * f, s * a + t * d, -e, s * c + t * f].map((value) => 3 * value);
}

const compare = (first: EmbeddingSet, second: EmbeddingSet) => compareSets(first, second, 5, unstopped());

test('a set that was turned, mirrored and stretched has moved no word', async () => {
  const report = await compare(
    randomSet((v) => v),
    randomSet(turned),
  );
  assert.deepEqual([report.shared, report.alignedBy], [WORDS, WORDS]);
  assert.ok(report.meanCosine > 1 - 1e-5, String(report.meanCosine));
  assert.ok(report.moved[0].cosine > 1 - 1e-5);
});

test('the word that moved is found, the others stay', async () => {
  const [first, second] = [randomSet((v) => v), randomSet(turned, true)];
  const report = await compare(first, second);
  assert.equal(report.moved[0].word, 'w7');
  assert.ok(report.moved[0].cosine < -0.5 && report.moved[1].cosine > 0.9);
  assert.ok(report.kept[0].cosine >= report.kept[4].cosine);
  const word = await compareWord(first, second, 'W7', 3, unstopped());
  assert.equal(word.first?.word, 'w7');
  assert.ok(word.cosine !== undefined && Math.abs(word.cosine - report.moved[0].cosine) < 1e-6);
});

test('sets of different dims are compared in the larger space', async () => {
  const wider = randomSet((vector) => [...vector, 0, 0]);
  for (const [first, second] of [
    [randomSet((v) => v), wider],
    [wider, randomSet(turned)],
  ]) {
    assert.ok((await compare(first, second)).meanCosine > 1 - 1e-5);
  }
});

test('what one set has in dims that the other lacks counts as different, in either order', async () => {
  const random = seededRandom(9);
  const wider = randomSet((vector) => [...vector, ...vector.map(() => random() - 0.5)]);
  const narrow = randomSet((v) => v);
  const [one, other] = [await compare(narrow, wider), await compare(wider, narrow)];
  assert.ok(one.meanCosine > 0.3 && one.meanCosine < 0.9, String(one.meanCosine));
  assert.ok(Math.abs(one.meanCosine - other.meanCosine) < 1e-5);
});

test('neighbours in each, and those that both share', async () => {
  const first = setOf({ cat: [1, 0], dog: [0.9, 0.1], car: [0, 1], bus: [0.1, 0.9] });
  const second = setOf({ cat: [1, 0], dog: [0.9, 0.2], lorry: [0.1, 1] });
  const { shared, first: a, second: b } = await compareWord(first, second, 'cat', 2, unstopped());
  assert.deepEqual(
    a?.neighbours.map(({ word }) => word),
    ['dog', 'bus'],
  );
  assert.deepEqual(
    b?.neighbours.map(({ word }) => word),
    ['dog', 'lorry'],
  );
  assert.deepEqual(shared, ['dog']);
  const only = await compareWord(first, second, 'lorry', 2, unstopped());
  assert.deepEqual([only.first, only.cosine, only.second?.word], [undefined, undefined, 'lorry']);
  await assert.rejects(compareWord(first, second, 'ship', 2, unstopped()), /Neither .* knows ‘ship’/);
});

test('sets without a common word get a sentence', async () => {
  await assert.rejects(
    compare(
      randomSet((v) => v),
      randomSet(
        (v) => v,
        false,
        (i) => `x${i}`,
      ),
    ),
    /share no word/,
  );
});
