import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { fromOnnx, type OnnxNode } from '../../../src/engine/recurrent/files/onnx.ts';
import { run } from '../../../src/engine/recurrent/network.ts';
import { numbers } from './networks.ts';

const [INPUT, HIDDEN, TIME] = [3, 2, 4];
const GATES: Record<string, number> = { RNN: 1, GRU: 3, LSTM: 4 };

/** A node with random weights; rows of W, R and B gate by gate, as ONNX has them. */
function node(
  opType: string,
  attributes: OnnxNode['attributes'],
  directions = 1,
  without: string[] = [],
): OnnxNode {
  const rows = GATES[opType] * HIDDEN;
  const shapes: [string, number[]][] = [
    ['W', [directions, rows, INPUT]],
    ['R', [directions, rows, HIDDEN]],
    ['B', [directions, 2 * rows]],
  ];
  const inputs = shapes
    .filter(([name]) => !without.includes(name))
    .map(([name, shape], i) => {
      const values = numbers(
        shape.reduce((a, b) => a * b, 1),
        20 + i,
      );
      return [name, { name, shape, read: () => values }] as const;
    });
  return { opType, attributes, inputs: new Map(inputs) };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const hardSigmoid = (x: number) => Math.max(0, Math.min(1, 0.2 * x + 0.5));
type Vector = number[];
const each = (f: (...values: number[]) => number, ...vectors: Vector[]) =>
  vectors[0].map((_, i) => f(...vectors.map((vector) => vector[i])));

/** The formulas of ONNX' own documentation, written out: Y_h of every step, in the order of the input. */
function byTheSpecification(
  { opType, attributes, inputs }: OnnxNode,
  x: Float32Array,
  direction: number,
): Vector[] {
  const gates = GATES[opType];
  const part = (name: string) => {
    const tensor = inputs.get(name);
    const values = tensor?.read() ?? new Float32Array(2 * gates * HIDDEN);
    const length = tensor ? values.length / tensor.shape[0] : values.length;
    return [...values.subarray(direction * length, direction * length + length)];
  };
  const [W, R, B] = [part('W'), part('R'), part('B')];
  const product = (matrix: Vector, vector: Vector, gate: number) =>
    Array.from({ length: HIDDEN }, (_, unit) =>
      vector.reduce((sum, value, i) => sum + matrix[(gate * HIDDEN + unit) * vector.length + i] * value, 0),
    );
  const bias = (gate: number) => B.slice(gate * HIDDEN, (gate + 1) * HIDDEN);
  const add = (...vectors: Vector[]) => each((...values) => values.reduce((a, b) => a + b), ...vectors);
  const times = (a: Vector, b: Vector) => each((x1, y1) => x1 * y1, a, b);
  const names = attributes.activations as string[] | undefined;
  const f = names?.[0] === 'HardSigmoid' ? hardSigmoid : sigmoid;
  let [h, c] = [Array.from({ length: HIDDEN }, () => 0), Array.from({ length: HIDDEN }, () => 0)];
  const outputs: Vector[] = [];
  const isReverse = attributes.direction === 'reverse' || direction === 1;
  for (let i = 0; i < TIME; i++) {
    const t = isReverse ? TIME - 1 - i : i;
    const xt = [...x.subarray(t * INPUT, (t + 1) * INPUT)];
    const all = (gate: number, state = h) =>
      add(product(W, xt, gate), product(R, state, gate), bias(gate), bias(gates + gate));
    if (opType === 'RNN') h = each(names?.[0] === 'Relu' ? (v) => Math.max(0, v) : Math.tanh, all(0));
    else if (opType === 'LSTM') {
      // W[iofc]
      const [it, ot, ft, ct] = [each(f, all(0)), each(f, all(1)), each(f, all(2)), each(Math.tanh, all(3))];
      c = add(times(ft, c), times(it, ct));
      h = times(ot, each(Math.tanh, c));
    } else {
      // W[zrh]
      const [zt, rt] = [each(f, all(0)), each(f, all(1))];
      const ht =
        attributes.linear_before_reset === 1
          ? add(product(W, xt, 2), bias(2), times(rt, add(product(R, h, 2), bias(5))))
          : all(2, times(rt, h));
      h = each((z, n, before) => (1 - z) * n + z * before, zt, each(Math.tanh, ht), h);
    }
    outputs[t] = h;
  }
  return outputs;
}

const CASES: {
  opType: string;
  attributes: OnnxNode['attributes'];
  directions?: number;
  without?: string[];
}[] = [
  { opType: 'RNN', attributes: {} },
  { opType: 'RNN', attributes: { activations: ['Relu'], hidden_size: 2 } },
  { opType: 'LSTM', attributes: { direction: 'forward', layout: 1 } },
  { opType: 'LSTM', attributes: { direction: 'reverse' } },
  { opType: 'LSTM', attributes: { direction: 'bidirectional' }, directions: 2 },
  { opType: 'LSTM', attributes: { activations: ['HardSigmoid', 'Tanh', 'Tanh'] } },
  { opType: 'LSTM', attributes: {}, without: ['B'] },
  { opType: 'GRU', attributes: {} },
  { opType: 'GRU', attributes: { linear_before_reset: 0 } },
  { opType: 'GRU', attributes: { linear_before_reset: 1 } },
  { opType: 'GRU', attributes: { linear_before_reset: 1, direction: 'bidirectional' }, directions: 2 },
];

for (const { opType, attributes, directions = 1, without } of CASES) {
  const shown = JSON.stringify(attributes);
  test(`ONNX ${opType} ${shown}${without ? ' without B' : ''} is what its specification says`, () => {
    const given = node(opType, attributes, directions, without);
    const { network, bias } = fromOnnx('a.json', given);
    assert.equal(bias, !without);
    const x = numbers(TIME * INPUT);
    const { output } = run(network, x);
    for (let direction = 0; direction < directions; direction++) {
      byTheSpecification(given, x, direction).forEach((h, t) =>
        h.forEach((value, unit) => {
          const ours = output[(t * directions + direction) * HIDDEN + unit];
          assert.ok(Math.abs(ours - value) < 1e-6, `step ${t}: ${ours}, not ${value}`);
        }),
      );
    }
  });
}

const refused: { what: string; node: OnnxNode; sentence: string }[] = [
  {
    what: 'another operator',
    node: { ...node('RNN', {}), opType: 'Gemm' },
    sentence: 'a.json: the ONNX operator Gemm is no RNN, LSTM or GRU.',
  },
  {
    what: 'a direction that is none',
    node: node('GRU', { direction: 'sideways' }),
    sentence: 'a.json: the ONNX attribute direction = "sideways" is not known here.',
  },
  {
    what: 'clipping',
    node: node('LSTM', { clip: 3 }),
    sentence: 'a.json: the ONNX attribute clip = 3 is not known here.',
  },
  {
    what: 'coupled gates',
    node: node('LSTM', { input_forget: 1 }),
    sentence: 'a.json: the ONNX attribute input_forget = 1 is not known here.',
  },
  {
    what: 'other activations',
    node: node('LSTM', { activations: ['Sigmoid', 'Relu', 'Tanh'] }),
    sentence: 'a.json: the ONNX attribute activations = ["Sigmoid","Relu","Tanh"] is not known here.',
  },
  {
    what: 'activations of one direction of two',
    node: node('RNN', { direction: 'bidirectional', activations: ['Tanh', 'Relu'] }, 2),
    sentence: 'a.json: the ONNX attribute activations = ["Tanh","Relu"] is not known here.',
  },
  {
    what: 'no W',
    node: node('LSTM', {}, 1, ['W']),
    sentence: 'a.json: expected the tensors W [directions × gates·hidden × input] and R.',
  },
  {
    what: 'weights of one direction for two',
    node: node('LSTM', { direction: 'bidirectional' }, 1),
    sentence: 'a.json: the tensor W has the shape [1 × 8 × 3]; expected [2 × 8 × 3].',
  },
];

for (const { what, node: given, sentence } of refused) {
  test(`ONNX: refuses ${what}`, () => {
    assert.throws(() => fromOnnx('a.json', given), { name: UserFault.name, message: sentence });
  });
}

test('ONNX: refuses peepholes', () => {
  const given = node('LSTM', {});
  const P = { name: 'P', shape: [1, 6], read: () => new Float32Array(6) };
  assert.throws(() => fromOnnx('a.json', { ...given, inputs: new Map([...given.inputs, ['P', P]]) }), {
    message: 'a.json: LSTMs with peepholes (P) are not read.',
  });
});
