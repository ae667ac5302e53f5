import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TRAINING } from '../../../src/common/trainingDefaults.ts';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../../../src/engine/faults.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { chooseBackend } from '../../../src/engine/tensor/backend.ts';
import { lossAndGradients, type Batch } from '../../../src/engine/training/loss.ts';
import { runTraining } from '../../../src/engine/training/training.ts';
import type { TrainingParams, TrainingProgress } from '../../../src/protocol/engine.ts';
import { unstopped } from '../support.ts';

const random = seededRandom(9);
const numbers = (length: number) => Float32Array.from({ length }, () => random() - 0.5);

/** A batch of random rows; each position has 1 … width inputs. */
function randomBatch(size: number, width: number, targets: number, dims: number): Batch {
  const inputWeights = new Float32Array(size * width);
  for (let i = 0; i < size; i++) {
    const count = 1 + (i % width);
    inputWeights.fill(1 / count, i * width, i * width + count);
  }
  const inputRows = numbers(size * width * dims);
  return { size, width, targets, dims, inputWeights, inputRows, targetRows: numbers(size * targets * dims) };
}

/** Loss and gradients by the formulas: ∂/∂c_j = (σ(h·c_j) − [j = 0]) h, ∂/∂h = Σ_j (σ(h·c_j) − [j = 0]) c_j. */
function byHand({ size, width, targets, dims, inputRows, inputWeights, targetRows }: Batch) {
  const inputs = new Float64Array(inputRows.length);
  const targetGradients = new Float64Array(targetRows.length);
  let loss = 0;
  for (let i = 0; i < size; i++) {
    const hidden = new Float64Array(dims);
    for (let w = 0; w < width; w++) {
      for (let d = 0; d < dims; d++)
        hidden[d] += inputWeights[i * width + w] * inputRows[(i * width + w) * dims + d];
    }
    const back = new Float64Array(dims);
    for (let j = 0; j < targets; j++) {
      const at = (i * targets + j) * dims;
      const product = hidden.reduce((sum, value, d) => sum + value * targetRows[at + d], 0);
      loss += Math.log1p(Math.exp(j === 0 ? -product : product));
      const error = 1 / (1 + Math.exp(-product)) - (j === 0 ? 1 : 0);
      for (let d = 0; d < dims; d++) {
        targetGradients[at + d] = error * hidden[d];
        back[d] += error * targetRows[at + d];
      }
    }
    for (let w = 0; w < width; w++) {
      for (let d = 0; d < dims; d++)
        inputs[(i * width + w) * dims + d] = inputWeights[i * width + w] * back[d];
    }
  }
  return { loss, inputs, targets: targetGradients };
}

for (const [algorithm, width] of [
  ['skip-gram', 1],
  ['CBOW', 4],
] as const) {
  test(`${algorithm}: the automatic gradient equals the one by hand to 1e-5`, async () => {
    const { tf } = await chooseBackend();
    const batch = randomBatch(7, width, 6, 11);
    const ours = lossAndGradients(tf, batch);
    const expected = byHand(batch);
    assert.ok(Math.abs(ours.loss - expected.loss) < 1e-4);
    ours.inputs.forEach((value, i) => assert.ok(Math.abs(value - expected.inputs[i]) < 1e-5));
    ours.targets.forEach((value, i) => assert.ok(Math.abs(value - expected.targets[i]) < 1e-5));
  });
}

/** Two topics whose words never meet: animals that eat, and stars that shine. */
function twoTopics(): string {
  const choose = (words: string[]) => words[Math.floor(random() * words.length)];
  const animals = ['dog', 'cat', 'horse', 'cow'];
  const stars = ['sun', 'moon', 'comet', 'planet'];
  return Array.from({ length: 600 }, (_, i) =>
    i % 2
      ? `${choose(animals)} ${choose(['eats', 'drinks'])} ${choose(['grass', 'milk'])}.`
      : `${choose(stars)} ${choose(['shines', 'glows'])} ${choose(['brightly', 'faintly'])}.`,
  ).join(' ');
}

const CORPUS = { paths: [], texts: [twoTopics()] };
const PARAMS: TrainingParams = { ...DEFAULT_TRAINING, dims: 12, epochs: 12, sample: 0 };

const train = (params = PARAMS, corpus = CORPUS) =>
  runTraining({ corpus, params, tfjsNodePath: undefined }, unstopped());

for (const algorithm of ['skip-gram', 'cbow'] as const) {
  test(`${algorithm} parts two topics`, async () => {
    const epochs = algorithm === 'cbow' ? 60 : 30;
    const { set, completed, last } = await train({ ...PARAMS, algorithm, epochs });
    assert.equal(completed, true);
    assert.equal(last?.epoch, epochs);
    const cosine = (a: string, b: string) => set.similarity(set.vocabulary.find(a), set.vocabulary.find(b));
    assert.ok(cosine('dog', 'cat') > 0.5, `dog–cat ${cosine('dog', 'cat')}`);
    assert.ok(cosine('dog', 'cat') > cosine('dog', 'moon') + 0.3, `dog–moon ${cosine('dog', 'moon')}`);
  });
}

test('the same seed gives the same vectors bit for bit, another seed others', async () => {
  const [a, b, c] = [await train(), await train(), await train({ ...PARAMS, seed: 2 })];
  assert.deepEqual(a.set.vectors, b.set.vectors);
  assert.notDeepEqual(a.set.vectors, c.set.vectors);
});

test('the loss falls, and the report counts words and epochs', async () => {
  const reports: TrainingProgress[] = [];
  const corpus = { paths: [], texts: [`${twoTopics()} `.repeat(30)] };
  await runTraining(
    { corpus, params: { ...PARAMS, epochs: 3 }, tfjsNodePath: undefined },
    unstopped((progress) => reports.push(progress)),
  );
  assert.ok(reports.length >= 2);
  assert.ok(reports.at(-1).loss < reports[0].loss, `${reports[0].loss} → ${reports.at(-1)?.loss}`);
  assert.equal(reports.at(-1)?.fraction, 1);
  assert.equal(reports.at(-1)?.vocabulary, 16);
  assert.ok(reports.every(({ wordsPerSecond }) => wordsPerSecond > 0));
});

test('stopped, what was learned stays', async () => {
  const controller = new AbortController();
  const { set, completed, last } = await runTraining(
    { corpus: CORPUS, params: { ...PARAMS, epochs: 100_000 }, tfjsNodePath: undefined },
    { signal: controller.signal, report: ({ fraction }) => fraction > 0.001 && controller.abort() },
  );
  assert.equal(completed, false);
  assert.ok(last && last.fraction < 1);
  assert.ok(set instanceof EmbeddingSet);
  assert.ok(
    set.vectors.some((value) => Math.abs(value) > 0.1),
    'vectors have moved from where they began',
  );
});

test('stopped before the first step, there is nothing to keep', async () => {
  const signal = AbortSignal.abort();
  const run = runTraining(
    { corpus: CORPUS, params: PARAMS, tfjsNodePath: undefined },
    { signal, report: () => undefined },
  );
  await assert.rejects(run, Cancelled);
});

test('a short text is read more often where the epochs are left to us', async () => {
  const { last } = await train({ ...PARAMS, epochs: 0 });
  assert.equal(last?.epochs, 100);
});

test('a text that will not do is refused with one sentence', async () => {
  await assert.rejects(train(PARAMS, { paths: [], texts: ['… !!'] }), {
    name: UserFault.name,
    message: 'The text holds no words to train on.',
  });
  await assert.rejects(train({ ...PARAMS, minCount: 3 }, { paths: [], texts: ['one two two three'] }), {
    message:
      'The text is too short to train on: fewer than 2 of its words reach the minimum count of 3. Different words: 3.',
  });
});
