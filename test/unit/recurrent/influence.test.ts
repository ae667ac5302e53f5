import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgetting } from '../../../src/engine/recurrent/forgetting.ts';
import { influence } from '../../../src/engine/recurrent/influence.ts';
import { run, type Network, type RunOptions } from '../../../src/engine/recurrent/network.ts';
import { CELLS, numbers, randomStates, smallNetwork } from './networks.ts';

const STEP = 2e-3;

/** ‖∂h_at/∂x_t‖ by differences, h_at being some of the output's columns. */
function byDifferences(
  network: Network,
  input: Float32Array,
  at: number,
  options: RunOptions,
  columns: number[],
) {
  const width = network.inputSize;
  const outputAt = (values: Float32Array) => {
    const { output, time } = run(network, values, options);
    const size = output.length / time;
    return columns.map((column) => output[at * size + column]);
  };
  return Array.from({ length: input.length / width }, (_, t) => {
    let squares = 0;
    for (let i = t * width; i < (t + 1) * width; i++) {
      const [up, down] = [input.slice(), input.slice()];
      up[i] += STEP;
      down[i] -= STEP;
      const [a, b] = [outputAt(up), outputAt(down)];
      a.forEach((value, k) => (squares += ((value - b[k]) / (up[i] - down[i])) ** 2));
    }
    return Math.sqrt(squares);
  });
}

function allNear(actual: Float64Array, expected: number[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, t) => {
    assert.ok(Math.abs(actual[t] - value) < 1e-3 * Math.max(1, value), `${t}: ${actual[t]}, not ${value}`);
  });
}

const SHAPES = [
  { shape: 'one layer', more: {}, outputs: 3 },
  { shape: 'in reverse', more: { directions: ['reverse'] as const }, outputs: 3 },
  { shape: 'three layers', more: { numLayers: 3 }, outputs: 3 },
  {
    shape: 'two layers, both directions',
    more: { numLayers: 2, directions: ['forward', 'reverse'] as const },
    outputs: 6,
  },
];

for (const { name, cell } of CELLS) {
  for (const { shape, more, outputs } of SHAPES) {
    test(`${name}, ${shape}: influence is that of small differences`, () => {
      const network = smallNetwork({ ...cell, ...more });
      const input = numbers(6 * 5);
      const initial = randomStates(network);
      const record = run(network, input, { initial });
      const all = Array.from({ length: outputs }, (_, i) => i);
      for (const at of [5, 3, 0])
        allNear(influence(network, record, at), byDifferences(network, input, at, { initial }, all));
    });
  }

  test(`${name}: a silenced unit carries no influence`, () => {
    const network = smallNetwork({ ...cell, numLayers: 2 });
    const input = numbers(5 * 5);
    const silenced = [
      { layer: 0, direction: 0, unit: 2 },
      { layer: 1, direction: 0, unit: 0 },
    ];
    const record = run(network, input, { silenced });
    allNear(
      influence(network, record, 4, { silenced }),
      byDifferences(network, input, 4, { silenced }, [0, 1, 2]),
    );
  });
}

test('one direction alone is asked of', () => {
  const network = smallNetwork({ directions: ['forward', 'reverse'] });
  const input = numbers(4 * 5);
  const record = run(network, input);
  allNear(influence(network, record, 2, { direction: 0 }), byDifferences(network, input, 2, {}, [0, 1, 2]));
  allNear(influence(network, record, 2, { direction: 1 }), byDifferences(network, input, 2, {}, [3, 4, 5]));
});

test('in blocks of outputs as all at once', () => {
  // So many steps that memory holds but some of the outputs at a time.
  const network = smallNetwork({ kind: 'gru', numLayers: 2, inputSize: 2, hiddenSize: 20 });
  const time = 100_000;
  const record = run(network, numbers(time * 2));
  const reports: number[] = [];
  const options = { reach: 4, report: (fraction: number) => reports.push(fraction) };
  const norms = influence(network, record, time - 1, options);
  const short = run(network, numbers(time * 2).slice(-2 * 2000));
  const expected = influence(network, short, 1999, { reach: 4 });
  for (let distance = 0; distance <= 4; distance++)
    assert.ok(Math.abs(norms[time - 1 - distance] - expected[1999 - distance]) < 1e-4);
  assert.equal(reports.at(-1), 1);
  assert.ok(
    reports.every((fraction, i) => i === 0 || fraction >= reports[i - 1]),
    'the fraction only grows',
  );
});

test('behind the reach nothing is looked at', () => {
  const network = smallNetwork();
  const record = run(network, numbers(6 * 5));
  const [all, near] = [influence(network, record, 5), influence(network, record, 5, { reach: 2 })];
  assert.deepEqual([...near.slice(0, 3)], [0, 0, 0]);
  assert.deepEqual(near.slice(3), all.slice(3));
  assert.ok(all[0] > 0);
});

/** At zeros an RNN is linear: what is left of x after d steps is w_ih · w_hh^d a layer, along every path. */
for (const numLayers of [1, 2]) {
  test(`far away, influence is smaller than float32 can tell from nothing: ${numLayers} layers`, () => {
    const network = smallNetwork({ kind: 'rnn_tanh', inputSize: 1, hiddenSize: 1, numLayers, bias: false });
    for (const [{ weightIh, weightHh }] of network.layers) [weightIh[0], weightHh[0]] = [0.75, 0.5];
    const norms = influence(network, run(network, new Float32Array(400)), 399);
    for (const distance of [0, 1, 50, 399]) {
      const paths = numLayers === 1 ? 1 : distance + 1;
      const expected = 0.75 ** numLayers * paths * 0.5 ** distance;
      assert.ok(
        Math.abs(norms[399 - distance] / expected - 1) < 1e-5,
        `${distance}: ${norms[399 - distance]}`,
      );
    }
  });
}

test('forgetting is influence averaged over distance', () => {
  const network = smallNetwork({ kind: 'gru' });
  const input = numbers(6 * 5);
  const record = run(network, input);
  const { influence: curve, steps, kind, hiddenSize } = forgetting(network, input, 3, () => undefined);
  const norms = Array.from({ length: 6 }, (_, at) => influence(network, record, at));
  assert.deepEqual([kind, hiddenSize, [...steps]], ['gru', 3, [6, 5, 4, 3]]);
  curve.forEach((mean, distance) => {
    const each = norms.flatMap((row, at) => (at >= distance ? [row[at - distance]] : []));
    assert.ok(Math.abs(mean - each.reduce((a, b) => a + b) / each.length) < 1e-12);
  });
});

test('an LSTM whose forget gate is open forgets less than one whose is not, and than an RNN', () => {
  const input = numbers(40 * 5);
  const far = (network: Network) => forgetting(network, input, 39, () => undefined).influence[39];
  const shut = smallNetwork({ kind: 'lstm', hiddenSize: 16 });
  const open = structuredClone(shut);
  for (let unit = 0; unit < 16; unit++) open.layers[0][0].biasIh[16 + unit] += 8;
  const elman = smallNetwork({ kind: 'rnn_tanh', hiddenSize: 16 });
  for (const values of Object.values(elman.layers[0][0]) as Float32Array[])
    values.forEach((v, i) => (values[i] = v / 3));
  assert.ok(far(open) > 10 * far(shut), `${far(open)} and ${far(shut)}`);
  assert.ok(far(open) > 1000 * far(elman), `${far(open)} and ${far(elman)}`);
});
