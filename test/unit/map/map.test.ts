import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Vocabulary } from '../../../src/engine/embeddings/vocabulary.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { boundsOf, fit, toScreen, toWorld, zoom } from '../../../src/webview/map/camera.ts';
import { labelText, placeLabels } from '../../../src/webview/map/labels.ts';
import { PointIndex } from '../../../src/webview/map/pointIndex.ts';
import { WordSearch } from '../../../src/webview/map/wordSearch.ts';

const SIZE = { width: 800, height: 600 };

test('the index finds what a look at all points finds', () => {
  const random = seededRandom(11);
  const positions = Float32Array.from({ length: 4000 }, () => random() * random() * 20 - 5);
  const index = new PointIndex(positions, boundsOf(positions));
  for (let i = 0; i < 500; i++) {
    const [x, y, radius] = [random() * 22 - 6, random() * 22 - 6, random() * 3];
    let best = -1;
    let bestDistance = radius;
    for (let point = 0; point < 2000; point++) {
      const distance = Math.hypot(positions[2 * point] - x, positions[2 * point + 1] - y);
      if (distance < bestDistance) [best, bestDistance] = [point, distance];
    }
    assert.equal(index.nearest(x, y, radius), best);
  }
});

test('places that are no numbers are never found', () => {
  const positions = Float32Array.of(0, 0, NaN, NaN, 5, 5);
  const index = new PointIndex(positions, boundsOf(positions));
  assert.equal(index.nearest(0.1, 0, 100), 0);
  assert.equal(index.nearest(4, 4, 100), 2);
});

test('the whole view shows every point, and a zoom keeps the place under the pointer', () => {
  const positions = Float32Array.of(-3, 1, 9, 5, 2, -7);
  const whole = fit(boundsOf(positions), SIZE);
  for (let i = 0; i < 6; i += 2) {
    const [x, y] = toScreen(whole, SIZE, positions[i], positions[i + 1]);
    assert.ok(x >= 0 && x <= 800 && y >= 0 && y <= 600);
  }
  const closer = zoom(whole, SIZE, 3, 123, 456, whole);
  const [before, after] = [toWorld(whole, SIZE, 123, 456), toWorld(closer, SIZE, 123, 456)];
  assert.ok(Math.hypot(before[0] - after[0], before[1] - after[1]) < 1e-9);
  assert.ok(Number.isFinite(fit(boundsOf(Float32Array.of(1, 1)), SIZE).scale));
});

test('what panels cover stays free of points when everything is shown', () => {
  const insets = { left: 300, top: 0, right: 0, bottom: 100 };
  const camera = fit({ left: -1, right: 3, bottom: 2, top: 5 }, SIZE, insets);
  for (const [x, y] of [
    [-1, 2],
    [3, 5],
  ]) {
    const [sx, sy] = toScreen(camera, SIZE, x, y);
    assert.ok(
      sx > insets.left && sx < SIZE.width && sy > 0 && sy < SIZE.height - insets.bottom,
      `${sx}, ${sy}`,
    );
  }
});

test('a fixed title comes before wanted labels, a very long word is cut', () => {
  const space = { ...SIZE, left: 50, lineHeight: 16, offset: 4, air: 0 };
  const titles = [{ at: [20, 100] as [number, number], width: 60, isFixed: true }];
  const labels = placeLabels(
    [0],
    [],
    space,
    () => [60, 100],
    () => 30,
    titles,
  );
  assert.deepEqual([labels[0].title, labels[0].left], [0, 50], 'beside the tools on the left');
  assert.ok(
    labels.every(({ left, top }, i) => i === 0 || left >= 110 || Math.abs(top - labels[0].top) >= 16),
  );
  assert.equal(Array.from(labelText('𝄞'.repeat(400))).length, 40);
  assert.equal(labelText('king'), 'king');
});

test('labels never overlap, the wanted ones come first, more appear where there is room', () => {
  const random = seededRandom(5);
  const places = Array.from({ length: 3000 }, () => [random() * 800, random() * 600] as [number, number]);
  const width = (row: number) => 20 + (row % 7) * 10;
  const space = { ...SIZE, lineHeight: 16, offset: 6, air: 0.5 };
  const labels = placeLabels([2999, 5], places.keys(), space, (row) => places[row], width);
  assert.deepEqual(
    labels.slice(0, 2).map(({ row }) => row),
    [2999, 5],
  );
  assert.ok(labels.length > 30);
  for (const a of labels) {
    for (const b of labels) {
      const apart = a.left + a.width <= b.left || b.left + b.width <= a.left || Math.abs(a.top - b.top) >= 16;
      assert.ok(a === b || apart);
    }
  }
  const zoomed = (row: number): [number, number] | undefined => {
    const [x, y] = places[row].map((value) => value * 4) as [number, number];
    return x < 800 && y < 600 ? [x, y] : undefined;
  };
  const closer = placeLabels([], places.keys(), space, zoomed, width).map(({ row }) => row);
  const before = new Set(labels.map(({ row }) => row));
  assert.ok(
    closer.filter((row) => !before.has(row)).length > 20,
    'words that had no room before have it now',
  );
});

test('a label that the border would cut stands on the other side, or a little up or down', () => {
  const space = { ...SIZE, lineHeight: 16, offset: 6, air: 0 };
  const places: [number, number][] = [
    [790, 300],
    [400, 2],
    [5, 598],
    [200, 200],
  ];
  const labels = placeLabels(
    [],
    places.keys(),
    space,
    (row) => places[row],
    () => 60,
  );
  assert.deepEqual(labels, [
    { row: 0, left: 790 - 6 - 60, top: 292, width: 60 },
    { row: 1, left: 406, top: 0, width: 60 },
    { row: 2, left: 11, top: 600 - 16, width: 60 },
    { row: 3, left: 206, top: 192, width: 60 },
  ]);
  // Also where it is wanted; a label too long for either side stays.
  assert.equal(
    placeLabels(
      [0],
      [],
      space,
      (row) => places[row],
      () => 60,
    )[0].left,
    720,
  );
  assert.equal(
    placeLabels(
      [3],
      [],
      space,
      (row) => places[row],
      () => 900,
    )[0].left,
    210,
  );
});

test('a search finds the same word, then beginnings, then parts', () => {
  const words = new WordSearch(Vocabulary.of(['kings', 'viking', 'king', 'King', '国王', 'queen']).first(6));
  assert.deepEqual(words.find('KING', 10), [2, 3, 0, 1]);
  assert.deepEqual(words.find('King', 10), [3, 2, 0, 1]);
  assert.deepEqual(words.find('王', 10), [4]);
  assert.deepEqual(words.find('king', 2), [2, 3]);
  assert.deepEqual(words.find('', 2), []);
});

test('a regular expression finds all words that match, whatever their case; a wrong one says so', () => {
  const search = new WordSearch(Vocabulary.of(['King', 'kings', 'taking', 'queen', '面包', 'x\ny']).buffers);
  assert.deepEqual([...search.matching('^king').rows], [0, 1]);
  assert.deepEqual([...search.matching('ing$').rows], [0, 2]);
  assert.deepEqual([...search.matching('^\\p{Script=Han}+$').rows], [4]);
  assert.equal(search.matching('^[^a]*$').isWhole, true);
  assert.deepEqual([...search.all('KING')], [0, 1, 2]);
  assert.throws(() => search.matching('('), SyntaxError);
});
