import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIRST_TEXT } from '../../../src/common/recurrentLesson.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { recurrentForward } from '../../../src/engine/lessons/recurrent.ts';
import { unstopped } from '../support.ts';

const first = [...FIRST_TEXT];
const start = { text: 0, step: 0, unit: 0 };

test('the forward pass by hand in both forms and the engine’s network agree to a millionth', () => {
  for (const seed of [1, 2, 3]) {
    const { columns, rows, network, difference, shape } = recurrentForward({ first, seed, place: start });
    assert.deepEqual(shape, [2, 3, 2]);
    assert.equal(network.length, 18);
    assert.ok(difference < 1e-6, `${difference}`);
    columns.forEach((value, i) => {
      assert.ok(Math.abs(value - rows[i]) < 1e-12);
      assert.ok(Math.abs(value - network[i]) < 1e-6);
    });
  }
});

test('a cell is the formula with its numbers, and both products are the same', () => {
  const place = { text: 1, step: 2, unit: 1 };
  const { cell, network, columns, weightIh, biasIh, weightHh, biasHh, input, product } = recurrentForward({
    first,
    seed: 4,
    place,
  });
  const x = input.subarray(10, 12);
  const before = columns.subarray(12, 15);
  const sum =
    weightIh[2] * x[0] +
    weightIh[3] * x[1] +
    biasIh[1] +
    weightHh[3] * before[0] +
    weightHh[4] * before[1] +
    weightHh[5] * before[2] +
    biasHh[1];
  assert.ok(Math.abs(cell.sum - sum) < 1e-6);
  assert.ok(Math.abs(cell.value - Math.tanh(sum)) < 1e-6);
  assert.equal(cell.value, network[16]);
  assert.deepEqual(product.column, product.row);
  assert.ok(Math.abs(product.column[1] - cell.inputTerm) < 1e-6);
});

test('what a reader changes in a text changes its states from there on, and no other text’s', () => {
  const changed = first.with(3, 2);
  const [a, b] = [first, changed].map((numbers) =>
    recurrentForward({ first: numbers, seed: 1, place: start }),
  );
  assert.deepEqual(a.network.subarray(0, 3), b.network.subarray(0, 3));
  assert.notDeepEqual(a.network.subarray(3, 6), b.network.subarray(3, 6));
  assert.deepEqual(a.network.subarray(9), b.network.subarray(9));
  const refuse = (numbers: number[]) => () => recurrentForward({ first: numbers, seed: 1, place: start });
  assert.throws(refuse([1, 2]), /Expected 6 numbers from −10 to 10/);
  assert.throws(refuse(first.with(0, 11)), /Expected 6 numbers/);
  assert.throws(refuse(first.with(0, NaN)), /Expected 6 numbers/);
});

test('TensorFlow.js, which knows nothing of this, computes the same', async () => {
  const engine = createEngine();
  const reference = await engine['lessons/recurrentReference']({ first, seed: 1 }, unstopped());
  const { network } = recurrentForward({ first, seed: 1, place: start });
  assert.match(reference.name, /^TensorFlow\.js \d/);
  assert.ok(reference.difference < 1e-6, `${reference.difference}`);
  network.forEach((value, i) => assert.ok(Math.abs(value - reference.hidden[i]) < 1e-6));
});
