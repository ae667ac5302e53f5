import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cancelled } from '../../../src/engine/faults.ts';
import { runLayout } from '../../../src/engine/projection/layout.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import type { LayoutFrame } from '../../../src/protocol/engine.ts';
import { setOf, unstopped } from '../support.ts';

const params = {
  method: 'umap',
  engine: 'auto',
  metric: 'cosine',
  neighbours: 8,
  minDist: 0.1,
  seed: 3,
} as const;

/** Two clouds of 40 words each, far apart in ten dimensions. */
function twoClouds() {
  const random = seededRandom(1);
  const point = (cloud: number) =>
    Array.from({ length: 10 }, (_, i) => (i === cloud ? 3 : 0) + random() * 0.4);
  return setOf(Object.fromEntries(Array.from({ length: 80 }, (_, i) => [`w${i}`, point(i < 40 ? 0 : 1)])));
}

test('the same seed gives the same map, another seed another', async () => {
  const set = twoClouds();
  const first = await runLayout(set, set.size, params, unstopped());
  const again = await runLayout(set, set.size, params, unstopped());
  const other = await runLayout(set, set.size, { ...params, seed: 4 }, unstopped());
  assert.equal(first.settled, true);
  assert.deepEqual(first.positions, again.positions);
  assert.notDeepEqual(first.positions, other.positions);
});

test('words that are neighbours in the original space are neighbours on the map', async () => {
  const set = twoClouds();
  const { positions } = await runLayout(set, set.size, params, unstopped());
  const distance = (a: number, b: number) =>
    Math.hypot(positions[2 * a] - positions[2 * b], positions[2 * a + 1] - positions[2 * b + 1]);
  for (let row = 0; row < set.size; row++) {
    const others = Array.from({ length: set.size }, (_, i) => i).filter((i) => i !== row);
    const nearest = others.reduce((best, i) => (distance(row, i) < distance(row, best) ? i : best));
    assert.equal(nearest < 40, row < 40);
  }
});

test('only the first rows are laid out where only those are asked for', async () => {
  const { positions } = await runLayout(twoClouds(), 30, params, unstopped());
  assert.equal(positions.length, 60);
});

test('one, two and three words, and vectors of one and two dimensions, need no UMAP', async () => {
  const words = { a: [1, 2, 3], b: [3, 2, 1], c: [1, 1, 1] };
  for (const count of [1, 2, 3]) {
    const set = setOf(Object.fromEntries(Object.entries(words).slice(0, count)));
    const { positions } = await runLayout(set, set.size, params, unstopped());
    assert.equal(positions.length, 2 * set.size);
    assert.ok(positions.every(Number.isFinite));
  }
  const plane = await runLayout(
    setOf({ a: [1, 2], b: [3, 4], c: [5, 6], d: [7, 8] }),
    4,
    params,
    unstopped(),
  );
  assert.deepEqual([...plane.positions], [1, 2, 3, 4, 5, 6, 7, 8]);
  const line = await runLayout(setOf({ a: [1], b: [3] }), 2, params, unstopped());
  assert.deepEqual([...line.positions], [1, 0, 3, 0]);
});

test('equal vectors and zero vectors have places like all others', async () => {
  const words = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [`w${i}`, i < 6 ? [0, 0, 0] : [1, 2, 3]]),
  );
  const { positions } = await runLayout(setOf(words), 12, params, unstopped());
  assert.ok(positions.every(Number.isFinite));
});

test('stopped after a frame, the frame stays; stopped before the first, there is nothing', async () => {
  const controller = new AbortController();
  const frames: LayoutFrame[] = [];
  const stopped = await runLayout(twoClouds(), 80, params, {
    signal: controller.signal,
    report: (frame) => {
      if (frame.found === undefined) frames.push(frame);
      if (frame.epoch > 0) controller.abort();
    },
  });
  assert.equal(stopped.settled, false);
  assert.ok(stopped.epoch < stopped.epochs);
  assert.equal(frames[0].positions.length, 0, 'the first frame says that the graph is being built');
  assert.equal(frames[1].positions.length, 160, 'the second shows the principal components');
  assert.equal(frames[1].epoch, 0);

  const early = new AbortController();
  const run = runLayout(twoClouds(), 80, params, { signal: early.signal, report: () => undefined });
  early.abort();
  await assert.rejects(run, Cancelled);
});
