import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../../src/engine/engine.ts';
import { runLayout } from '../../../src/engine/projection/layout.ts';
import { placeWords } from '../../../src/engine/projection/placeWords.ts';
import { sparseSample } from '../../../src/engine/projection/sample.ts';
import { approximateGraph } from '../../../src/engine/search/approximateGraph.ts';
import { sharedInt32 } from '../../../src/engine/shared.ts';
import type { LayoutFrame, LayoutParams, TsneParams, UmapParams } from '../../../src/protocol/engine.ts';
import { unstopped } from '../support.ts';
import { cloudsOf, purity } from './support.ts';

const params: UmapParams = {
  method: 'umap',
  engine: 'auto',
  metric: 'cosine',
  neighbours: 10,
  minDist: 0.1,
  seed: 2,
};

function nearest(map: Float32Array, x: number, y: number): number {
  let best = 0;
  const square = (i: number) => (map[2 * i] - x) ** 2 + (map[2 * i + 1] - y) ** 2;
  for (let i = 0; i < map.length / 2; i++) if (square(i) < square(best)) best = i;
  return best;
}

for (const method of [
  params,
  { method: 'tsne', metric: 'euclidean', perplexity: 8, seed: 1 } as TsneParams,
]) {
  test(`new words come among those of their cloud, and those do not move: ${method.method}`, async () => {
    const set = cloudsOf(4, 140, 8);
    const { positions } = await runLayout(set, 120, method, unstopped());
    const before = positions.slice();
    const words = Array.from({ length: 20 }, (_, i) => `w${120 + i}`);
    const request = { id: '', rows: 120, positions, words, params: method };
    const places = await placeWords(set, request, unstopped());
    assert.deepEqual(positions, before);
    for (let i = 0; i < 20; i++)
      assert.equal(nearest(positions, places[2 * i], places[2 * i + 1]) % 4, (120 + i) % 4);
    assert.deepEqual(await placeWords(set, request, unstopped()), places, 'the same every time');
  });
}

test('a vector is placed as a word is, no words need no places', async () => {
  const set = cloudsOf(4, 80, 8);
  const { positions } = await runLayout(set, 80, params, unstopped());
  const request = { id: '', rows: 80, positions, params };
  const [x, y] = await placeWords(set, { ...request, words: [set.vector(5).slice()] }, unstopped());
  assert.equal(nearest(positions, x, y) % 4, 1);
  assert.equal((await placeWords(set, { ...request, words: [] }, unstopped())).length, 0);
});

const ALONG: LayoutParams[] = [
  { method: 'pca', components: 2 },
  { method: 'axes', x: { from: ['w0'], to: ['w1', 'w5'] } },
  { method: 'axes', x: { from: ['w0'], to: ['w1'] }, y: { from: ['w2'], to: ['w3'] } },
];

for (const method of ALONG) {
  test(`a map along directions sees new words from the same side: ${JSON.stringify(method)}`, async () => {
    const set = cloudsOf(4, 90, 8);
    const { positions } = await runLayout(set, 90, method, unstopped());
    const words = ['w7', 'w80', 'w3'];
    const request = { id: '', rows: 90, positions, words, params: method };
    const places = await placeWords(set, request, unstopped());
    [7, 80, 3].forEach((row, i) => {
      for (const j of [0, 1])
        assert.ok(Math.abs(places[2 * i + j] - positions[2 * row + j]) < 1e-4, `row ${row}`);
    });
    const halfway = set.vector(7).map((value, i) => (value + set.vector(3)[i]) / 2);
    const [x] = await placeWords(set, { ...request, words: [halfway] }, unstopped());
    assert.ok(Math.abs(x - (positions[14] + positions[6]) / 2) < 1e-4);
  });
}

test('words are placed into a plane as they are', async () => {
  const set = cloudsOf(3, 30, 2);
  const { positions } = await runLayout(set, 20, params, unstopped());
  const request = { id: '', rows: 20, positions, words: ['w25'], params };
  assert.deepEqual(await placeWords(set, request, unstopped()), set.vector(25).slice());
});

test('a selection is laid out on its own', async () => {
  const set = cloudsOf(6, 180, 8);
  const rows = Int32Array.from({ length: 180 }, (_, i) => 179 - i).filter((row) => row % 6 < 2);
  const { positions } = await runLayout(set, rows, params, unstopped());
  assert.equal(positions.length, 2 * rows.length);
  for (let i = 0; i < rows.length; i++) {
    const others = positions.slice();
    others.fill(Infinity, 2 * i, 2 * i + 2);
    const other = nearest(others, positions[2 * i], positions[2 * i + 1]);
    assert.equal(rows[other] % 6, rows[i] % 6);
  }
});

test('of very many words a sample is laid out and the others placed by it: every word has a place', async () => {
  const set = cloudsOf(5, 900, 8);
  const frames: LayoutFrame[] = [];
  const following = { ...unstopped<LayoutFrame>((frame) => frames.push(frame)), sample: 300 };
  const layout = await runLayout(set, set.size, params, following);
  assert.deepEqual(layout.sample, { laidOut: 300, placed: 600 });
  assert.ok(frames.every(({ positions }) => positions.length === 0 || positions.length === 1800));
  assert.ok(frames.every(({ sample }) => sample?.laidOut === 300));
  assert.ok(purity(layout.positions, 5) > 0.98, `${purity(layout.positions, 5)}`);
  const whole = await runLayout(set, set.size, params, { ...unstopped(), sample: 900 });
  assert.equal(whole.sample, undefined);
});

test('a sample keeps what is rare', () => {
  // Ten points far from all others among a thousand.
  const distances = Float32Array.from({ length: 2020 }, (_, i) => (i % 2 === 0 ? 0 : i >> 1 < 10 ? 5 : 0.1));
  const graph = { count: 2, rows: new Int32Array(2020), distances };
  const sample = sparseSample(graph, 100, 1);
  assert.equal(new Set(sample).size, 100);
  assert.ok(sample.filter((row) => row < 10).length >= 9);
  assert.deepEqual(sample, sample.slice().sort());
  assert.deepEqual(sparseSample(graph, 100, 1), sample);
});

test('a layout waits while it is paused, and goes on', async () => {
  const pause = sharedInt32(1);
  pause[0] = 1;
  const frames: number[] = [];
  let waits: () => void;
  const waiting = new Promise<void>((resolve) => (waits = resolve));
  const running = runLayout(cloudsOf(3, 60, 5), 60, params, {
    signal: new AbortController().signal,
    report: ({ epoch, found }) => {
      if (found === undefined) frames.push(epoch);
      if (epoch > 0) waits();
    },
    pause,
  });
  await waiting;
  const isRunning = await Promise.race([
    running.then(() => false),
    new Promise((resolve) => setTimeout(() => resolve(true), 300)),
  ]);
  assert.equal(isRunning, true);
  assert.deepEqual(frames, [0, 0, 1], 'the first epoch’s frame is the last');
  Atomics.store(pause, 0, 0);
  Atomics.notify(pause, 0);
  const { settled, epoch, epochs } = await running;
  assert.deepEqual([settled, epoch], [true, epochs]);
});

test('a layout says what part of the neighbours is found, up to all', async () => {
  const found: number[] = [];
  const report = (frame: LayoutFrame) => {
    if (frame.found === undefined) return;
    assert.equal(frame.positions.length, 0);
    found.push(frame.found);
  };
  await runLayout(cloudsOf(3, 60, 5), 60, params, unstopped<LayoutFrame>(report));
  assert.deepEqual(found, [1]);
  found.length = 0;
  await approximateGraph(cloudsOf(3, 600, 5).searcher, 600, 10, 'cosine', unstopped().signal, (done) =>
    found.push(done),
  );
  assert.equal(found.at(-1), 1);
  assert.ok(found.length > 3 && found.every((done, i) => i === 0 || done > found[i - 1]), found.join());
});

test('a layout that is not running can be told to wait without harm', () => {
  const engine = createEngine();
  assert.doesNotThrow(() => engine['layout/pause']({ run: 'none', paused: true }, unstopped()));
});
