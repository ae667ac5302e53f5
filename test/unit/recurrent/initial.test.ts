import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { initialStates } from '../../../src/engine/recurrent/initial.ts';
import { run } from '../../../src/engine/recurrent/network.ts';
import type { InitialStates } from '../../../src/protocol/recurrent.ts';
import { setOf } from '../support.ts';
import { numbers, smallNetwork } from './networks.ts';
import { tracerOf } from './support.ts';

const deep = smallNetwork({ numLayers: 2, directions: ['forward', 'reverse'] });
const rowsOf = (count: number, seed: number) =>
  Array.from({ length: count }, (_, row) => [...numbers(3, seed + row)]);
const given = (value: unknown): InitialStates => ({ json: JSON.stringify(value) });

const refuses = (value: InitialStates, sentence: string, network = deep) =>
  assert.throws(
    () => initialStates(network, value),
    (error) => error instanceof UserFault && error.message === sentence,
  );

test('given states are PyTorch’s: a row a layer and direction, layer 0 forward first', () => {
  const [h, c] = [rowsOf(4, 1), rowsOf(4, 9)];
  const wanted = h.map((row, i) => ({ h: Float32Array.from(row), c: Float32Array.from(c[i]) }));
  assert.deepEqual(initialStates(deep, given({ h_0: h, c_0: c })), wanted);
  // The axis of a batch of one, and ONNX’ names.
  const ofOne = { initial_h: h.map((row) => [row]), initial_c: c.map((row) => [row]) };
  assert.deepEqual(initialStates(deep, given(ofOne)), wanted);
  // The second layer, backwards, begins with the last row.
  const { layers } = run(deep, numbers(5 * 4), { initial: wanted });
  assert.deepEqual(layers[1][1].first, wanted[3]);
});

test('of an LSTM c₀ may be left out, and h₀ of a single cell be a plain list', () => {
  const network = smallNetwork();
  const [{ h, c }] = initialStates(network, given([0.5, -1, 2]));
  assert.deepEqual(
    [[...h], [...c]],
    [
      [0.5, -1, 2],
      [0, 0, 0],
    ],
  );
});

test('random states are standard normal, and the same by the same seed', () => {
  const network = { ...smallNetwork(), hiddenSize: 4000 };
  const [{ h, c }] = initialStates(network, { seed: 3 });
  for (const values of [h, c]) {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const square = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    assert.ok(Math.abs(mean) < 0.06 && Math.abs(square - 1) < 0.1, `${mean}, ${square}`);
  }
  assert.notDeepEqual(h, c);
  assert.deepEqual(initialStates(network, { seed: 3 }), [{ h, c }]);
  assert.notDeepEqual(initialStates(network, { seed: 4 })[0].h, h);
});

test('what does not fit is refused in one sentence', () => {
  refuses(given([[1, 2, 3]]), 'Initial states: h_0 has the shape [1 × 3]; this network expects [4 × 3].');
  refuses(given({ c_0: rowsOf(4, 1) }), 'Initial states: only an LSTM has a cell state c_0.', {
    ...deep,
    kind: 'gru',
  });
  refuses(given({ h: [] }), 'Initial states: expected h_0 (and c_0 of an LSTM), found ‘h’.');
  refuses(given(3), 'Initial states: expected an array, or an object with h_0 and c_0.');
  refuses(
    given([...rowsOf(3, 1), [1, 2]]),
    'Initial states: the tensor h_0 is no array of numbers of one shape.',
  );
  refuses({ json: '[[1e99, 0, 0]]' }, 'Initial states: a number of h_0 is too large.', smallNetwork());
});

test('a trace begins with them, and says with which', () => {
  const set = setOf({ the: [0.5, -1], king: [1.5, 0.75] });
  const tracer = tracerOf(set);
  const params = { setId: 'set', text: 'the king', hiddenSize: 2, seed: 1 } as const;
  const { initial, run: record } = tracer.trace({ ...params, initial: given([[0.25, -0.5]]) });
  assert.deepEqual([...initial[0].h], [0.25, -0.5]);
  assert.notDeepEqual(record.output, tracer.trace(params).run.output);
  assert.deepEqual(tracer.trace({ ...params, initial: 'zeros' }).run.output, tracer.trace(params).run.output);
});
