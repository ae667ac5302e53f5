import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createEngine } from '../../../src/engine/engine.ts';
import { Cancelled, UserFault } from '../../../src/engine/faults.ts';
import { writeVectors } from '../../../src/engine/formats/write/write.ts';
import { saveNetwork } from '../../../src/engine/recurrent/files/save.ts';
import { clusterOrder } from '../../../src/engine/recurrent/cluster.ts';
import { pathOf } from '../../../src/engine/recurrent/plane.ts';
import { cosines, orderOf } from '../../../src/engine/recurrent/states.ts';
import type { Fraction, TraceParams } from '../../../src/protocol/recurrent.ts';
import { temporaryFolder } from '../formats/files.ts';
import { setOf, unstopped } from '../support.ts';
import { numbers, smallNetwork } from './networks.ts';

const folder = temporaryFolder();
const WORDS = ['我', '爱', '在', '足球', '场上', '踢', 'the', 'king', 'queen', 'sees', 'city'];
const SET = setOf(Object.fromEntries(WORDS.map((word, i) => [word, [...numbers(5, i + 1)]])));
const PATH = join(folder, 'words.vec');
await writeVectors(SET, PATH, 'word2vec-text', unstopped());

const engine = createEngine();
await engine['sets/open']({ id: 's', path: PATH }, unstopped());

const params = (more: Partial<TraceParams> = {}): TraceParams => {
  return { setId: 's', text: 'the king sees the queen', hiddenSize: 6, seed: 3, kind: 'lstm', ...more };
};
const trace = (more: Partial<TraceParams> = {}) => engine['trace/run'](params(more), unstopped());
const near = (a: number, b: number, most = 1e-5) => assert.ok(Math.abs(a - b) < most, `${a}, not ${b}`);

test('a trace keeps states, cell states and gates of every layer and direction', async () => {
  const { kind, gates, directions, layers, hidden } = await trace({ layers: 2, direction: 'bidirectional' });
  assert.deepEqual([kind, gates, directions], ['lstm', ['i', 'f', 'g', 'o'], ['forward', 'reverse']]);
  assert.deepEqual(
    layers.map(({ layer, direction }) => [layer, direction]),
    [
      [0, 'forward'],
      [0, 'reverse'],
      [1, 'forward'],
      [1, 'reverse'],
    ],
  );
  for (const { hidden: h, cell, gates: all } of layers)
    assert.deepEqual([h.length, cell.length, all.length], [30, 30, 120]);
  assert.equal(hidden.length, 60);
  assert.deepEqual(hidden.slice(6, 12), layers[3].hidden.slice(0, 6));
});

test('without more said, it is an Elman network', async () => {
  const { kind, gates, layers } = await engine['trace/run'](
    { setId: 's', text: 'the king', hiddenSize: 4, seed: 1 },
    unstopped(),
  );
  assert.deepEqual([kind, gates, layers.length, layers[0].gates.length], ['rnn_tanh', ['h'], 1, 0]);
});

test('a batch is a trace a text, each as long as it is', async () => {
  const texts = ['the king', 'the queen sees the city'];
  const traces = await engine['trace/batch']({ trace: params(), texts }, unstopped());
  assert.deepEqual(
    traces.map(({ tokens }) => tokens.length),
    [2, 5],
  );
  assert.deepEqual(traces[1].hidden, (await trace({ text: texts[1] })).hidden);
});

for (const kind of ['lstm', 'gru', 'rnn_relu'] as const) {
  test(`${kind}: the numbers of a cell add up to its gates, and its gates to its state`, async () => {
    const wanted = params({ kind, layers: 2, direction: 'bidirectional' });
    const { layers } = await trace(wanted);
    for (const [place, { layer, hidden, gates }] of layers.entries()) {
      for (let step = 0; step < 5; step++) {
        const where = { layer, direction: place % 2 };
        const cell = await engine['trace/cell']({ trace: wanted, step, unit: 4, ...where }, unstopped());
        assert.equal(cell.x.length, layer === 0 ? 5 : 12);
        assert.equal(cell.value, hidden[step * 6 + 4]);
        const product = (a: Float32Array, b: Float32Array) =>
          a.reduce((sum, value, i) => sum + value * b[i], 0);
        cell.gates.forEach((gate, block) => {
          near(gate.inputTerm, product(gate.weightIh, cell.x));
          near(gate.hiddenTerm, product(gate.weightHh, gate.previous));
          near(gate.sum, gate.inputTerm + gate.biasIh + gate.factor * (gate.hiddenTerm + gate.biasHh));
          if (kind !== 'rnn_relu') near(gate.value, gates[step * 6 * cell.gates.length + block * 6 + 4]);
        });
        const [a, b, c, d] = cell.gates.map(({ value }) => value);
        if (kind === 'rnn_relu') near(cell.value, Math.max(0, cell.sum));
        if (kind === 'gru') near(cell.value, (1 - b) * c + b * cell.before);
        if (kind === 'gru') near(cell.gates[2].factor, a);
        if (kind !== 'lstm') continue;
        near(cell.cell?.after ?? NaN, b * (cell.cell?.before ?? NaN) + a * c);
        near(cell.value, d * Math.tanh(cell.cell?.after ?? NaN));
      }
    }
  });
}

test('the state before a cell of the reverse direction is that of the token behind it', async () => {
  const wanted = params({ kind: 'rnn_tanh', direction: 'reverse' });
  const { hidden } = await trace(wanted);
  const cell = await engine['trace/cell']({ trace: wanted, step: 1, unit: 0 }, unstopped());
  assert.deepEqual(cell.previous, hidden.slice(12, 18));
  const last = await engine['trace/cell']({ trace: wanted, step: 4, unit: 0 }, unstopped());
  assert.deepEqual(last.previous, new Float32Array(6));
});

test('influence is of the last step, or of the one that is asked for', async () => {
  const reports: number[] = [];
  const following = unstopped(({ fraction }: Fraction) => void reports.push(fraction));
  const norms = await engine['trace/influence']({ trace: params() }, following);
  assert.equal(norms.length, 5);
  assert.ok(norms.every((norm) => norm > 0));
  assert.equal(reports.at(-1), 1);
  const second = await engine['trace/influence']({ trace: params(), step: 1 }, unstopped());
  assert.deepEqual([...second.slice(2)], [0, 0, 0]);
  const short = await engine['trace/influence']({ trace: params({ text: 'the king' }) }, unstopped());
  assert.deepEqual(second.slice(0, 2), short);
  await assert.rejects(
    async () => engine['trace/influence']({ trace: params(), step: 5 }, unstopped()),
    RangeError,
  );
});

test('influence is stopped at once', async () => {
  const controller = new AbortController();
  const long = params({ text: 'the king '.repeat(2000), hiddenSize: 256 });
  const asked = engine['trace/influence'](
    { trace: long },
    { signal: controller.signal, report: () => controller.abort() },
  );
  await assert.rejects(Promise.resolve(asked), Cancelled);
});

test('forgetting: a curve for each network', async () => {
  const kinds = ['rnn_tanh', 'lstm', 'gru'] as const;
  const networks = kinds.map((kind) => ({ kind, hiddenSize: 6, seed: 1 }));
  const curves = await engine['trace/forgetting']({ trace: params(), networks, reach: 3 }, unstopped());
  assert.deepEqual(
    curves.map(({ kind }) => kind),
    kinds,
  );
  for (const { influence, steps } of curves) {
    assert.deepEqual([...steps], [5, 4, 3, 2]);
    assert.ok(influence[0] > influence[3], 'what is farther has less influence');
  }
  const kept = [{ ...networks[1], gateBias: 5 }];
  const [open] = await engine['trace/forgetting']({ trace: params(), networks: kept, reach: 3 }, unstopped());
  const share = ({ influence }: typeof open) => influence[3] / influence[0];
  assert.ok(share(open) > 2 * share(curves[1]), 'an open forget gate forgets less');
});

test('the similarity of states over time', async () => {
  const { hidden } = await trace();
  const matrix = await engine['trace/similarity']({ trace: params() }, unstopped());
  const row = (t: number) => [...hidden.slice(t * 6, t * 6 + 6)];
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  for (let s = 0; s < 5; s++)
    for (let t = 0; t < 5; t++) {
      const [a, b] = [row(s), row(t)];
      near(matrix[s * 5 + t], dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b)));
    }
});

test('a word replaced makes a difference from its step on, and only there', async () => {
  const [first, second] = [params(), params({ replaced: [{ step: 2, word: 'city' }] })];
  const {
    first: a,
    second: b,
    distance,
    similarity,
  } = await engine['trace/compare']({ first, second }, unstopped());
  assert.deepEqual(
    b.tokens.map(({ word }) => word),
    ['the', 'king', 'city', 'the', 'queen'],
  );
  assert.deepEqual([...distance.slice(0, 2)], [0, 0]);
  for (let t = 2; t < 5; t++) {
    const differences = Array.from({ length: 6 }, (_, i) => a.hidden[t * 6 + i] - b.hidden[t * 6 + i]);
    near(distance[t], Math.sqrt(differences.reduce((sum, value) => sum + value * value, 0)));
    assert.ok(distance[t] > 0);
  }
  assert.equal(similarity.length, 25);
  near(similarity[0], 1);
  const unknown = await trace({ replaced: [{ step: 0, word: 'zebra' }] });
  assert.deepEqual([unknown.tokens[0].word, unknown.tokens[0].row], ['zebra', -1]);
});

test('a silenced unit is told apart, and two sentences of different lengths are compared by their cosines', async () => {
  const silenced = [{ layer: 0, direction: 0, unit: 1 }];
  const one = await engine['trace/compare']({ first: params(), second: params({ silenced }) }, unstopped());
  assert.ok(one.distance.every((distance) => distance > 0));
  const two = await engine['trace/compare'](
    { first: params(), second: params({ text: 'the city' }) },
    unstopped(),
  );
  assert.deepEqual([two.distance.length, two.similarity.length], [0, 10]);
  near(two.similarity[0], 1);
  const other = await engine['trace/compare'](
    { first: params(), second: params({ hiddenSize: 4 }) },
    unstopped(),
  );
  assert.deepEqual([other.distance.length, other.similarity.length], [0, 0]);
});

test('an open network traces with its own weights, over sets of its width', async () => {
  const network = smallNetwork({ kind: 'gru', inputSize: 5, hiddenSize: 4, numLayers: 2 });
  const path = join(folder, 'gru.safetensors');
  await saveNetwork({ name: 'gru', format: 'seed', network, bias: true }, path);
  const opened = await engine['network/open']({ id: 'gru', path }, unstopped());
  assert.ok('network' in opened);
  const { info, network: told } = opened;
  assert.deepEqual(
    [info, told.name, told.kind, told.layers, told.language],
    [undefined, 'gru.safetensors', 'gru', 2, undefined],
  );
  const { kind, hiddenSize, layers } = await trace({ networkId: 'gru' });
  assert.deepEqual([kind, hiddenSize, layers.length], ['gru', 4, 2]);
  const [curve] = await engine['trace/forgetting'](
    { trace: params(), networks: [{ networkId: 'gru' }] },
    unstopped(),
  );
  assert.deepEqual([curve.kind, curve.hiddenSize, curve.influence.length], ['gru', 4, 5]);

  const wide = smallNetwork({ inputSize: 7 });
  await saveNetwork({ name: 'wide', format: 'seed', network: wide, bias: true }, path);
  await engine['network/open']({ id: 'wide', path }, unstopped());
  await assert.rejects(async () => trace({ networkId: 'wide' }), {
    name: UserFault.name,
    message: 'The network takes vectors of 7 numbers; those of this set have 5.',
  });
  await engine['network/close']({ id: 'gru' }, unstopped());
  await assert.rejects(async () => trace({ networkId: 'gru' }), {
    message: 'This network is not open any more.',
  });
});

test('what cannot be is refused', async () => {
  await assert.rejects(async () => trace({ layers: 0 }), {
    message: 'The number of layers must be a whole number from 1 to 8.',
  });
  await assert.rejects(async () => trace({ silenced: [{ layer: 0, direction: 1, unit: 0 }] }), RangeError);
  await assert.rejects(async () => trace({ replaced: [{ step: 9, word: 'king' }] }), RangeError);
  const long = params({ text: 'king '.repeat(2001), hiddenSize: 2 });
  await assert.rejects(async () => engine['trace/similarity']({ trace: long }, unstopped()), {
    message: 'The text has more than 2000 words; select a shorter one.',
  });
});

test('the path lies in the plane of the two principal components', async () => {
  // Points on an ellipse in a plane that lies askew, far from the origin.
  const [u, v] = [
    [0.6, 0, 0.8, 0],
    [0, 1, 0, 0],
  ];
  const states = Float32Array.from({ length: 12 * 4 }, (_, i) => {
    const [t, d] = [Math.floor(i / 4), i % 4];
    const angle = (2 * Math.PI * t) / 12;
    return 10 + 3 * Math.cos(angle) * u[d] + Math.sin(angle) * v[d];
  });
  const { positions, shares } = await pathOf(states, 4);
  near(shares[0], 0.9, 1e-3);
  near(shares[1], 0.1, 1e-3);
  for (let t = 0; t < 12; t++) {
    near(Math.abs(positions[2 * t]), Math.abs(3 * Math.cos((2 * Math.PI * t) / 12)), 1e-3);
    near(Math.abs(positions[2 * t + 1]), Math.abs(Math.sin((2 * Math.PI * t) / 12)), 1e-3);
  }
  const one = await pathOf(Float32Array.of(1, 2, 3), 3);
  assert.deepEqual(
    [[...one.positions], one.shares],
    [
      [0, 0],
      [0, 0],
    ],
  );
});

test('units that do the same stand beside each other, or in the order of their means or changes', () => {
  // Three steps of five units: 0 and 3 rise together, 1 and 4 fall together, 2 does neither.
  const states = Float32Array.of(1, 5, 0, 1.1, 5, 3, 3, 2, 3, 3.1, 5, 1, 0, 5, 1);
  const clustered = [...orderOf(states, 5, 'cluster')];
  assert.equal(Math.abs(clustered.indexOf(0) - clustered.indexOf(3)), 1);
  assert.equal(Math.abs(clustered.indexOf(1) - clustered.indexOf(4)), 1);
  assert.deepEqual([...clustered].sort(), [0, 1, 2, 3, 4]);
  const sums = [9, 9, 2, 9.1, 9.1];
  const byMean = [...orderOf(states, 5, 'mean')];
  assert.ok(
    byMean.every((unit, i) => i === 0 || sums[byMean[i - 1]] >= sums[unit]),
    byMean.join(' '),
  );
  assert.equal(orderOf(states, 5, 'change')[0], 0);
  assert.deepEqual([...clusterOrder(new Float32Array(9).fill(NaN), 3)].sort(), [0, 1, 2]);
  assert.deepEqual([...cosines(Float32Array.of(0, 0), Float32Array.of(1, 2), 2)], [0]);
});
