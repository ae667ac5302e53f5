import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../src/engine/random.ts';
import { boundsOf } from '../../../src/webview/map/camera.ts';
import { colouringOfClusters, colouringOfGroups } from '../../../src/webview/map/colourings.ts';
import { Picks } from '../../../src/webview/map/picks.ts';
import { PointIndex } from '../../../src/webview/map/pointIndex.ts';
import { isInside, rectangle } from '../../../src/webview/map/polygon.ts';
import { Region } from '../../../src/webview/map/region.ts';
import {
  complement,
  difference,
  hasRow,
  readRows,
  rowsOf,
  union,
  writeRows,
} from '../../../src/webview/map/rowSets.ts';
import { neighbourTowards } from '../../../src/webview/map/walk.ts';

const rows = (...values: number[]) => Int32Array.from(values);

test('sets of rows agree with those of the language', () => {
  const random = seededRandom(9);
  for (let round = 0; round < 50; round++) {
    const [a, b] = [0, 1].map(() => rowsOf(Array.from({ length: 30 }, () => Math.floor(random() * 40))));
    const [first, second] = [new Set(a), new Set(b)];
    const those = (isOne: (row: number) => boolean) => [...Array(40).keys()].filter(isOne);
    assert.deepEqual(
      [...union(a, b)],
      those((row) => first.has(row) || second.has(row)),
    );
    assert.deepEqual(
      [...difference(a, b)],
      those((row) => first.has(row) && !second.has(row)),
    );
    assert.deepEqual(
      [...complement(a, 40)],
      those((row) => !first.has(row)),
    );
    assert.deepEqual([...readRows(writeRows(a))], [...a]);
    for (let row = 0; row < 40; row++) assert.equal(hasRow(a, row), first.has(row));
  }
});

test('picks are added, subtracted and inverted; every step is undone and redone', () => {
  const picks = new Picks();
  const seen: number[][] = [];
  picks.onChange = () => seen.push([...picks.rows]);
  picks.pick(rows(1, 3), 'replace');
  picks.pick(rows(2, 3), 'add');
  picks.pick(rows(1), 'subtract');
  picks.invert(5);
  assert.deepEqual(seen, [
    [1, 3],
    [1, 2, 3],
    [2, 3],
    [0, 1, 4],
  ]);
  picks.addGroup('ends', 4);
  const [group] = picks.groups;
  picks.changeGroup(group, { name: 'edges' });
  assert.deepEqual(
    picks.groups.map(({ name, colour, rows }) => ({ name, colour, rows: [...rows] })),
    [{ name: 'edges', colour: 4, rows: [0, 1, 4] }],
  );
  picks.undo();
  picks.undo();
  assert.equal(picks.groups.length, 0);
  for (let i = 0; i < 4; i++) picks.undo();
  assert.equal(picks.canUndo, false);
  assert.equal(picks.rows.length, 0);
  for (let i = 0; i < 6; i++) picks.redo();
  assert.equal(picks.groups[0].name, 'edges');
  picks.undo();
  picks.pick(rows(4), 'replace');
  assert.equal(picks.canRedo, false, 'what was undone is gone once something else is done');
});

test('picks and groups come back from what was stored, without rows that the set has no more', () => {
  const picks = new Picks();
  picks.pick(rows(0, 7, 19), 'replace');
  picks.addGroup('some', 2);
  const again = new Picks();
  again.restore(JSON.parse(JSON.stringify(picks.stored())) as ReturnType<Picks['stored']>, 10);
  assert.deepEqual([...again.rows], [0, 7]);
  assert.deepEqual([...again.groups[0].rows], [0, 7]);
  assert.equal(again.canUndo, false);
});

test('a polygon picks what lies inside, also where it is hollow', () => {
  const corners = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
    { x: 5, y: 2 },
    { x: 0, y: 10 },
  ];
  assert.equal(isInside(corners, 1, 5), true);
  assert.equal(isInside(corners, 5, 5), false);
  const random = seededRandom(2);
  const positions = Float32Array.from({ length: 2000 }, () => random() * 14 - 2);
  const index = new PointIndex(positions, boundsOf(positions));
  const inside = Array.from({ length: 1000 }, (_, i) => i).filter((i) =>
    isInside(corners, positions[2 * i], positions[2 * i + 1]),
  );
  assert.ok(inside.length > 100);
  assert.deepEqual([...index.inside(corners)], inside);
  assert.equal(index.inside(corners.slice(0, 2)).length, 0);
});

test('a region by keys: a corner, a few steps, and the rectangle between them, never out of the view', () => {
  const size = { width: 100, height: 80 };
  const region = Region.byKeys('rectangle', size);
  region.setCorner();
  region.moveBy(30, 500, size);
  assert.deepEqual(region.corners, rectangle({ x: 50, y: 40 }, { x: 80, y: 80 }));
  const lasso = new Region('lasso', { x: 0, y: 0 });
  lasso.extend({ x: 1, y: 1 });
  lasso.extend({ x: 20, y: 0 });
  assert.equal(lasso.corners.length, 2, 'a step of a pixel is none');
});

test('a step goes to the most similar neighbour of those that lie in its direction', () => {
  const places: Record<number, [number, number]> = { 1: [0, 50], 2: [80, 10], 3: [20, 0], 4: [-5, 0] };
  const from = { x: 0, y: 0 };
  const step = (x: number, y: number) =>
    neighbourTowards(from, { x, y }, [1, 2, 3, 4, 5], (row) => places[row]);
  assert.equal(step(1, 0), 2, 'the nearer one on the map is the less similar');
  assert.equal(step(0, 1), 1);
  assert.equal(step(-1, 0), 4);
  assert.equal(step(0, -1), undefined);
});

test('colours of groups and clusters: the last group counts, what has none is named, the ninth shares its colour', () => {
  const groups = [
    { name: 'a', colour: 5, rows: rows(0, 1) },
    { name: 'b', colour: 2, rows: rows(1, 2) },
  ];
  const byGroups = colouringOfGroups(groups, 4);
  assert.deepEqual([...byGroups.codes], [0, 1, 1, 2]);
  assert.deepEqual(byGroups.hues, [5, 2]);
  assert.deepEqual(byGroups.entries.at(-1), { kind: 'none', count: 1 });
  const clusters = Int32Array.from({ length: 9 }, (_, i) => i);
  const byClusters = colouringOfClusters(clusters, [...clusters].map(String));
  assert.equal(byClusters.entries.length, 9, 'all words are in a cluster');
  assert.deepEqual(byClusters.entries.at(-1), { kind: 'value', value: '8', count: 1, isRare: true });
});
