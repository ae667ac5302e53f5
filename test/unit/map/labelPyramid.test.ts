import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../src/engine/random.ts';
import { boundsOf, fit, toScreen, toWorld } from '../../../src/webview/map/camera.ts';
import { LabelPyramid } from '../../../src/webview/map/labelPyramid.ts';
import { placeLabels } from '../../../src/webview/map/labels.ts';

const SIZE = { width: 1000, height: 700 };
const WORDS = 1_000_000;
const random = seededRandom(4);
const positions = Float32Array.from({ length: 2 * WORDS }, () => random() * random() * 100);
const bounds = boundsOf(positions);
const pyramid = new LabelPyramid(positions, bounds);

test('labels of a million words do not overlap, at any zoom level, and fill the view', () => {
  const whole = fit(bounds, SIZE);
  for (const closer of [1, 3, 10, 40]) {
    const camera = { x: 20, y: 20, scale: whole.scale * closer };
    const [left, top] = toWorld(camera, SIZE, 0, 0);
    const [right, bottom] = toWorld(camera, SIZE, SIZE.width, SIZE.height);
    const rows = pyramid.rowsIn({ left, right, bottom, top });
    assert.ok(rows.length < 20_000, `${rows.length} candidates`);
    const screen = (row: number) => toScreen(camera, SIZE, positions[2 * row], positions[2 * row + 1]);
    const space = { ...SIZE, lineHeight: 16, offset: 6, air: 0.5 };
    const labels = placeLabels([], rows, space, screen, (row) => 20 + (row % 7) * 10);
    assert.ok(labels.length > 60, `${labels.length} labels at ${closer}×`);
    for (const [i, a] of labels.entries()) {
      for (const b of labels.slice(i + 1)) {
        const isBeside = a.left + a.width <= b.left || b.left + b.width <= a.left;
        assert.ok(isBeside || Math.abs(a.top - b.top) >= 16, `${a.row} and ${b.row}`);
      }
    }
  }
});

test('the most frequent words come first, everywhere', () => {
  const rows = pyramid.rowsIn(bounds);
  assert.deepEqual([...rows.slice(0, 4)], [0, 1, 2, 3]);
  assert.deepEqual(
    [...rows],
    [...rows].sort((a, b) => a - b),
  );
  const part = { left: 60, right: 80, bottom: 50, top: 70 };
  const isInside = (row: number) =>
    positions[2 * row] > 60 &&
    positions[2 * row] < 80 &&
    positions[2 * row + 1] > 50 &&
    positions[2 * row + 1] < 70;
  const first = Array.from({ length: WORDS }, (_, row) => row).find(isInside);
  assert.ok(pyramid.rowsIn(part).includes(first ?? -1));
});

test('a place that is no number has no label', () => {
  const some = Float32Array.of(0, 0, NaN, 1, 2, 2);
  assert.deepEqual([...new LabelPyramid(some, boundsOf(some)).rowsIn(boundsOf(some))], [0, 2]);
});
