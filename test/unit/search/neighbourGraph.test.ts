import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../../src/engine/faults.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { neighbourGraph } from '../../../src/engine/search/neighbourGraph.ts';
import { setOf } from '../support.ts';

const ROWS = 700;
const COUNT = 6;
const { signal } = new AbortController();

function randomSet() {
  const random = seededRandom(5);
  const vector = () => Array.from({ length: 7 }, () => random() - 0.5);
  return setOf(Object.fromEntries(Array.from({ length: ROWS }, (_, i) => [`w${i}`, vector()])));
}

test('every row’s neighbours, itself first, are those that a search for it alone finds', async () => {
  const set = randomSet();
  const { rows, distances } = await neighbourGraph(set.searcher, set, ROWS, COUNT, signal);
  for (const row of [0, 1, 63, 64, 500, ROWS - 1]) {
    const place = row * COUNT;
    assert.deepEqual([rows[place], distances[place]], [row, 0]);
    const alone = await set.neighbours(row, COUNT - 1);
    assert.deepEqual(
      [...rows.subarray(place + 1, place + COUNT)],
      alone.map((neighbour) => neighbour.row),
    );
    alone.forEach(({ cosine }, i) => assert.ok(Math.abs(1 - cosine - distances[place + 1 + i]) < 1e-6));
  }
});

test('only the first rows are asked about, and answer', async () => {
  const set = randomSet();
  const { rows } = await neighbourGraph(set.searcher, set, 40, COUNT, signal);
  assert.equal(rows.length, 40 * COUNT);
  assert.ok(rows.every((row) => row >= 0 && row < 40));
});

test('among equal vectors each row still stands first in its own list', async () => {
  const set = setOf(Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`w${i}`, [1, 2, 3]])));
  const { rows } = await neighbourGraph(set.searcher, set, 20, 4, signal);
  for (let row = 0; row < 20; row++) {
    assert.equal(rows[row * 4], row);
    assert.equal(new Set(rows.subarray(row * 4, row * 4 + 4)).size, 4, 'no row twice');
  }
});

test('it can be stopped', async () => {
  const set = randomSet();
  await assert.rejects(neighbourGraph(set.searcher, set, ROWS, COUNT, AbortSignal.abort()), Cancelled);
});
