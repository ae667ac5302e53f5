import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledKernels } from '../../../src/engine/kernels/compile.ts';
import {
  CHUNK_ROWS,
  MatrixMemory,
  newMatrix,
  reserveScratch,
} from '../../../src/engine/kernels/matrixMemory.ts';
import { PlainKernels } from '../../../src/engine/kernels/plainKernels.ts';
import { WasmKernels } from '../../../src/engine/kernels/wasmKernels.ts';
import { seededRandom } from '../../../src/engine/random.ts';

const SHAPES = [
  [1, 1],
  [3, 2],
  [5, 4],
  [70, 13],
  [131, 50],
  [64, 64],
  [200, 300],
  [9, 1031],
];

function randomMatrix(rows: number, dims: number, seed = 1) {
  const random = seededRandom(seed);
  const matrix = newMatrix(rows, dims);
  for (let i = 0; i < matrix.vectors.length; i++) matrix.vectors[i] = random() * 2 - 1;
  reserveScratch(matrix);
  return matrix;
}

function wasmKernels(matrix: ReturnType<typeof randomMatrix>, thread = 0): WasmKernels {
  const module = compiledKernels();
  assert.ok(module, 'this Node has relaxed SIMD');
  assert.ok(matrix.memory, 'the matrix lies in WebAssembly’s memory');
  return new WasmKernels(module, matrix, thread);
}

function assertNear(a: Float32Array, b: Float32Array, dims: number): void {
  assert.equal(a.length, b.length);
  // Sums in another order: a few units in the last place of numbers up to √dims.
  const tolerance = 1e-6 * Math.sqrt(dims);
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) <= tolerance, `${i}: ${value} and ${b[i]}`));
}

for (const [rows, dims] of SHAPES) {
  test(`products by WebAssembly equal the plain ones: ${rows} × ${dims}`, () => {
    const matrix = randomMatrix(rows, dims);
    const query = randomMatrix(1, dims, 2).vectors;
    const [from, to] = [Math.floor(rows / 3), Math.min(rows, CHUNK_ROWS)];
    const plain = new PlainKernels(matrix).products(query, from, to);
    assertNear(wasmKernels(matrix).products(query, from, to), plain, dims);
    const places = Int32Array.from({ length: to - from }, (_, i) => (from + 5 * i) % rows);
    const plainAt = new PlainKernels(matrix).productsAt(query, places);
    assertNear(wasmKernels(matrix).productsAt(query, places), plainAt, dims);
  });

  test(`products of blocks by WebAssembly equal the plain ones: ${rows} × ${dims}`, () => {
    const matrix = randomMatrix(rows, dims);
    const factors = randomMatrix(rows, 1, 3).vectors;
    const offsets = randomMatrix(rows, 1, 5).vectors;
    const wasm = wasmKernels(matrix);
    const plain = new PlainKernels(matrix);
    for (const count of new Set([1, Math.min(3, wasm.block), wasm.block])) {
      const queries = randomMatrix(count, dims, 4).vectors;
      for (let from = 0; from < rows; from += wasm.block) {
        const to = Math.min(rows, from + wasm.block);
        wasm.setQueries(queries);
        plain.setQueries(queries);
        const assertSame = (ours: Float32Array, theirs: Float32Array) => {
          for (let query = 0; query < count; query++) {
            const line = (scores: Float32Array, block: number) =>
              scores.slice(query * block, query * block + to - from);
            assertNear(line(ours, wasm.block), line(theirs, plain.block), dims);
          }
        };
        assertSame(wasm.blockProducts(factors, from, to), plain.blockProducts(factors, from, to));
        assertSame(
          wasm.blockProducts(factors, from, to, offsets),
          plain.blockProducts(factors, from, to, offsets),
        );
        const places = Int32Array.from({ length: to - from }, (_, i) => (from + 7 * i) % rows);
        assertSame(
          wasm.blockProductsAt(factors, places, offsets),
          plain.blockProductsAt(factors, places, offsets),
        );
      }
    }
  });
}

test('the first score that is high enough, by WebAssembly as by the plain twin', () => {
  const matrix = randomMatrix(50, 6);
  matrix.vectors.fill(NaN, 60, 66);
  const [wasm, plain] = [wasmKernels(matrix), new PlainKernels(matrix)];
  const factors = new Float32Array(50).fill(1);
  for (const kernels of [wasm, plain]) {
    kernels.setQueries(matrix.vectors.slice(0, 12));
    kernels.blockProducts(factors, 0, 50);
  }
  for (const threshold of [-Infinity, -1, 0, 0.5, 1, 100]) {
    for (let from = 0; from <= 50; from++) {
      const first = wasm.firstAtLeast(threshold, from, 50);
      assert.equal(first, plain.firstAtLeast(threshold, from, 50), `${threshold} from ${from}`);
      assert.ok(first !== 10, 'what is no number is not high enough');
    }
  }
  assert.equal(wasm.firstAtLeast(100, 0, 50), 50);
});

test('threads have places of their own', () => {
  const matrix = randomMatrix(40, 30);
  const [first, second] = [wasmKernels(matrix, 1), wasmKernels(matrix, 2)];
  const query = randomMatrix(1, 30, 2).vectors;
  const before = first.products(query, 0, 40).slice();
  const view = first.products(query, 0, 40);
  second.products(new Float32Array(30).fill(9), 0, 40);
  assert.deepEqual(view, before);
});

test('what stood behind a matrix does not reach its products', () => {
  const memory = new MatrixMemory(3, 64 * 12, 64 * 12);
  new Float32Array(memory.buffer).fill(NaN);
  const matrix = memory.matrix(6);
  matrix.vectors.set([1, 2, 3, 4, 5, 6]);
  reserveScratch(matrix);
  const kernels = wasmKernels(matrix);
  kernels.setQueries(Float32Array.of(1, 1, 1));
  assert.deepEqual([...kernels.blockProducts(Float32Array.of(1, 1), 0, 2).slice(0, 2)], [6, 15]);
});

test('a matrix grows in its place, and no further than was announced', () => {
  const memory = new MatrixMemory(2, 8, 1 << 20);
  const first = new Float32Array(memory.buffer, 0, 2);
  first.set([1, 2]);
  memory.grow(400, 100_000);
  assert.ok(memory.byteLength >= 100_008);
  memory.grow(1 << 20, 1 << 16);
  assert.equal(memory.byteLength, 1 << 20);
  assert.deepEqual([...new Float32Array(memory.buffer, 0, 2)], [1, 2]);
  first[0] = 7;
  assert.equal(new Float32Array(memory.buffer)[0], 7);
  assert.throws(() => memory.grow((1 << 20) + 1, 0), RangeError);
});

test('a matrix beyond 4 GiB lies in plain memory, and is searched by the plain kernels', () => {
  const memory = new MatrixMemory(2, 16, 5 * 2 ** 30);
  assert.equal(memory.memory, undefined);
  memory.grow(32, 0);
  assert.equal(memory.matrix(4).vectors.length, 4);
});
