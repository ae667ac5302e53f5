import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cell, CellState, CellWeights } from '../../../src/engine/recurrent/cells.ts';
import { run } from '../../../src/engine/recurrent/network.ts';

/** A cell of one unit and one input, gate by gate, so that its formula can be written out. */
function scalarWeights(
  weightIh: number[],
  weightHh: number[],
  biasIh: number[],
  biasHh: number[],
): CellWeights {
  const [a, b, c, d] = [weightIh, weightHh, biasIh, biasHh].map((values) => Float32Array.from(values));
  return { weightIh: a, weightHh: b, biasIh: c, biasHh: d };
}

/** The state after one step of one unit. */
function step(cell: Cell['kind'] | Cell, weights: CellWeights, x: Float32Array, state: CellState): CellState {
  const kind = typeof cell === 'string' ? { kind: cell } : cell;
  const size = { inputSize: 1, hiddenSize: 1, directions: ['forward'] as const };
  return run({ ...kind, ...size, layers: [[weights]] }, x, { initial: [state] }).final[0];
}

const scalar = (value: number) => Float32Array.of(value);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}, not ${expected}`);

test('RNN: h = tanh(W_ih x + b_ih + W_hh h + b_hh), or relu of it', () => {
  const weights = scalarWeights([0.5], [-0.25], [0.125], [1]);
  const state = { h: scalar(0.5), c: scalar(0) };
  const sum = 0.5 * -3 + 0.125 - 0.25 * 0.5 + 1;
  near(step('rnn_tanh', weights, scalar(-3), state).h[0], Math.tanh(sum));
  near(step('rnn_relu', weights, scalar(-3), state).h[0], 0);
  near(step('rnn_relu', weights, scalar(3), state).h[0], 0.5 * 3 + 1);
});

test('LSTM: the gates stand in the order i, f, g, o', () => {
  const [wi, wf, wg, wo] = [0.5, -0.75, 1.25, 0.25];
  const [ui, uf, ug, uo] = [-0.5, 0.375, 0.625, 1];
  const weights = scalarWeights(
    [wi, wf, wg, wo],
    [ui, uf, ug, uo],
    [0.125, 0.25, 0.5, 0.75],
    [-1, 1, 0.5, -0.5],
  );
  const [x, h, c] = [2, 0.5, -0.25];
  const next = step('lstm', weights, scalar(x), { h: scalar(h), c: scalar(c) });
  const i = sigmoid(wi * x + 0.125 + ui * h - 1);
  const f = sigmoid(wf * x + 0.25 + uf * h + 1);
  const g = Math.tanh(wg * x + 0.5 + ug * h + 0.5);
  const o = sigmoid(wo * x + 0.75 + uo * h - 0.5);
  near(next.c[0], f * c + i * g);
  near(next.h[0], o * Math.tanh(f * c + i * g));
});

test('GRU: the gates stand in the order r, z, n, and r scales W_hn h + b_hn with its bias', () => {
  const weights = scalarWeights([0.5, -0.75, 1.25], [-0.5, 0.375, 0.625], [0.125, 0.25, 0.5], [-1, 1, 0.75]);
  const [x, h] = [2, 0.5];
  const r = sigmoid(0.5 * x + 0.125 - 0.5 * h - 1);
  const z = sigmoid(-0.75 * x + 0.25 + 0.375 * h + 1);
  const n = Math.tanh(1.25 * x + 0.5 + r * (0.625 * h + 0.75));
  near(step('gru', weights, scalar(x), { h: scalar(h), c: scalar(0) }).h[0], (1 - z) * n + z * h);
});

test('far out on its arms the sigmoid gives 0 and 1, never NaN', () => {
  const weights = scalarWeights([1e6, -1e6, 1e6, 1e6], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]);
  const { h, c } = step('lstm', weights, scalar(1), { h: scalar(0), c: scalar(5) });
  assert.deepEqual([c[0], h[0]], [1, Math.fround(Math.tanh(1))]);
});
