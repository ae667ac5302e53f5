import assert from 'node:assert/strict';
import { test } from 'node:test';
import { divergingColour, inkOn } from '../../../src/common/colours.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { orderBySimilarity } from '../../../src/webview/matrix/order.ts';

/** Cosines of unit vectors [count] in the plane, by their angles. */
function cosinesOf(angles: number[]): Float32Array {
  return Float32Array.from(angles.flatMap((a) => angles.map((b) => Math.cos(a - b))));
}

test('texts on a line stand in its order, whichever end is first', () => {
  const random = seededRandom(11);
  const places = Array.from({ length: 40 }, (_, i) => i / 40);
  const shuffled = places.map((place) => ({ place, key: random() })).sort((a, b) => a.key - b.key);
  const order = orderBySimilarity(cosinesOf(shuffled.map(({ place }) => place)), places.length);
  const found = order.map((i) => shuffled[i].place);
  assert.deepEqual(found[0] < found[1] ? found : found.toReversed(), places);
});

test('groups stay together, and what has no words comes last', () => {
  const cosines = cosinesOf([0, 2, 0.1, 2.1, 0.05, 1.9]);
  for (let i = 0; i < 6; i++) cosines[3 * 6 + i] = cosines[i * 6 + 3] = NaN;
  const order = orderBySimilarity(cosines, 6);
  assert.equal(order.at(-1), 3);
  const groups = order.slice(0, -1).map((i) => i % 2);
  assert.equal(groups.filter((group, i) => i > 0 && group !== groups[i - 1]).length, 1, groups.join());
});

test('of no texts with words, the order is as given', () => {
  assert.deepEqual(orderBySimilarity(new Float32Array(4).fill(NaN), 2), [0, 1]);
});

test('what is written on a colour can be read', () => {
  assert.equal(inkOn(divergingColour(0)), 'black');
  assert.equal(inkOn(divergingColour(2)), 'white');
  assert.equal(inkOn(divergingColour(-2)), 'white');
});
