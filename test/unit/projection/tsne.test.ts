import assert from 'node:assert/strict';
import { test } from 'node:test';
import { affinities } from '../../../src/engine/projection/affinities.ts';
import { runLayout } from '../../../src/engine/projection/layout.ts';
import { QuadTree } from '../../../src/engine/projection/quadTree.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { neighbourGraph } from '../../../src/engine/search/neighbourGraph.ts';
import type { LayoutFrame, TsneParams } from '../../../src/protocol/engine.ts';
import { setOf, unstopped } from '../support.ts';
import { cloudsOf, purity, trustworthiness } from './support.ts';

const params: TsneParams = { method: 'tsne', metric: 'euclidean', perplexity: 10, seed: 1 };

test('clouds stay apart, neighbours stay neighbours, frame by frame', async () => {
  const set = cloudsOf(5, 200, 8);
  const frames: LayoutFrame[] = [];
  const layout = await runLayout(
    set,
    set.size,
    params,
    unstopped((frame) => frames.push(frame)),
  );
  assert.equal(layout.settled, true);
  assert.ok(purity(layout.positions, 5) > 0.99);
  assert.ok(trustworthiness(set.vectors, set.dims, layout.positions, 10) > 0.9);
  assert.ok(frames.some(({ epoch, epochs }) => epoch > 0 && epoch < epochs));
});

test('the same seed gives the same map', async () => {
  const set = cloudsOf(3, 60, 5);
  const first = await runLayout(set, set.size, params, unstopped());
  const again = await runLayout(set, set.size, params, unstopped());
  assert.deepEqual(first.positions, again.positions);
});

test('few words, equal words and a perplexity beyond their number are laid out as well', async () => {
  const set = setOf(Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`w${i}`, [1, i % 2, 3]])));
  const { positions } = await runLayout(set, 7, { ...params, perplexity: 50 }, unstopped());
  assert.equal(positions.length, 14);
  assert.ok(positions.every(Number.isFinite));
});

test('affinities are symmetric and add up to 1', async () => {
  const set = cloudsOf(2, 100, 6);
  const graph = await neighbourGraph(set.searcher, set, 100, 31, new AbortController().signal, 'euclidean');
  const { offsets, targets, weights } = affinities(graph, 10);
  const all = new Map<string, number>();
  for (let i = 0; i < 100; i++)
    for (let at = offsets[i]; at < offsets[i + 1]; at++) all.set(`${i} ${targets[at]}`, weights[at]);
  for (const [key, weight] of all) assert.equal(all.get(key.split(' ').reverse().join(' ')), weight);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  assert.ok(Math.abs(sum - 1) < 1e-5, `${sum}`);
});

test('repulsion by cells is nearly that of all pairs', () => {
  const random = seededRandom(6);
  const positions = new Float32Array(2 * 500).map(() => (random() + random()) * 10);
  // Two points at one place.
  positions.copyWithin(0, 2, 4);
  const { forces, sum } = new QuadTree(positions).repulsion();
  let total = 0;
  let [error, size] = [0, 0];
  for (let i = 0; i < 500; i++) {
    const force = [0, 0];
    for (let j = 0; j < 500; j++) {
      if (i === j) continue;
      const [dx, dy] = [positions[2 * i] - positions[2 * j], positions[2 * i + 1] - positions[2 * j + 1]];
      const near = 1 / (1 + dx * dx + dy * dy);
      total += near;
      force[0] += near * near * dx;
      force[1] += near * near * dy;
    }
    error += Math.hypot(forces[2 * i] - force[0], forces[2 * i + 1] - force[1]);
    size += Math.hypot(...force);
  }
  assert.ok(Math.abs(sum / total - 1) < 0.01, `${sum} and ${total}`);
  assert.ok(error / size < 0.03, `${error / size}`);
});
