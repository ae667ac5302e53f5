import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../../src/engine/faults.ts';
import { newMatrix, type Matrix } from '../../../src/engine/kernels/matrixMemory.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { Searcher } from '../../../src/engine/search/searcher.ts';
import type { Scorer } from '../../../src/engine/search/scores.ts';
import { sharedBytes, sharedFloat32 } from '../../../src/engine/shared.ts';

const DIMS = 24;
/** So many that the threads share the work. */
const ROWS = 20_000;

function clusters(rows: number, seed = 5): Matrix {
  const random = seededRandom(seed);
  const matrix = newMatrix(rows, DIMS);
  const centres = Array.from({ length: 30 * DIMS }, () => random() - 0.5);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < DIMS; i++)
      matrix.vectors[row * DIMS + i] = centres[(row % 30) * DIMS + i] + 0.3 * (random() - 0.5);
  return matrix;
}

const row = ({ vectors }: Matrix, i: number) => vectors.slice(i * DIMS, (i + 1) * DIMS);
const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const length = (a: Float32Array) => Math.sqrt(dot(a, a));

/** Every row's score by plain double arithmetic, best first. */
function sorted(matrix: Matrix, score: (vector: Float32Array) => number): { row: number; score: number }[] {
  const rows = matrix.vectors.length / DIMS;
  return Array.from({ length: rows }, (_, i) => ({ row: i, score: score(row(matrix, i)) })).sort(
    (a, b) => b.score - a.score || a.row - b.row,
  );
}

const matrix = clusters(ROWS);
const searcher = new Searcher(matrix);
const [q, r, s] = [17, 4711, 999].map((i) => row(matrix, i));
const cosine = (a: Float32Array, b: Float32Array) => dot(a, b) / (length(a) * length(b));

const SCORERS: [string, Scorer, (vector: Float32Array) => number][] = [
  ['cosine', { kind: 'single', metric: 'cosine', query: q }, (v) => cosine(q, v)],
  ['dot product', { kind: 'single', metric: 'dot', query: q }, (v) => dot(q, v)],
  [
    'euclidean distance',
    { kind: 'single', metric: 'euclidean', query: q },
    (v) => -length(v.map((value, i) => value - q[i])),
  ],
  [
    '3CosMul',
    { kind: 'product', positive: [q, r], negative: [s] },
    (v) => ((1 + cosine(q, v)) * (1 + cosine(r, v))) / 4 / ((1 + cosine(s, v)) / 2 + 1e-6),
  ],
];

for (const [name, scorer, score] of SCORERS) {
  test(`the nearest by ${name} are those of a full sort, whichever thread found them`, async () => {
    const expected = sorted(matrix, score);
    const { rows, scores } = await searcher.nearest(scorer, 40);
    assert.equal(rows.length, 40);
    rows.forEach((_, i) => assert.ok(Math.abs(scores[i] - expected[i].score) < 1e-3, `${i}`));
    // Scores that differ by less than float32 can tell may change places.
    const near = new Set(expected.slice(0, 60).map((item) => item.row));
    assert.ok(rows.every((found) => near.has(found)));
    const all = await searcher.scores(scorer);
    assert.equal(all.length, ROWS);
    rows.forEach((found, i) => assert.equal(all[found], scores[i]));
  });
}

test('more than a thousand are found by sorting', async () => {
  const { rows, scores } = await searcher.nearest(SCORERS[0][1], 1500);
  assert.equal(rows.length, 1500);
  const few = await searcher.nearest(SCORERS[0][1], 500);
  assert.deepEqual(rows.subarray(0, 500), few.rows);
  assert.deepEqual(scores.subarray(0, 500), few.scores);
});

test('only rows that may be found are found', async () => {
  const allowed = sharedBytes(ROWS).map((_, i) => (i % 7 === 0 ? 1 : 0));
  const { rows } = await searcher.nearest(SCORERS[0][1], 20, { first: 5000, allowed });
  assert.equal(rows.length, 20);
  assert.ok(rows.every((found) => found < 5000 && found % 7 === 0));
  const many = await searcher.nearest(SCORERS[0][1], 2000, { first: 5000, allowed });
  assert.equal(many.rows.length, Math.ceil(5000 / 7));
});

test('equal rows come in their order', async () => {
  const same = newMatrix(50_000, 8);
  same.vectors.fill(0.5);
  const { rows } = await new Searcher(same).nearest(
    { kind: 'single', metric: 'cosine', query: new Float32Array(8).fill(1) },
    5,
  );
  assert.deepEqual([...rows], [0, 1, 2, 3, 4]);
});

test('the nearest of many at once are those of each', async () => {
  const queries = sharedFloat32(150 * DIMS);
  for (let i = 0; i < 150; i++) {
    const vector = row(matrix, i * 100);
    queries.set(
      vector.map((value) => value / length(vector)),
      i * DIMS,
    );
  }
  const { rows, scores } = await searcher.nearestOfMany(queries, 15);
  for (let i = 0; i < 150; i += 37) {
    const query = queries.slice(i * DIMS, (i + 1) * DIMS);
    const one = await searcher.nearest({ kind: 'single', metric: 'cosine', query }, 15);
    assert.equal(rows[i * 15], i * 100);
    one.scores.forEach((score, j) => assert.ok(Math.abs(scores[i * 15 + j] - score) < 1e-6));
  }
});

test('where there are fewer rows than are asked for, the rest is −1', async () => {
  const few = clusters(3);
  const { rows } = await new Searcher(few).nearestOfMany(few.vectors, 5);
  assert.deepEqual([...rows.subarray(3, 5)], [-1, -1]);
});

test('a search of many tells how far it is, and can be stopped', async () => {
  const queries = sharedFloat32(ROWS * DIMS);
  queries.set(matrix.vectors);
  const controller = new AbortController();
  let parts = 0;
  const report = (begun: number) => {
    parts = begun;
    controller.abort();
  };
  await assert.rejects(
    searcher.nearestOfMany(queries, 15, { first: ROWS }, { signal: controller.signal, report }),
    Cancelled,
  );
  assert.ok(parts > 0 && parts <= ROWS);
});

test('a set that is gone is forgotten, and its successor searched', async () => {
  const first = new Searcher(clusters(ROWS, 8));
  await first.nearest(SCORERS[0][1], 3);
  first.dispose();
  const second = new Searcher(clusters(ROWS, 9));
  const { rows } = await second.nearest(SCORERS[0][1], 3);
  assert.equal(rows.length, 3);
});

test('a single search does not wait behind one of many queries, and finds the same', async () => {
  const matrix = clusters(ROWS);
  const searcher = new Searcher(matrix);
  const scorer: Scorer = { kind: 'single', metric: 'cosine', query: matrix.vectors.slice(0, matrix.dims) };
  const alone = await searcher.nearest(scorer, 10);
  const order: string[] = [];
  const many = searcher.nearestOfMany(matrix.vectors, 15).then(() => order.push('many'));
  // The long one has been given to the threads by now.
  await searcher.inverseNorms();
  const single = searcher.nearest(scorer, 10).then((found) => {
    order.push('single');
    assert.deepEqual(found, alone);
  });
  await Promise.all([many, single]);
  assert.deepEqual(order, ['single', 'many']);
});
