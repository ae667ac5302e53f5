import assert from 'node:assert/strict';
import { test } from 'node:test';
import { densityOf, cellsOf } from '../../../src/engine/projection/density.ts';
import { hillsOf } from '../../../src/engine/projection/hills.ts';
import { nameClusters } from '../../../src/engine/projection/nameClusters.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { setOf, unstopped } from '../support.ts';

const PER_GROUP = 60;
const CORNERS = [
  [0, 0],
  [10, 0],
  [0, 10],
];

/** A map of three groups of two halves each; in the original space the halves lie close together. */
function groups() {
  const random = seededRandom(8);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const words: Record<string, number[]> = {};
  const positions: number[] = [];
  for (let i = 0; i < 3 * PER_GROUP; i++) {
    const group = i % 3;
    const half = i % 2;
    // The first words of a group are the most typical ones.
    const noise = i < 30 ? 0.05 : 0.4;
    words[`w${i}`] = [0, 1, 2, 3].map(
      (d) => (d === group ? 3 : d === 3 ? (i < 30 ? 0.5 : half) : 0) + noise * normal(),
    );
    positions.push(CORNERS[group][0] + half * 0.9 + normal() * 0.1, CORNERS[group][1] + normal() * 0.1);
  }
  return { set: setOf(words), positions: Float32Array.from(positions) };
}

test('coarse levels find the groups, fine ones their halves; each point is in the one that it belongs to', async () => {
  const { set, positions } = groups();
  const levels = await nameClusters(set, { id: '', rows: set.size, positions, names: 3 }, unstopped());
  const sizes = levels.map((level) => level.sizes.length);
  assert.equal(sizes[0], 3, sizes.join());
  assert.equal(sizes[3], 6, sizes.join());
  for (const [level, belongs] of [
    [levels[0], (i: number) => i % 3],
    [levels[3], (i: number) => i % 6],
  ] as const) {
    const known = new Map<number, number>();
    let stray = 0;
    level.clusters.forEach((cluster, i) => {
      if (cluster < 0) return void stray++;
      known.set(cluster, known.get(cluster) ?? belongs(i));
      assert.equal(known.get(cluster), belongs(i));
    });
    assert.ok(stray < 0.05 * set.size, `${stray}`);
    assert.equal(
      level.sizes.reduce((sum, size) => sum + size, stray),
      set.size,
    );
  }
});

test('a cluster is named by its most typical words, the frequent first, and stands in its middle', async () => {
  const { set, positions } = groups();
  const [coarse] = await nameClusters(set, { id: '', rows: set.size, positions, names: 3 }, unstopped());
  coarse.names.forEach((names, cluster) => {
    assert.equal(names.length, 3);
    const rows = names.map((name) => Number(name.slice(1)));
    assert.deepEqual(
      rows,
      rows.toSorted((a, b) => a - b),
    );
    assert.ok(
      rows.every((row) => row < 30 && coarse.clusters[row] === cluster),
      names.join(),
    );
    const corner = CORNERS[rows[0] % 3];
    assert.ok(Math.abs(coarse.centres[2 * cluster] - corner[0] - 0.45) < 0.2);
    assert.ok(Math.abs(coarse.centres[2 * cluster + 1] - corner[1]) < 0.2);
  });
});

test('of some rows alone, the same every time, and of none nothing', async () => {
  const { set, positions } = groups();
  const rows = Int32Array.from({ length: set.size }, (_, i) => set.size - 1 - i);
  const mirrored = Float32Array.from(positions, (_, i) => positions[2 * rows[i >> 1] + (i & 1)]);
  const request = { id: '', rows, positions: mirrored, names: 2 };
  const levels = await nameClusters(set, request, unstopped());
  assert.deepEqual(await nameClusters(set, request, unstopped()), levels);
  assert.equal(levels[0].sizes.length, 3);
  const none = { id: '', rows: 0, positions: new Float32Array(0), names: 2 };
  assert.deepEqual(await nameClusters(set, none, unstopped()), []);
});

test('points that all lie in one place are one cluster', async () => {
  const set = setOf(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`w${i}`, [1, 2]])));
  const positions = new Float32Array(18).fill(3);
  const levels = await nameClusters(set, { id: '', rows: 9, positions, names: 1 }, unstopped());
  assert.ok(levels.every(({ sizes }) => sizes.length === 1 && sizes[0] === 9));
});

test('the density of a map adds up to its points, and a low hill beside a high one is part of it', () => {
  const positions = Float32Array.from({ length: 200 }, (_, i) => (i < 2 ? 0 : i < 4 ? 100 : 40 + (i % 7)));
  const density = densityOf(cellsOf(positions), 2);
  const total = density.values.reduce((sum, value) => sum + value, 0);
  assert.ok(total > 98 && total < 100.01, 'but for what is blurred beyond the border');
  const hills = hillsOf({ size: 4, values: Float32Array.of(9, 5, 0, 4, 8, 7, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0) });
  assert.deepEqual([...hills], [0, 0, -1, 7, 0, 0, -1, 7, ...Array.from({ length: 8 }, () => -1)]);
});
