import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UMAP } from 'umap-js';
import { fitCurve } from '../../../src/engine/projection/curve.ts';
import { fuzzySet } from '../../../src/engine/projection/fuzzySet.ts';
import { runLayout } from '../../../src/engine/projection/layout.ts';
import { edgesOf } from '../../../src/engine/projection/umap.ts';
import { neighbourGraph, type NeighbourGraph } from '../../../src/engine/search/neighbourGraph.ts';
import type { UmapParams } from '../../../src/protocol/engine.ts';
import { setOf, unstopped } from '../support.ts';
import { cloudsOf, trustworthiness } from './support.ts';

const params: UmapParams = {
  method: 'umap',
  engine: 'fast',
  metric: 'cosine',
  neighbours: 10,
  minDist: 0.1,
  seed: 3,
};

/** umap-js's own graph, by 'row column'. */
function reference({ rows, distances, count }: NeighbourGraph): Map<string, number> {
  const lists = (values: Int32Array | Float32Array) =>
    Array.from({ length: values.length / count }, (_, i) => [...values.subarray(i * count, (i + 1) * count)]);
  const umap = new UMAP({ nNeighbors: count });
  umap.setPrecomputedKNN(lists(rows), lists(distances));
  umap.initializeFit(lists(rows));
  const { graph } = umap as unknown as {
    graph: { getAll(): { row: number; col: number; value: number }[] };
  };
  return new Map(
    graph
      .getAll()
      .filter(({ value }) => value > 0)
      .map(({ row, col, value }) => [`${row} ${col}`, value]),
  );
}

for (const metric of ['cosine', 'euclidean', 'dot'] as const) {
  test(`the weights of the graph are umap-js’s: ${metric}`, async () => {
    const set = cloudsOf(3, 90, 8);
    const { signal } = new AbortController();
    const graph = await neighbourGraph(set.searcher, set, set.size, 10, signal, metric);
    const { offsets, targets, weights } = fuzzySet(graph);
    const expected = reference(graph);
    assert.equal(targets.length, expected.size);
    for (let point = 0; point < set.size; point++) {
      for (let at = offsets[point]; at < offsets[point + 1]; at++) {
        const value = expected.get(`${point} ${targets[at]}`);
        assert.ok(value !== undefined && Math.abs(value - weights[at]) < 1e-5, `${value} ${weights[at]}`);
      }
    }
  });
}

test('points at one place, and rows of zeros, have weights as in umap-js', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => (i < 12 ? [0, 0, 0] : i < 20 ? [1, 2, 3] : [i, 1, 20]));
  const set = setOf(Object.fromEntries(rows.map((row, i) => [`w${i}`, row])));
  const { signal } = new AbortController();
  const graph = await neighbourGraph(set.searcher, set, set.size, 5, signal, 'euclidean');
  const { weights } = fuzzySet(graph);
  const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
  assert.ok(Math.abs(sum(weights) - sum(reference(graph).values())) < 1e-3);
});

test('the curve is the one that umap-learn fits, and near to umap-js’s', () => {
  // find_ab_params(1.0, minDist) of umap-learn 0.5.3.
  const known: [number, number, number][] = [
    [0, 1.9328084, 0.790495],
    [0.1, 1.5769435, 0.8950609],
    [0.5, 0.58303, 1.3341669],
    [1, 0.1149757, 1.9292371],
  ];
  for (const [minDist, a, b] of known) {
    const curve = fitCurve(minDist);
    assert.ok(Math.abs(curve.a - a) < 1e-3, `${minDist}: ${curve.a}`);
    assert.ok(Math.abs(curve.b - b) < 1e-3, `${minDist}: ${curve.b}`);
  }
  // umap-js stops early: a = 1.5695, b = 0.8942.
  const { a, b } = fitCurve(0.1);
  assert.ok(Math.abs(a - 1.5695) < 0.01 && Math.abs(b - 0.8942) < 0.01);
});

test('an edge’s interval is the longer the weaker it is, and those without a turn are left out', () => {
  const edges = edgesOf(
    {
      offsets: Uint32Array.of(0, 2, 3, 4),
      targets: Uint32Array.of(1, 2, 0, 0),
      weights: Float32Array.of(0.8, 0.02, 0.8, 0.2),
    },
    10,
  );
  assert.deepEqual([...edges.heads], [0, 1, 2]);
  assert.deepEqual([...edges.tails], [1, 0, 0]);
  assert.deepEqual([...edges.intervals], [1, 1, 4]);
});

test('the map is as trustworthy as umap-js’s', async () => {
  const set = cloudsOf(12, 600, 10, 0.8);
  const trust = async (engine: UmapParams['engine']) => {
    const { positions } = await runLayout(
      set,
      set.size,
      { ...params, metric: 'euclidean', engine },
      unstopped(),
    );
    return trustworthiness(set.vectors, set.dims, positions, 10);
  };
  const [ours, theirs] = [await trust('fast'), await trust('umap-js')];
  assert.ok(ours > theirs - 0.01, `${ours} and ${theirs}`);
  assert.ok(ours > 0.9, `${ours}`);
});

test('umap-js gives the same map for the same seed, too', async () => {
  const set = cloudsOf(3, 60, 5);
  const run = () => runLayout(set, set.size, { ...params, engine: 'umap-js' }, unstopped());
  assert.deepEqual((await run()).positions, (await run()).positions);
});
