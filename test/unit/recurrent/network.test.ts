import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gatesOf } from '../../../src/engine/recurrent/cells.ts';
import { run, stateBefore, zeroStates, type Network } from '../../../src/engine/recurrent/network.ts';
import { CELLS, numbers, randomStates, smallNetwork } from './networks.ts';

const near = (a: number, b: number, what = '') => assert.ok(Math.abs(a - b) < 1e-5, `${what} ${a}, not ${b}`);

function allNear(a: Float32Array, b: Float32Array): void {
  assert.equal(a.length, b.length);
  a.forEach((value, i) => near(value, b[i], String(i)));
}

/** The article's W x: a column, by a column of weights for each number of x. */
function columnForm(weight: Float32Array, x: Float32Array): number[] {
  const rows = weight.length / x.length;
  const sums = Array.from({ length: rows }, () => 0);
  x.forEach((value, column) => {
    for (let row = 0; row < rows; row++) sums[row] += weight[row * x.length + column] * value;
  });
  return sums;
}

/** The article's x Wᵀ: a row, each of its numbers x times a row of W. */
function rowForm(weight: Float32Array, x: Float32Array): number[] {
  return Array.from({ length: weight.length / x.length }, (_, row) =>
    x.reduce((sum, value, i) => sum + value * weight[row * x.length + i], 0),
  );
}

test('W x and x Wᵀ are the same, and both give the network’s states', () => {
  const network = smallNetwork({ kind: 'rnn_tanh', inputSize: 4, hiddenSize: 3 });
  const [{ weightIh, weightHh, biasIh, biasHh }] = network.layers[0];
  const input = numbers(3 * 4);
  const { output } = run(network, input);
  for (const form of [columnForm, rowForm]) {
    let h = new Float32Array(3);
    for (let t = 0; t < 3; t++) {
      const [a, b] = [form(weightIh, input.subarray(t * 4, t * 4 + 4)), form(weightHh, h)];
      h = Float32Array.from(a, (value, i) => Math.tanh(value + biasIh[i] + b[i] + biasHh[i]));
      allNear(output.slice(t * 3, t * 3 + 3), h);
    }
  }
});

for (const { name, cell } of CELLS) {
  test(`${name}: the reverse direction is the forward one over the sequence turned round`, () => {
    const forward = smallNetwork({ ...cell, directions: ['forward'] });
    const reverse: Network = { ...forward, directions: ['reverse'] };
    const input = numbers(6 * 5);
    const turned = Float32Array.from({ length: 30 }, (_, i) => input[(5 - Math.floor(i / 5)) * 5 + (i % 5)]);
    const [a, b] = [run(forward, turned), run(reverse, input)];
    for (let t = 0; t < 6; t++)
      assert.deepEqual(a.output.slice(t * 3, t * 3 + 3), b.output.slice((5 - t) * 3, (5 - t) * 3 + 3));
    assert.deepEqual(a.final, b.final);
  });

  test(`${name}: both directions stand side by side, and a second layer reads both`, () => {
    const both = smallNetwork({ ...cell, directions: ['forward', 'reverse'], numLayers: 2 });
    const input = numbers(4 * 5);
    const { layers, output, final } = run(both, input);
    for (const [direction, of] of (['forward', 'reverse'] as const).entries()) {
      const alone: Network = { ...both, directions: [of], layers: [[both.layers[0][direction]]] };
      assert.deepEqual(layers[0][direction].h, run(alone, input).output);
    }
    const second: Network = { ...both, inputSize: 6, layers: [both.layers[1]] };
    const above = run(second, layers[1][0].input);
    assert.deepEqual(output, above.output);
    assert.deepEqual(final.slice(2), above.final);
    const side = Array.from({ length: 4 }, (_, t) => [
      ...layers[0][0].h.slice(t * 3, t * 3 + 3),
      ...layers[0][1].h.slice(t * 3, t * 3 + 3),
    ]).flat();
    assert.deepEqual([...layers[1][0].input], side);
  });

  test(`${name}: a sequence goes on from the state in which another ends`, () => {
    const network = smallNetwork({ ...cell, numLayers: 2 });
    const input = numbers(7 * 5);
    const initial = randomStates(network);
    const whole = run(network, input, { initial });
    const first = run(network, input.slice(0, 15), { initial });
    const rest = run(network, input.slice(15), { initial: first.final });
    allNear(Float32Array.from([...first.output, ...rest.output]), whole.output);
    whole.final.forEach(({ h, c }, i) => {
      allNear(h, rest.final[i].h);
      allNear(c, rest.final[i].c);
    });
  });

  test(`${name}: a silenced unit is 0 at every step, and nothing hears of it`, () => {
    const network = smallNetwork({ ...cell, numLayers: 2 });
    const input = numbers(5 * 5);
    const silenced = [{ layer: 0, direction: 0, unit: 1 }];
    const { layers } = run(network, input, { silenced });
    for (let t = 0; t < 5; t++) assert.equal(layers[0][0].h[t * 3 + 1], 0);
    // Weights that read the unit make no difference any more.
    const deaf = structuredClone(network);
    const rows = gatesOf(network.kind) * 3;
    for (let row = 0; row < rows; row++) {
      deaf.layers[0][0].weightHh[row * 3 + 1] = 99;
      deaf.layers[1][0].weightIh[row * 3 + 1] = 99;
    }
    allNear(run(deaf, input, { silenced }).output, run(network, input, { silenced }).output);
    assert.notDeepEqual(run(network, input).output, run(network, input, { silenced }).output);
  });
}

test('a network without initial states begins with zeros', () => {
  const network = smallNetwork({ numLayers: 2, directions: ['forward', 'reverse'] });
  const input = numbers(3 * 5);
  assert.deepEqual(run(network, input), run(network, input, { initial: zeroStates(network) }));
});

test('LSTM: the gates that are kept are those that the states are made of', () => {
  const network = smallNetwork({ kind: 'lstm' });
  const { layers } = run(network, numbers(4 * 5), { initial: randomStates(network) });
  const [{ gates, h, c }] = layers[0];
  for (let t = 0; t < 4; t++) {
    const before = stateBefore(network, layers[0][0], 0, t);
    for (let unit = 0; unit < 3; unit++) {
      const [i, f, g, o] = [0, 1, 2, 3].map((block) => gates[t * 12 + block * 3 + unit]);
      near(c[t * 3 + unit], f * before.c[unit] + i * g);
      near(h[t * 3 + unit], o * Math.tanh(c[t * 3 + unit]));
    }
  }
});

test('GRU: the reset gate scales what the candidate hears of the state, after or before the weights', () => {
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  for (const resetsFirst of [false, true]) {
    const network = smallNetwork({ kind: 'gru', resetsFirst, inputSize: 2, hiddenSize: 2 });
    const [{ weightIh, weightHh, biasIh, biasHh }] = network.layers[0];
    const [x, [{ h }]] = [numbers(2), randomStates(network)];
    const { layers } = run(network, x, { initial: [{ h, c: h }] });
    const a = columnForm(weightIh, x).map((value, i) => value + biasIh[i]);
    const b = columnForm(weightHh, h).map((value, i) => value + biasHh[i]);
    const r = [0, 1].map((unit) => sigmoid(a[unit] + b[unit]));
    const z = [2, 3].map((unit) => sigmoid(a[unit] + b[unit]));
    const scaled = columnForm(
      weightHh,
      h.map((value, unit) => r[unit] * value),
    );
    const heard = [4, 5].map((row, unit) => (resetsFirst ? scaled[row] + biasHh[row] : r[unit] * b[row]));
    const n = [4, 5].map((row, unit) => Math.tanh(a[row] + heard[unit]));
    [0, 1].forEach((unit) => {
      const [record] = layers[0];
      near(record.h[unit], (1 - z[unit]) * n[unit] + z[unit] * h[unit]);
      near(record.candidate[unit], resetsFirst ? heard[unit] : b[4 + unit]);
      [r, z, n].forEach((gate, block) => near(record.gates[block * 2 + unit], gate[unit]));
    });
  }
});

test('hard gates are Keras’ max(0, min(1, 0.2 x + 0.5))', () => {
  const network = smallNetwork({ kind: 'lstm', hasHardGates: true, inputSize: 1, hiddenSize: 1 });
  const [weights] = network.layers[0];
  for (const values of [weights.weightHh, weights.biasHh, weights.biasIh]) values.fill(0);
  weights.weightIh.set([1, 1, 1, 1]);
  for (const [x, gate] of [
    [-3, 0],
    [0.5, 0.6],
    [4, 1],
  ]) {
    const [{ gates }] = run(network, Float32Array.of(x)).layers[0];
    [gates[0], gates[1], gates[3]].forEach((value) => near(value, gate));
    near(gates[2], Math.tanh(x));
  }
});
