import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../../src/engine/faults.ts';
import { newMatrix } from '../../../src/engine/kernels/matrixMemory.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { approximateGraph } from '../../../src/engine/search/approximateGraph.ts';
import { nearbyGraph, neighbourGraph } from '../../../src/engine/search/neighbourGraph.ts';
import { offer, type NeighbourLists } from '../../../src/engine/search/neighbourLists.ts';
import { Searcher } from '../../../src/engine/search/searcher.ts';

const ROWS = 4000;
const DIMS = 20;
const COUNT = 15;
const { signal } = new AbortController();

/** Points around forty centres, of differing lengths. */
function clusters(rows = ROWS) {
  const random = seededRandom(3);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const centres = Float32Array.from({ length: 40 * DIMS }, normal);
  const matrix = newMatrix(rows, DIMS);
  for (let row = 0; row < rows; row++) {
    const centre = Math.floor(random() * 40) * DIMS;
    const length = 0.5 + random();
    for (let i = 0; i < DIMS; i++)
      matrix.vectors[row * DIMS + i] = (centres[centre + i] + 0.6 * normal()) * length;
  }
  return { ...matrix, searcher: new Searcher(matrix) };
}

for (const metric of ['cosine', 'euclidean'] as const) {
  test(`nearly all of the nearest are found, with their true distances: ${metric}`, async () => {
    const { searcher, ...matrix } = clusters();
    const exact = await neighbourGraph(searcher, matrix, ROWS, COUNT, signal, metric);
    const near = await approximateGraph(searcher, ROWS, COUNT, metric, signal);
    let found = 0;
    for (let row = 0; row < ROWS; row++) {
      const [from, to] = [row * COUNT, (row + 1) * COUNT];
      const truth = new Map(
        Array.from(exact.rows.subarray(from, to), (other, i) => [other, exact.distances[from + i]]),
      );
      assert.equal(near.rows[from], row, 'itself first');
      assert.equal(new Set(near.rows.subarray(from, to)).size, COUNT, 'no row twice');
      for (let at = from; at < to; at++) {
        assert.ok(at === from || near.distances[at] >= near.distances[at - 1], 'the nearest first');
        const distance = truth.get(near.rows[at]);
        if (distance === undefined) continue;
        found++;
        assert.ok(Math.abs(distance - near.distances[at]) < 1e-4);
      }
    }
    assert.ok(found / exact.rows.length > 0.97, `${found / exact.rows.length}`);
  });
}

test('the same neighbours come out every time', async () => {
  const { searcher } = clusters();
  const first = await approximateGraph(searcher, ROWS, COUNT, 'cosine', signal);
  const again = await approximateGraph(searcher, ROWS, COUNT, 'cosine', signal);
  assert.deepEqual(first.rows, again.rows);
  assert.deepEqual(first.distances, again.distances);
});

test('equal rows and rows of zeros have neighbours, too', async () => {
  const matrix = newMatrix(2000, 4);
  matrix.vectors.fill(1, 0, 4000);
  const searcher = new Searcher(matrix);
  const { rows } = await approximateGraph(searcher, 2000, 5, 'euclidean', signal);
  for (let row = 0; row < 2000; row++)
    assert.ok(
      rows.subarray(row * 5, row * 5 + 5).every((other) => other >= 0 && other < 1000 === row < 1000),
    );
});

test('few rows are compared exactly', async () => {
  const { searcher, ...matrix } = clusters();
  const exact = await neighbourGraph(searcher, matrix, ROWS, COUNT, signal, 'cosine');
  const graph = await nearbyGraph(searcher, matrix, ROWS, COUNT, signal, 'cosine');
  assert.deepEqual(graph.rows, exact.rows);
});

test('it can be stopped', async () => {
  const { searcher } = clusters(300);
  await assert.rejects(approximateGraph(searcher, 300, 5, 'cosine', AbortSignal.abort()), Cancelled);
});

test('a list keeps its best, each row once', () => {
  const lists: NeighbourLists = {
    count: 3,
    rows: new Int32Array(6).fill(-1),
    scores: new Float32Array(6).fill(-Infinity),
    isNew: new Uint8Array(6),
  };
  for (const [row, score] of [
    [7, 1],
    [8, 3],
    [7, 1],
    [9, 2],
    [5, 2],
    [8, 3.5],
    [6, 0],
  ])
    offer(lists, 3, row, score);
  assert.deepEqual([...lists.rows], [-1, -1, -1, 8, 5, 9]);
  assert.deepEqual([...lists.scores.subarray(3)], [3.5, 2, 2]);
});
