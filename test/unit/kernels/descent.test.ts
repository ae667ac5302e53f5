import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledKernels } from '../../../src/engine/kernels/compile.ts';
import type { DescentStart } from '../../../src/engine/kernels/descent.ts';
import { PlainDescent } from '../../../src/engine/kernels/plainDescent.ts';
import { WasmDescent } from '../../../src/engine/kernels/wasmDescent.ts';
import { seededRandom } from '../../../src/engine/random.ts';

const POINTS = 300;
const EDGES = 2500;

function start(b: number, others?: Float32Array): DescentStart {
  const random = seededRandom(2);
  const below = (count: number) => Math.floor(random() * count);
  const edges = {
    heads: new Uint32Array(EDGES).map(() => below(POINTS)),
    tails: new Uint32Array(EDGES).map(() => below(others ? others.length / 2 : POINTS)),
    intervals: new Float32Array(EDGES).map(() => 1 + 4 * random()),
  };
  const places = new Float32Array(2 * POINTS).map(() => 20 * random() - 10);
  // Two points at one place.
  places.copyWithin(0, 2, 4);
  return { edges, places, ...(others && { others }), a: 1.5, b, seed: 4 };
}

function both(from: DescentStart): { wasm: WasmDescent; plain: PlainDescent } {
  const module = compiledKernels();
  assert.ok(module, 'this Node has what the kernels need');
  return { wasm: new WasmDescent(module, from), plain: new PlainDescent(from) };
}

for (const b of [0.79, 0.895, 1.93]) {
  test(`an epoch by WebAssembly goes where the plain one goes: b = ${b}`, () => {
    const from = start(b);
    const { wasm, plain } = both(from);
    for (let epoch = 1; epoch <= 3; epoch++) {
      wasm.run(epoch, 0.1);
      plain.run(epoch, 0.1);
    }
    wasm.positions.forEach((value, i) =>
      assert.ok(Math.abs(value - plain.positions[i]) < 2e-3, `${i}: ${value} and ${plain.positions[i]}`),
    );
    const moved = wasm.positions.filter((value, i) => Math.abs(value - from.places[i]) > 0.1).length;
    assert.ok(moved > POINTS / 2, 'most have moved');
  });
}

test('where edges lead to points that stay, those alone stay', () => {
  const others = Float32Array.from({ length: 100 }, (_, i) => (i % 10) - 5);
  const { wasm, plain } = both(start(0.895, others));
  for (const descent of [wasm, plain]) descent.run(3, 0.1);
  wasm.positions.forEach((value, i) => assert.ok(Math.abs(value - plain.positions[i]) < 2e-3));
  assert.deepEqual(
    [...others],
    Array.from({ length: 100 }, (_, i) => (i % 10) - 5),
  );
});

test('an edge has its turn once in its interval', () => {
  const edges = {
    heads: Uint32Array.of(0),
    tails: Uint32Array.of(1),
    intervals: Float32Array.of(2.5),
  };
  const places = Float32Array.of(0, 0, 3, 4);
  const { wasm } = both({ edges, places, a: 1.5, b: 0.9, seed: 1 });
  const turns: number[] = [];
  for (let epoch = 1; epoch <= 10; epoch++) {
    const before = wasm.positions.slice();
    wasm.run(epoch, 0.1);
    if (wasm.positions.some((value, i) => value !== before[i])) turns.push(epoch);
  }
  assert.deepEqual(turns, [3, 5, 8, 10]);
});
