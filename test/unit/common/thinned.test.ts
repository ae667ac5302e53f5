import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Thinned } from '../../../src/common/thinned.ts';

test('all are kept as long as there is room', () => {
  const thinned = new Thinned<number>(10);
  for (let i = 0; i < 10; i++) thinned.push(i);
  assert.deepEqual(thinned.all, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.equal(thinned.last, 9);
});

test('of more, evenly many are kept, the first and the last always', () => {
  const thinned = new Thinned<number>(10);
  for (let i = 0; i < 1000; i++) {
    thinned.push(i);
    const { all } = thinned;
    assert.ok(all.length <= 12, `${all.length} after ${i}`);
    assert.deepEqual([all[0], all.at(-1)], [0, i]);
  }
  const gaps = thinned.all.slice(1, -1).map((value, i) => value - thinned.all[i]);
  assert.deepEqual(new Set(gaps).size, 1);
});

test('what was kept is forgotten for others', () => {
  const thinned = new Thinned<number>(4);
  for (let i = 0; i < 9; i++) thinned.push(i);
  thinned.reset([7, 8]);
  assert.deepEqual(thinned.all, [7, 8]);
});
