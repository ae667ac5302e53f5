import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measuredColumn, measureWords } from '../../../src/engine/embeddings/measures.ts';
import { neighboursOfAll } from '../../../src/engine/queries/neighboursOfAll.ts';
import { setOf } from '../support.ts';

const set = setOf({ east: [3, 0], north: [0, 4], far: [30, 40], nowhere: [0, 0] });

test('ranks, lengths and cosines are measured of the first words', async () => {
  assert.deepEqual([...(await measureWords(set, { kind: 'rank' }, 3))], [1, 2, 3]);
  assert.deepEqual(
    [...(await measureWords(set, { kind: 'norm' }, 9))].map((norm) => Math.round(norm * 1e4) / 1e4),
    [3, 4, 50, 0],
  );
  const cosines = await measureWords(set, { kind: 'cosine', row: 2 }, 4);
  [0.6, 0.8, 1, 0].forEach((cosine, row) => assert.ok(Math.abs(cosines[row] - cosine) < 1e-6));
  const column = await measuredColumn(set, { kind: 'rank' }, 2);
  assert.deepEqual(column, { name: 'rank', kind: 'number', values: Float64Array.of(1, 2) });
});

test('the neighbours of all words are each word’s own, itself left out', async () => {
  const { rows, cosines } = await neighboursOfAll(set, 3, 2, new AbortController().signal);
  assert.deepEqual([...rows], [2, 1, 2, 0, 1, 0]);
  assert.ok(Math.abs(cosines[2] - 0.8) < 1e-6);
  const few = await neighboursOfAll(set, 2, 3, new AbortController().signal);
  assert.deepEqual([...few.rows], [1, -1, -1, 0, -1, -1]);
});
