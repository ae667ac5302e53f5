import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledKernels } from '../../../src/engine/kernels/compile.ts';
import { tableSize } from '../../../src/engine/kernels/algebra.ts';
import { PlainAlgebra } from '../../../src/engine/kernels/plainAlgebra.ts';
import { WasmAlgebra } from '../../../src/engine/kernels/wasmAlgebra.ts';
import { BLOCK_ROWS, covarianceOf } from '../../../src/engine/projection/covariance.ts';
import { runLayout } from '../../../src/engine/projection/layout.ts';
import { principalPlane } from '../../../src/engine/projection/principal.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { setOf, unstopped } from '../support.ts';

/** Points that scatter by 5, 3, 1 and 0.2 along four directions at right angles, about a mean that is not 0. */
function ellipsoid(rows: number) {
  const random = seededRandom(4);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const h = 0.5;
  const directions = [
    [h, h, h, h],
    [h, -h, h, -h],
    [h, h, -h, -h],
    [h, -h, -h, h],
  ];
  const along = Array.from({ length: rows }, () => [5, 3, 1, 0.2].map((width) => width * normal()));
  const vectors = along.map((steps) =>
    [0, 1, 2, 3].map((i) => 7 + steps.reduce((sum, step, d) => sum + step * directions[d][i], 0)),
  );
  return { set: setOf(Object.fromEntries(vectors.map((vector, i) => [`w${i}`, vector]))), along };
}

test('the covariance is that of the definition, by blocks of columns', () => {
  const { set } = ellipsoid(BLOCK_ROWS + 37);
  const { vectors, dims } = set;
  const { mean, matrix } = covarianceOf({ vectors, dims });
  const rows = set.size;
  for (let i = 0; i < dims; i++) {
    for (let j = 0; j < dims; j++) {
      let sum = 0;
      for (let row = 0; row < rows; row++)
        sum += (vectors[row * dims + i] - mean[i]) * (vectors[row * dims + j] - mean[j]);
      assert.ok(Math.abs(matrix[i * dims + j] - sum / rows) < 1e-4);
    }
  }
});

test('products of columns by WebAssembly equal the plain ones', () => {
  const module = compiledKernels();
  assert.ok(module);
  for (const dims of [1, 3, 4, 17]) {
    const numbers = tableSize(dims, BLOCK_ROWS) + tableSize(dims, dims);
    const [ours, theirs] = [new WasmAlgebra(module, numbers), new PlainAlgebra()].map((algebra) => {
      const random = seededRandom(dims);
      const [columns, products] = [algebra.table(dims, BLOCK_ROWS), algebra.table(dims, dims)];
      for (let i = 0; i < dims * BLOCK_ROWS; i++) columns.values[i] = random() - 0.5;
      algebra.multiply(columns, columns, products);
      return products;
    });
    for (let i = 0; i < dims; i++)
      for (let j = 0; j < dims; j++)
        assert.ok(Math.abs(ours.values[i * ours.stride + j] - theirs.values[i * theirs.stride + j]) < 1e-3);
  }
});

test('principal components, their shares of the variance, and the third where it is asked for', async () => {
  const { set, along } = ellipsoid(3000);
  const plane = await runLayout(set, set.size, { method: 'pca', components: 3 }, unstopped());
  assert.equal(plane.settled, true);
  assert.equal(plane.positions.length, 2 * set.size);
  const total = 25 + 9 + 1 + 0.04;
  [25, 9, 1].forEach((variance, i) =>
    assert.ok(Math.abs(plane.explained![i] - variance / total) < 0.03, plane.explained?.join()),
  );
  const correlation = (values: Float32Array, component: number) => {
    const products = along.map((steps, i) => steps[component] * values[i]);
    const norm = (numbers: number[]) => Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
    return (
      Math.abs(products.reduce((sum, value) => sum + value, 0)) /
      (norm(along.map((steps) => steps[component])) * norm([...values]))
    );
  };
  assert.ok(
    correlation(
      plane.positions.filter((_, i) => i % 2 === 0),
      0,
    ) > 0.99,
  );
  assert.ok(
    correlation(
      plane.positions.filter((_, i) => i % 2 === 1),
      1,
    ) > 0.99,
  );
  assert.ok(correlation(plane.third!, 2) > 0.99);
  const flat = await runLayout(set, set.size, { method: 'pca', components: 2 }, unstopped());
  assert.equal(flat.third, undefined);
  assert.deepEqual(flat.positions, plane.positions);
});

test('directions that are good enough to start from are nearly the exact ones', async () => {
  const { set } = ellipsoid(2000);
  const { vectors, dims } = set;
  const exact = await principalPlane({ vectors, dims, components: 2, exact: true });
  const quick = await principalPlane({ vectors, dims, components: 2, exact: false });
  quick.positions.forEach((value, i) => assert.ok(Math.abs(value - exact.positions[i]) < 1e-2));
});

test('a direction that others are to be at right angles to is taken out', async () => {
  const { set, along } = ellipsoid(2000);
  const { vectors, dims } = set;
  const besides = Float64Array.of(0.5, 0.5, 0.5, 0.5);
  const { positions } = await principalPlane({ vectors, dims, components: 1, exact: true, besides });
  // What is left differs most by the second direction.
  const same = positions.filter((value, i) => Math.abs(Math.abs(value) - Math.abs(along[i][1])) < 0.4);
  assert.ok(same.length > 0.95 * set.size);
});

test('equal vectors have a place, and no variance', async () => {
  const set = setOf(Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`w${i}`, [1, 2, 3]])));
  const { positions, explained } = await runLayout(set, 9, { method: 'pca', components: 2 }, unstopped());
  assert.ok(positions.every((value) => Math.abs(value) < 1e-6));
  assert.deepEqual(explained, [0, 0]);
});
