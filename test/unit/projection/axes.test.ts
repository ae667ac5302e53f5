import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { runLayout } from '../../../src/engine/projection/layout.ts';
import type { LayoutParams } from '../../../src/protocol/engine.ts';
import { setOf, unstopped } from '../support.ts';

const set = setOf({
  he: [1, 0, 0, 0],
  she: [-1, 0, 0, 0],
  young: [0, 2, 1, 0],
  old: [0, 2, -1, 0],
  king: [3, 5, 4, 0],
  queen: [-3, 5, 4, 0],
});
const near = (values: Float32Array, expected: number[]) =>
  values.forEach((value, i) => assert.ok(Math.abs(value - expected[i]) < 1e-5, values.join()));

test('x goes from one group to the other, 0 in the middle; y likewise', async () => {
  const { positions, settled } = await runLayout(
    set,
    set.size,
    {
      method: 'axes',
      x: { from: ['she', 'queen'], to: ['he', 'king'] },
      y: { from: ['old'], to: ['young'] },
    },
    unstopped(),
  );
  assert.equal(settled, true);
  near(positions, [1, 0, -1, 0, 0, 1, 0, -1, 3, 4, -3, 4]);
});

test('without a y the direction at right angles to x is chosen in which words differ most', async () => {
  const { positions } = await runLayout(
    set,
    set.size,
    { method: 'axes', x: { from: ['she'], to: [Float32Array.of(1, 0, 0, 0)] } },
    unstopped(),
  );
  near(
    positions.filter((_, i) => i % 2 === 0),
    [1, -1, 0, 0, 3, -3],
  );
  const ys = positions.filter((_, i) => i % 2 === 1);
  assert.ok(Math.abs(ys[4] - ys[5]) < 1e-5, 'king and queen differ along x alone');
  assert.ok(ys[4] - ys[0] > 5, 'from he to king');
});

test('the places of some rows alone', async () => {
  const params: LayoutParams = {
    method: 'axes',
    x: { from: ['she'], to: ['he'] },
    y: { from: ['old'], to: ['young'] },
  };
  const { positions } = await runLayout(set, Int32Array.of(5, 0), params, unstopped());
  near(positions, [-3, 4, 1, 0]);
});

test('an unknown word, and an axis without a direction, are faults', async () => {
  const run = (from: string[], to: string[]) =>
    runLayout(set, 6, { method: 'axes', x: { from, to } }, unstopped());
  await assert.rejects(run(['nobody'], ['he']), UserFault);
  await assert.rejects(run(['he'], ['he']), UserFault);
  await assert.rejects(run([], ['he']), UserFault);
});
