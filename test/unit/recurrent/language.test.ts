import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { DEFAULT_LANGUAGE } from '../../../src/common/trainingDefaults.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { Vocabulary } from '../../../src/engine/embeddings/vocabulary.ts';
import { Cancelled, UserFault } from '../../../src/engine/faults.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { adamStep, clip } from '../../../src/engine/recurrent/language/adam.ts';
import { Batches, dropoutMasks } from '../../../src/engine/recurrent/language/batches.ts';
import { KernelDifferentiator } from '../../../src/engine/recurrent/language/byKernels.ts';
import { TensorFlowDifferentiator } from '../../../src/engine/recurrent/language/byTensorFlow.ts';
import type { LanguageBatch, StreamStates } from '../../../src/engine/recurrent/language/differentiator.ts';
import {
  COUNTER,
  initialState,
  parametersOf,
  type LanguageShape,
} from '../../../src/engine/recurrent/language/model.ts';
import { readText } from '../../../src/engine/recurrent/language/text.ts';
import { sampleText } from '../../../src/engine/recurrent/language/sample.ts';
import { saveLanguage } from '../../../src/engine/recurrent/files/save.ts';
import { runLanguageTraining, type LanguageRun } from '../../../src/engine/recurrent/language/training.ts';
import { chooseBackend } from '../../../src/engine/tensor/backend.ts';
import type { TrainingProgress } from '../../../src/protocol/engine.ts';
import type { LanguageParams } from '../../../src/protocol/recurrent.ts';
import { temporaryFolder } from '../formats/files.ts';
import { unstopped } from '../support.ts';
import { numbers } from './networks.ts';

const folder = temporaryFolder();
const random = seededRandom(4);
const { tf } = await chooseBackend();

function randomBatch({ vocabulary }: LanguageShape, steps: number, streams: number): LanguageBatch {
  const rows = () => Int32Array.from({ length: steps * streams }, () => Math.floor(random() * vocabulary));
  return { steps, streams, inputs: rows(), targets: rows() };
}

function randomStreams({ layers, hiddenSize }: LanguageShape, streams: number): StreamStates {
  const states = (seed: number) =>
    Array.from({ length: layers }, (_, i) => numbers(streams * hiddenSize, seed + i));
  return { h: states(30), c: states(40) };
}

for (const kind of ['rnn_tanh', 'rnn_relu', 'lstm', 'gru'] as const) {
  for (const layers of [1, 2]) {
    test(`${kind}, ${layers} layers: our gradients are those of TensorFlow.js`, () => {
      const shape = { kind, vocabulary: 23, embeddingSize: 5, hiddenSize: 7, layers };
      const length = parametersOf(shape).at(-1)?.to ?? 0;
      const values = numbers(length, 50).map((value) => value / 2);
      const batch = randomBatch(shape, 4, 3);
      if (layers > 1) batch.masks = dropoutMasks(shape, batch, 0.3, random);
      const [ours, theirs] = [new KernelDifferentiator(shape), new TensorFlowDifferentiator(tf, shape)];
      const [a, b] = [new Float32Array(length), new Float32Array(length)];
      const [states, theirStates] = [randomStreams(shape, 3), randomStreams(shape, 3)];
      const loss = ours.loss(values, batch, states, a);
      assert.ok(Math.abs(loss - theirs.loss(values, batch, theirStates, b)) < 1e-4);
      a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 1e-6, `${i}: ${value}, not ${b[i]}`));
      assert.ok(
        b.some((value) => Math.abs(value) > 0.05),
        'there is something to compare',
      );
      states.h
        .flat()
        .forEach((h, layer) =>
          h.forEach((value, i) => assert.ok(Math.abs(value - theirStates.h[layer][i]) < 1e-5)),
        );
      const [again, theirAgain] = [randomStreams(shape, 3), randomStreams(shape, 3)];
      assert.ok(Math.abs(ours.loss(values, batch, again) - loss) < 1e-5, 'without gradients, the same loss');
      assert.ok(Math.abs(theirs.loss(values, batch, theirAgain) - loss) < 1e-4);
    });
  }
}

test('more tokens than a block of the softmax, and no multiple of four of them', () => {
  const shape: LanguageShape = { kind: 'lstm', vocabulary: 9, embeddingSize: 4, hiddenSize: 4, layers: 1 };
  const length = parametersOf(shape).at(-1)?.to ?? 0;
  const values = numbers(length, 51);
  const batch = randomBatch(shape, 29, 9);
  const [a, b] = [new Float32Array(length), new Float32Array(length)];
  const kernels = new KernelDifferentiator(shape);
  // Twice, so that what stood behind a short block is seen where it is not cleared.
  for (let i = 0; i < 2; i++) kernels.loss(values, batch, randomStreams(shape, 9), a);
  new TensorFlowDifferentiator(tf, shape).loss(values, batch, randomStreams(shape, 9), b);
  a.forEach((value, i) => assert.ok(Math.abs(value - b[i]) < 1e-6, `${i}: ${value}, not ${b[i]}`));
});

test('streams are read side by side, and what one batch leaves off the next begins with', () => {
  const ids = Int32Array.from({ length: 23 }, (_, i) => i);
  const batches = new Batches(ids, 2, 4);
  // Two streams of 11: 0 … 10 and 11 … 21.
  assert.deepEqual([batches.streams, batches.tokens], [2, 20]);
  const all = [...batches];
  assert.deepEqual(
    all.map(({ steps }) => steps),
    [4, 4, 2],
  );
  assert.deepEqual([...all[0].inputs], [0, 11, 1, 12, 2, 13, 3, 14]);
  assert.deepEqual([...all[0].targets], [1, 12, 2, 13, 3, 14, 4, 15]);
  assert.deepEqual([...all[2].inputs], [8, 19, 9, 20]);
  assert.deepEqual([...all[2].targets], [9, 20, 10, 21]);
  assert.equal(new Batches(ids.subarray(0, 5), 20, 4).streams, 2);
});

test('dropout leaves its share out, and makes up for it', () => {
  const shape: LanguageShape = { kind: 'gru', vocabulary: 9, embeddingSize: 30, hiddenSize: 20, layers: 2 };
  const batch = randomBatch(shape, 20, 10);
  const masks = dropoutMasks(shape, batch, 0.25, seededRandom(1));
  assert.deepEqual(
    masks.map(({ length }) => length),
    [6000, 4000, 4000],
  );
  for (const mask of masks) {
    assert.ok(mask.every((value) => value === 0 || value === Math.fround(1 / 0.75)));
    const left = mask.filter((value) => value === 0).length / mask.length;
    assert.ok(Math.abs(left - 0.25) < 0.03, String(left));
  }
});

test('Adam’s first steps are as its authors have them', () => {
  const words = Vocabulary.of(['a', 'b']).buffers;
  const state = initialState(words, { ...DEFAULT_LANGUAGE, layers: 0 }, 2, { unknown: 0, begin: -1 }, random);
  const before = state.values.slice();
  const gradient = (step: number) => state.values.map((_, i) => (i % 3) - 1 + step * 0.5);
  let [m, v] = [0, 0];
  let expected = before[5];
  for (let step = 1; step <= 3; step++) {
    const g = gradient(step)[5];
    adamStep(state, gradient(step), 0.01);
    m = 0.9 * m + 0.1 * g;
    v = 0.999 * v + 0.001 * g * g;
    expected -= (0.01 * (m / (1 - 0.9 ** step))) / (Math.sqrt(v / (1 - 0.999 ** step)) + 1e-8);
    assert.ok(Math.abs(state.values[5] - expected) < 1e-6);
  }
});

test('gradients that are too long are shortened, others are not touched', () => {
  const long = Float32Array.of(3, 0, -4);
  clip(long, 1);
  long.forEach((value, i) => assert.ok(Math.abs(value - [0.6, 0, -0.8][i]) < 1e-6));
  const short = Float32Array.of(0.3, -0.4);
  clip(short, 1);
  assert.deepEqual(short, Float32Array.of(0.3, -0.4));
});

const TEXT = { minCount: 1, mostTokens: 100, validation: 0 };
const wordsOf = ({ words }: { words: Vocabulary['buffers'] }) => {
  const vocabulary = new Vocabulary(words);
  return Array.from({ length: vocabulary.size }, (_, row) => vocabulary.word(row));
};

test('a text by words: sentences end, rare words become the unknown one', async () => {
  const corpus = { paths: [], texts: [`${'The cat sat. The dog sat. '.repeat(4)}A bird flew.`] };
  const text = await readText(corpus, { ...TEXT, tokeniser: 'words', minCount: 2 });
  assert.deepEqual(wordsOf(text), ['<eos>', 'the', 'sat', 'cat', 'dog', '<unk>']);
  assert.deepEqual([...text.training.subarray(0, 8)], [1, 3, 2, 0, 1, 4, 2, 0]);
  assert.deepEqual([...text.training.subarray(-4)], [5, 5, 5, 0]);
  assert.deepEqual([text.unknown, text.begin], [5, 0]);
});

test('a text by spaces keeps its own marks, one sentence a line', async () => {
  const text = await readText(
    { paths: [], texts: ['a <unk> B\n b a a\n'.repeat(3)] },
    { ...TEXT, tokeniser: 'whitespace' },
  );
  assert.deepEqual(wordsOf(text), ['a', '<eos>', '<unk>', 'B', 'b']);
  assert.deepEqual([...text.training.subarray(0, 8)], [0, 2, 3, 1, 4, 0, 0, 1]);
});

test('a text by characters, surrogate pairs whole', async () => {
  const text = await readText(
    { paths: [], texts: ['ab 😀\n'.repeat(6)] },
    { ...TEXT, tokeniser: 'characters' },
  );
  assert.deepEqual(wordsOf(text), ['a', 'b', ' ', '😀', '\n', '<unk>']);
  assert.deepEqual([text.begin, text.unknown], [4, 5]);
});

test('the end of the text is kept for perplexity, and its new words are unknown', async () => {
  const corpus = { paths: [], texts: [`${'a b '.repeat(18)}c d c d`] };
  const text = await readText(corpus, { ...TEXT, tokeniser: 'whitespace', validation: 0.1 });
  assert.deepEqual([text.training.length, text.validation.length], [37, 4]);
  assert.deepEqual(wordsOf(text), ['a', 'b', 'c', '<unk>']);
  // d, c, d, and the end of the sentence, which the beginning has not.
  assert.deepEqual([...text.validation], [3, 2, 3, 3]);
  assert.equal(text.begin, -1);
});

/** Sentences whose every next word is certain but for the first: a lowest perplexity that is known. */
function grammar(sentences: number): string {
  const ways = [
    ['red', 'apples', 'fall', 'down'],
    ['blue', 'birds', 'fly', 'up'],
    ['old', 'men', 'walk', 'slowly'],
    ['new', 'cars', 'drive', 'fast'],
  ];
  return Array.from({ length: sentences }, () => `${ways[Math.floor(random() * 4)].join(' ')}\n`).join('');
}

const CORPUS = { paths: [], texts: [grammar(300)] };
const PARAMS: LanguageParams = {
  ...DEFAULT_LANGUAGE,
  tokeniser: 'whitespace',
  embeddingSize: 8,
  hiddenSize: 16,
  epochs: 12,
  steps: 10,
  batch: 8,
  learningRate: 0.02,
  dropout: 0,
};

const train = (params = PARAMS, more: object = {}) =>
  runLanguageTraining(
    { corpus: CORPUS, params, from: undefined, tfjsNodePath: undefined, ...more },
    unstopped(),
  );

for (const kind of ['rnn_tanh', 'lstm', 'gru'] as const) {
  test(`${kind} learns a grammar to the perplexity that it has`, async () => {
    const { state, completed, last } = await train({ ...PARAMS, kind });
    assert.equal(completed, true);
    // One of four words begins a sentence of five tokens, the rest is certain.
    const lowest = 4 ** (1 / 5);
    const perplexity = state.counters[2];
    assert.ok(perplexity < 1.1 * lowest, `${perplexity}, not ${lowest}`);
    assert.equal(last?.heldOutLoss, Math.log(perplexity));
    assert.deepEqual([last.epoch, last.epochs, last.fraction], [12, 12, 1]);
  });
}

test('the same seed gives the same model bit for bit, another seed another', async () => {
  const params = { ...PARAMS, epochs: 2, dropout: 0.2 };
  const [a, b, c] = [await train(params), await train(params), await train({ ...params, seed: 2 })];
  assert.deepEqual(a.state.values, b.state.values);
  assert.notDeepEqual(a.state.values, c.state.values);
});

test('what goes on after some epochs is what had never stopped', async () => {
  const params = { ...PARAMS, dropout: 0.2 };
  const whole = await train({ ...params, epochs: 4 });
  const first = await train({ ...params, epochs: 2 });
  const path = join(folder, 'first.safetensors');
  await saveLanguage(first.state, path);
  const second = await train({ ...params, epochs: 2 }, { from: { path, isCheckpoint: false } });
  assert.deepEqual(second.state.values, whole.state.values);
  const known = [COUNTER.epochs, COUNTER.perplexity, COUNTER.steps, COUNTER.fall];
  for (const place of known) assert.equal(second.state.counters[place], whole.state.counters[place]);
  assert.equal(second.state.counters[COUNTER.before], 2);
});

test('what goes on from a checkpoint in the middle of an epoch is what had never stopped', async () => {
  const params = { ...PARAMS, dropout: 0.2, epochs: 40 };
  const whole = await train(params);
  const path = join(folder, 'middle.safetensors');
  const controller = new AbortController();
  const stopped = await runLanguageTraining(
    { corpus: CORPUS, params, from: undefined, tfjsNodePath: undefined },
    { signal: controller.signal, report: ({ fraction }) => fraction > 0.02 && controller.abort() },
  );
  assert.equal(stopped.completed, false);
  assert.ok(stopped.state.counters[COUNTER.steps] > 0);
  await saveLanguage(stopped.state, path);
  const onward = await train(params, { from: { path, isCheckpoint: true } });
  assert.equal(onward.completed, true);
  assert.deepEqual(onward.state.values, whole.state.values);
  assert.deepEqual([...onward.state.counters], [...whole.state.counters]);
});

test('a training pauses, is saved meanwhile, and goes on', async () => {
  let run: LanguageRun | undefined;
  let reports = 0;
  const controller = new AbortController();
  const ended = runLanguageTraining(
    { corpus: CORPUS, params: { ...PARAMS, epochs: 100_000 }, from: undefined, tfjsNodePath: undefined },
    { signal: controller.signal, report: () => reports++, onStart: (started) => (run = started) },
  );
  while (reports < 2) await setTimeout(5);
  assert.ok(run);
  run.pause();
  const path = join(folder, 'paused.safetensors');
  await run.save(path);
  const steps = run.state.counters[COUNTER.steps];
  const seen = reports;
  await setTimeout(50);
  assert.equal(run.state.counters[COUNTER.steps], steps, 'a paused training takes no step');
  run.resume();
  while (reports <= seen + 1) await setTimeout(5);
  assert.ok(run.state.counters[COUNTER.steps] > steps);
  controller.abort();
  assert.equal((await ended).completed, false);
});

test('a text is counted, and the time of a training on it told', async () => {
  const engine = createEngine();
  const request = { corpus: CORPUS, params: PARAMS, frequent: 3 };
  const { words, known, different, vocabulary, frequent, epochs, seconds } = await engine['network/count'](
    request,
    unstopped(),
  );
  assert.deepEqual([words, known, different, vocabulary, epochs], [1500, 1500, 17, 18, 12]);
  assert.deepEqual(frequent[0], { word: '<eos>', count: 300 });
  assert.ok(seconds !== undefined && seconds > 0);
});

test('what a model writes is what its text could hold', async () => {
  const { state } = await train();
  const text = sampleText(state, 60, 1);
  assert.equal(sampleText(state, 60, 1), text);
  const lines = text.split('\n');
  const known = new Set(CORPUS.texts[0].trim().split('\n'));
  const right = lines.slice(0, -1).filter((line) => known.has(line)).length;
  assert.ok(right > 0.7 * (lines.length - 1), text);
});

test('stopped, what was learned stays', async () => {
  const controller = new AbortController();
  const { state, completed, last } = await runLanguageTraining(
    { corpus: CORPUS, params: { ...PARAMS, epochs: 100_000 }, from: undefined, tfjsNodePath: undefined },
    { signal: controller.signal, report: ({ epoch }) => epoch > 2 && controller.abort() },
  );
  assert.equal(completed, false);
  assert.ok(last && last.fraction < 1);
  assert.ok(state.counters[0] > 20 && state.counters[1] >= 2);
});

test('stopped before the first step, there is nothing to keep', async () => {
  const stopped = runLanguageTraining(
    { corpus: CORPUS, params: PARAMS, from: undefined, tfjsNodePath: undefined },
    { signal: AbortSignal.abort(), report: () => undefined },
  );
  await assert.rejects(stopped, Cancelled);
});

test('a text that is too short is refused', async () => {
  const refused = train(PARAMS, { corpus: { paths: [], texts: ['one two three'] } });
  await assert.rejects(refused, {
    name: UserFault.name,
    message: 'The text is too short to train a language model on.',
  });
});

test('through the engine: trained, traced with its surprise, saved, opened, trained on', async () => {
  const engine = createEngine();
  const reports: TrainingProgress[] = [];
  const following = unstopped((progress: TrainingProgress) => void reports.push(progress));
  const request = { id: 'lm', setId: 'words', name: 'grammar', corpus: CORPUS, params: PARAMS };
  const { network, info, completed } = await engine['network/train'](request, following);
  assert.ok(completed && reports.length > 0);
  assert.deepEqual([info.dims, info.words, info.name], [8, 18, 'grammar']);
  assert.deepEqual(
    [network.kind, network.inputSize, network.hiddenSize, network.language?.setId],
    ['lstm', 8, 16, 'words'],
  );
  assert.deepEqual([network.language?.vocabulary, network.language?.epochs], [18, 12]);

  const params = { setId: 'words', networkId: 'lm', text: 'red apples fly zzz', hiddenSize: 1, seed: 1 };
  const trace = await engine['trace/run'](params, unstopped());
  assert.deepEqual(
    trace.tokens.map(({ word }) => word),
    ['red', 'apples', 'fly', '<unk>'],
  );
  assert.deepEqual(
    trace.tokens.map(({ isKnown }) => isKnown),
    [true, true, true, false],
  );
  const { surprise, next, perplexity } =
    trace.language ?? assert.fail('a language model says what it thinks');
  // One of four, and then what is certain, and what cannot be.
  assert.ok(Math.abs(surprise[0] - 2) < 0.5, String(surprise[0]));
  assert.ok(surprise[1] < 0.2 && surprise[2] > 3, [...surprise].join(' '));
  assert.equal(next[0][0].word, 'apples');
  assert.equal(next[1][0].word, 'fall');
  assert.ok(next[1][0].probability > 0.9 && next[1].length === 10);
  assert.ok(Math.abs(Math.log2(perplexity) - surprise.reduce((a, b) => a + b) / 4) < 1e-5);
  const certain = -Math.log2(next[0].find(({ word }) => word === 'apples')?.probability ?? 0);
  assert.ok(Math.abs(certain - surprise[1]) < 1e-4, 'surprise is −log₂ of the probability');

  const path = join(folder, 'grammar.safetensors');
  await engine['network/save']({ id: 'lm', path }, unstopped());
  const read = await engine['network/open']({ id: 'again', setId: 'words2', path }, unstopped());
  assert.ok('network' in read);
  assert.deepEqual({ ...read.network.language, setId: '' }, { ...network.language, setId: '' });
  assert.equal(read.info?.words, 18);
  const second = await engine['trace/run']({ ...params, networkId: 'again', setId: 'words2' }, unstopped());
  assert.deepEqual(second.hidden, trace.hidden);
  assert.deepEqual(second.language, trace.language);

  const from = { path, isCheckpoint: false };
  const more = { ...request, id: 'more', setId: 'words3', from, params: { ...PARAMS, epochs: 1 } };
  const onward = await engine['network/train'](more, unstopped());
  assert.equal(onward.network.language?.epochs, 13);
  for (const id of ['words', 'words2', 'words3']) await engine['sets/close']({ id }, unstopped());
  await engine['network/close']({ id: 'lm' }, unstopped());
  await assert.rejects(async () => engine['network/save']({ id: 'lm', path }, unstopped()), {
    message: 'This network is not open any more.',
  });
});

test('a language model without a measured perplexity is saved and opened too', async () => {
  const engine = createEngine();
  const file = join(folder, 'corpus.txt');
  await writeFile(file, 'abab\n'.repeat(40));
  const params = { ...PARAMS, tokeniser: 'characters' as const, epochs: 1, validation: 0 };
  const request = { id: 'c', setId: 's', name: 'c', corpus: { paths: [file], texts: [] }, params };
  const { network } = await engine['network/train'](request, unstopped());
  assert.equal(network.language?.perplexity, undefined);
  const path = join(folder, 'characters.safetensors');
  await engine['network/save']({ id: 'c', path }, unstopped());
  const read = await engine['network/open']({ id: 'd', path }, unstopped());
  assert.ok('network' in read && read.network.language?.perplexity === undefined);
  const trace = await engine['trace/run'](
    { setId: 'd', networkId: 'd', text: 'ab\n', hiddenSize: 1, seed: 1 },
    unstopped(),
  );
  assert.deepEqual(
    trace.tokens.map(({ word, start }) => [word, start]),
    [
      ['a', 0],
      ['b', 1],
      ['\n', 2],
    ],
  );
  for (const id of ['s', 'd']) await engine['sets/close']({ id }, unstopped());
});
