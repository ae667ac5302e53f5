import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiledKernels } from '../../../src/engine/kernels/compile.ts';
import { PlainTraining, windowsOf, type Window } from '../../../src/engine/kernels/plainTraining.ts';
import type { TextStep, TrainingKernels } from '../../../src/engine/kernels/trainingKernels.ts';
import { newTrainingMemory, type TrainingMemory } from '../../../src/engine/kernels/trainingMemory.ts';
import { WasmTraining } from '../../../src/engine/kernels/wasmTraining.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { chooseBackend } from '../../../src/engine/tensor/backend.ts';
import { SENTENCE_END } from '../../../src/engine/text/tokens.ts';
import { lossAndGradients, type Batch, type Tf } from '../../../src/engine/training/loss.ts';
import { keepThresholds, noiseAliases } from '../../../src/engine/training/sampling.ts';

interface Shape {
  dims: number;
  window: number;
  negative: number;
  vocabulary: number;
}

const SHAPES: Shape[] = [
  { dims: 1, window: 1, negative: 1, vocabulary: 2 },
  { dims: 3, window: 2, negative: 4, vocabulary: 40 },
  { dims: 16, window: 5, negative: 5, vocabulary: 300 },
  { dims: 50, window: 3, negative: 5, vocabulary: 9 },
  { dims: 101, window: 8, negative: 13, vocabulary: 500 },
];
const ALGORITHMS = ['skip-gram', 'cbow'] as const;

function counts(vocabulary: number): Uint32Array {
  return Uint32Array.from({ length: vocabulary }, (_, row) => Math.ceil(1000 / (row + 1)));
}

/** A training with random tables, two of the same for the same shape. */
function training(shape: Shape, threads = 1): TrainingMemory {
  const memory = newTrainingMemory({ ...shape, threads });
  keepThresholds(counts(shape.vocabulary), 0.05, memory.keep);
  noiseAliases(counts(shape.vocabulary), memory.noise);
  const random = seededRandom(3);
  for (const { vectors } of [memory.embedding, memory.context]) {
    for (let i = 0; i < vectors.length; i++) vectors[i] = (random() - 0.5) / 2;
  }
  return memory;
}

/** Sentences of up to 30 words, Zipf-like. */
function text(vocabulary: number, length: number): Int32Array {
  const random = seededRandom(7);
  return Int32Array.from({ length }, () =>
    random() < 1 / 15 ? SENTENCE_END : Math.floor(vocabulary * random() ** 3),
  );
}

function wasm(memory: TrainingMemory, thread = 0): WasmTraining {
  const module = compiledKernels();
  assert.ok(module, 'this Node has relaxed SIMD');
  return new WasmTraining(module, memory, thread);
}

function run(kernels: TrainingKernels, ids: Int32Array, step: TextStep) {
  kernels.ids.set(ids);
  return kernels.train(ids.length, step);
}

function assertNear(a: Float32Array, b: Float32Array, tolerance: number): void {
  assert.equal(a.length, b.length);
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) <= tolerance, `${i}: ${value} and ${b[i]}`));
}

for (const algorithm of ALGORITHMS) {
  for (const shape of SHAPES) {
    const { dims, window, negative, vocabulary } = shape;
    const name = `${algorithm}, ${dims} dims, window ${window}, ${negative} of ${vocabulary}`;
    test(`WebAssembly trains as the plain loops do: ${name}`, () => {
      const [ours, theirs] = [training(shape), training(shape)];
      const ids = text(vocabulary, 400);
      const step = { algorithm, seed: 5, rate: 0.05, learns: true };
      const [a, b] = [run(wasm(ours), ids, step), run(new PlainTraining(theirs), ids, step)];
      assertNear(ours.embedding.vectors, theirs.embedding.vectors, 1e-5);
      assertNear(ours.context.vectors, theirs.context.vectors, 1e-5);
      assert.equal(a.pairs, b.pairs);
      assert.ok(Math.abs(a.loss - b.loss) < 1e-5 * b.loss, `${a.loss} and ${b.loss}`);
    });
  }

  test(`${algorithm}: a text that is only evaluated changes nothing, and has the same loss each time`, () => {
    const memory = training(SHAPES[2]);
    const before = memory.embedding.vectors.slice();
    const contextBefore = memory.context.vectors.slice();
    const step = { algorithm, seed: 8, rate: 0.05, learns: false };
    const ids = text(300, 500);
    const [first, second] = [run(wasm(memory), ids, step), run(wasm(memory), ids, step)];
    assert.deepEqual(first, second);
    assert.deepEqual(memory.embedding.vectors, before);
    assert.deepEqual(memory.context.vectors, contextBefore);
    const plain = run(new PlainTraining(memory), ids, step);
    assert.ok(Math.abs(first.loss - plain.loss) < 1e-5 * plain.loss);
  });
}

test('products far beyond what a sigmoid tells apart stay finite', () => {
  const shape = { dims: 8, window: 2, negative: 5, vocabulary: 20 };
  for (const algorithm of ALGORITHMS) {
    const memory = training(shape);
    memory.embedding.vectors.fill(30);
    memory.context.vectors.forEach((_, i, all) => (all[i] = i % 16 < 8 ? 30 : -30));
    const { loss } = run(wasm(memory), text(20, 60), { algorithm, seed: 1, rate: 0.01, learns: true });
    assert.ok(Number.isFinite(loss) && loss > 0);
    assert.ok(memory.embedding.vectors.every(Number.isFinite));
    assert.ok(memory.context.vectors.every(Number.isFinite));
  }
});

/** A window as a batch of TensorFlow's: skip-gram has a position for each input, CBOW one for all. */
function asBatch({ embedding, context, dims }: TrainingMemory, window: Window, algorithm: string): Batch {
  const { inputs, targets } = window;
  const rows = (vectors: Float32Array, which: number[]) =>
    Float32Array.from(which.flatMap((row) => [...vectors.subarray(row * dims, (row + 1) * dims)]));
  const [size, width] = algorithm === 'cbow' ? [1, inputs.length] : [inputs.length, 1];
  return {
    ...{ size, width, dims },
    targets: targets.length,
    inputRows: rows(embedding.vectors, inputs),
    inputWeights: new Float32Array(size * width).fill(1 / width),
    targetRows: rows(context.vectors, Array.from({ length: size }, () => targets).flat()),
  };
}

/** One step of gradient descent by TensorFlow's gradient. Returns the loss. */
function descend(tf: Tf, memory: TrainingMemory, window: Window, algorithm: string, rate: number): number {
  const batch = asBatch(memory, window, algorithm);
  const gradients = lossAndGradients(tf, batch);
  const subtract = (vectors: Float32Array, rows: number[], by: Float32Array) =>
    by.forEach((value, i) => {
      const row = rows[Math.floor(i / batch.dims) % rows.length];
      vectors[row * batch.dims + (i % batch.dims)] -= rate * value;
    });
  subtract(memory.embedding.vectors, window.inputs, gradients.inputs);
  subtract(memory.context.vectors, window.targets, gradients.targets);
  return gradients.loss;
}

for (const algorithm of ALGORITHMS) {
  test(`${algorithm}: a window’s change is TensorFlow’s automatic gradient, to 1e-5`, async () => {
    const { tf } = await chooseBackend();
    const shape = { dims: 22, window: 3, negative: 5, vocabulary: 50 };
    const [ours, theirs] = [training(shape), training(shape)];
    // Six windows, one after the other; no word stands twice in one.
    const ids = Int32Array.from([3, 11, SENTENCE_END, 20, 31, 5, 44]);
    const rate = 1;
    let loss = 0;
    for (const window of windowsOf(theirs, ids, 2)) loss += descend(tf, theirs, window, algorithm, rate);
    const step = { algorithm, seed: 2, rate, learns: true };
    assert.ok(Math.abs(run(wasm(ours), ids, step).loss - loss) < 1e-4);
    assertNear(ours.embedding.vectors, theirs.embedding.vectors, 1e-5);
    assertNear(ours.context.vectors, theirs.context.vectors, 1e-5);
    assert.notDeepEqual(theirs.embedding.vectors, training(shape).embedding.vectors);
  });
}

test('threads have places of their own', () => {
  const memory = training(SHAPES[2], 2);
  const [first, second] = [wasm(memory, 0), wasm(memory, 1)];
  first.ids.fill(1);
  second.ids.fill(2);
  assert.ok(first.ids.every((id) => id === 1));
  const step = { algorithm: 'cbow', seed: 1, rate: 0.1, learns: true } as const;
  assert.ok(second.train(100, step).pairs > 0);
  assert.ok(first.ids.every((id) => id === 1));
});

test('beyond 4 GiB, the tables lie in plain memory', () => {
  const memory = newTrainingMemory({ ...SHAPES[0], vocabulary: 600_000_000, threads: 1 });
  assert.equal(memory.memory, undefined);
});

test('the alias tables give the unigram distribution to the power 3/4', () => {
  const of = Uint32Array.from([1000, 400, 80, 80, 3, 1]);
  const out = new Uint32Array(12);
  noiseAliases(of, out);
  const chances = new Float64Array(6);
  for (let row = 0; row < 6; row++) {
    const own = (out[2 * row] + 1) / 2 ** 32;
    chances[row] += own / 6;
    chances[out[2 * row + 1]] += (1 - own) / 6;
  }
  const weights = [...of].map((count) => count ** 0.75);
  const sum = weights.reduce((a, b) => a + b);
  chances.forEach((chance, row) => assert.ok(Math.abs(chance - weights[row] / sum) < 1e-6));
});

test('subsampling keeps √(t/f) + t/f of a frequent word, and every rare one', () => {
  const out = new Uint32Array(3);
  keepThresholds(Uint32Array.from([9000, 990, 10]), 0.01, out);
  const expected = [Math.sqrt(0.01 / 0.9) + 0.01 / 0.9, Math.sqrt(0.01 / 0.099) + 0.01 / 0.099, 1];
  out.forEach((value, i) => assert.ok(Math.abs(value / 2 ** 32 - expected[i]) < 1e-6));
  keepThresholds(Uint32Array.from([9, 1]), 0, out);
  assert.deepEqual([...out.slice(0, 2)], [2 ** 32 - 1, 2 ** 32 - 1]);
});
