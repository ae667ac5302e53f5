import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  copyOf,
  fill,
  newAlgebra,
  rowsOf,
  tableSize,
  type Algebra,
  type Table,
} from '../../../src/engine/kernels/algebra.ts';
import { PlainAlgebra } from '../../../src/engine/kernels/plainAlgebra.ts';
import { WasmAlgebra } from '../../../src/engine/kernels/wasmAlgebra.ts';
import { seededRandom } from '../../../src/engine/random.ts';

/** Rows of a, rows of b, numbers a row: with and without rests of every kind, and longer than a block. */
const SHAPES = [
  [1, 1, 1],
  [1, 9, 5],
  [3, 2, 4],
  [4, 2, 16],
  [5, 7, 13],
  [9, 50, 30],
  [8, 101, 515],
  [6, 3, 1100],
];

function randomTable(algebra: Algebra, rows: number, columns: number, seed: number): Table {
  const random = seededRandom(seed);
  const table = algebra.table(rows, columns);
  fill(
    table,
    Float32Array.from({ length: rows * columns }, () => random() - 0.5),
  );
  return table;
}

function assertNear(a: Float32Array, b: Float32Array): void {
  assert.equal(a.length, b.length);
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 2e-5, `${i}: ${value} and ${b[i]}`));
}

/** a bᵀ, number by number. */
function byHand(a: Table, b: Table): Float32Array {
  const [first, second] = [copyOf(a), copyOf(b)];
  return Float32Array.from({ length: a.rows * b.rows }, (_, i) => {
    const [q, r] = [Math.floor(i / b.rows), i % b.rows];
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += first[q * a.columns + k] * second[r * a.columns + k];
    return sum;
  });
}

for (const [aRows, bRows, columns] of SHAPES) {
  const room =
    tableSize(aRows, columns) +
    tableSize(bRows, columns) +
    tableSize(aRows, bRows) +
    tableSize(columns, aRows);
  for (const algebra of [newAlgebra(room), new PlainAlgebra()]) {
    const kind = algebra instanceof WasmAlgebra ? 'WebAssembly' : 'plain loops';
    test(`a bᵀ, a sum of them, and aᵀ by ${kind}: ${aRows} × ${bRows} × ${columns}`, () => {
      const a = randomTable(algebra, aRows, columns, 1);
      const b = randomTable(algebra, bRows, columns, 2);
      const out = algebra.table(aRows, bRows);
      const expected = byHand(a, b);
      algebra.multiply(a, b, out);
      assertNear(copyOf(out), expected);
      algebra.multiply(a, b, out, true);
      assertNear(
        copyOf(out),
        expected.map((value) => 2 * value),
      );
      const turned = algebra.table(columns, aRows);
      algebra.transpose(a, turned);
      const numbers = copyOf(a);
      copyOf(turned).forEach((value, i) => {
        assert.equal(value, numbers[(i % aRows) * columns + Math.floor(i / aRows)]);
      });
    });
  }
}

test('this Node computes by WebAssembly', () => {
  assert.ok(newAlgebra(16) instanceof WasmAlgebra);
});

test('some rows of a table are multiplied in their place, and no others are touched', () => {
  const algebra = newAlgebra(1000);
  const a = randomTable(algebra, 6, 5, 1);
  const b = randomTable(algebra, 3, 5, 2);
  const out = randomTable(algebra, 6, 3, 3);
  const before = copyOf(out);
  algebra.multiply(rowsOf(a, 2, 3), b, rowsOf(out, 2, 3));
  const [after, expected] = [copyOf(out), byHand(a, b)];
  assert.deepEqual(after.subarray(0, 6), before.subarray(0, 6));
  assert.deepEqual(after.subarray(15), before.subarray(15));
  assertNear(after.subarray(6, 15), expected.subarray(6, 15));
});

test('more than WebAssembly addresses is computed by plain loops', () => {
  assert.ok(newAlgebra(2 ** 31) instanceof PlainAlgebra);
});

test('softmax by WebAssembly as by plain loops, from even rows to such with one that is certain', () => {
  for (const [rows, columns] of [
    [1, 1],
    [3, 7],
    [5, 8],
    [2, 1001],
  ]) {
    const room = tableSize(rows, columns) + tableSize(1, columns) + tableSize(rows, 2);
    const [wasm, plain] = [newAlgebra(room), new PlainAlgebra()].map((algebra) => {
      const [a, bias] = [randomTable(algebra, rows, columns, 1), randomTable(algebra, 1, columns, 2)];
      for (let i = 0; i < a.values.length; i += 5) a.values[i] *= 300;
      for (let row = 0; row < rows; row++) a.values.fill(0, row * a.stride + columns, (row + 1) * a.stride);
      const totals = algebra.table(rows, 2);
      algebra.softmax(a, bias, 0.5, totals);
      return { a, totals };
    });
    const [ours, theirs] = [copyOf(wasm.a), copyOf(plain.a)];
    ours.forEach((value, i) => assert.ok(Math.abs(value - theirs[i]) < 1e-6, `${value}, not ${theirs[i]}`));
    assertNear(copyOf(wasm.totals), copyOf(plain.totals));
    for (let row = 0; row < rows; row++) {
      const line = wasm.a.values.subarray(row * wasm.a.stride, (row + 1) * wasm.a.stride);
      assert.ok(Math.abs(line.reduce((sum, value) => sum + value) - 0.5) < 1e-5);
      assert.ok(
        line.subarray(columns).every((value) => value === 0),
        'what is behind a row stays 0',
      );
    }
  }
});
