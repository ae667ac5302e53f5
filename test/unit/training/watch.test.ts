import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { DEFAULT_TRAINING } from '../../../src/common/trainingDefaults.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { moveByForces, weightsOf } from '../../../src/engine/training/watch/forces.ts';
import { FormingMap } from '../../../src/engine/training/watch/formingMap.ts';
import { sampleOf } from '../../../src/engine/training/watch/sample.ts';
import { Snapshot } from '../../../src/engine/training/watch/snapshot.ts';
import { readCorpus } from '../../../src/engine/text/corpus.ts';
import { SENTENCE_END } from '../../../src/engine/text/tokens.ts';
import type { TrainingParams } from '../../../src/protocol/engine.ts';
import { unstopped } from '../support.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'))));
after(() => rm(folder, { recursive: true }));

/** Two topics that never meet, and words that are everywhere. */
function topics(sentences: number): string {
  const random = seededRandom(5);
  const oneOf = (words: string[]) => words[Math.floor(words.length * random())];
  const sides = ['red', 'blue'].map((side) => Array.from({ length: 12 }, (_, i) => `${side}${i}`));
  return Array.from({ length: sentences }, (_, i) => {
    const topic = sides[Math.floor(i / 100) % 2];
    return Array.from({ length: 8 }, (_, at) => (at % 2 ? oneOf(['the', 'of', 'and']) : oneOf(topic))).join(
      ' ',
    );
  }).join('\n');
}

const PARAMS: TrainingParams = {
  ...DEFAULT_TRAINING,
  ...{ dims: 16, epochs: 8, threads: 1, minCount: 1, tokeniser: 'whitespace', sample: 0 },
};
const CORPUS = { paths: [], texts: [topics(3000)] };

async function trained(params: Partial<TrainingParams> = {}): Promise<Engine> {
  const engine = createEngine();
  const input = { id: 'a', name: 'topics', corpus: CORPUS, params: { ...PARAMS, ...params } };
  await engine['training/run'](input, unstopped());
  return engine;
}

test('words with a meaning of their own are told from those that are everywhere; the text is sampled', () => {
  const corpus = readCorpus(CORPUS, PARAMS);
  const { ids, content } = sampleOf(corpus);
  const words = Array.from(content, (row) => corpus.vocabulary.word(row));
  assert.ok(words.length >= 10, words.join());
  assert.ok(
    words.every((word) => /^(red|blue)\d+$/.test(word)),
    words.join(),
  );
  const sentence = Array.from(ids.subarray(0, ids.indexOf(SENTENCE_END)), (id) => corpus.vocabulary.word(id));
  assert.ok(CORPUS.texts[0].includes(sentence.join(' ')), sentence.join(' '));
  assert.ok(ids.length > 1000);
});

test('neighbours draw each other near, and points without any stay where they are driven', () => {
  const positions = Float32Array.of(0, 0, 6, 0, 50, 50);
  const attraction = { count: 1, neighbours: Int32Array.of(1, 0, -1), weights: Float32Array.of(1, 1, 1) };
  const random = seededRandom(1);
  for (let epoch = 0; epoch < 200; epoch++) moveByForces(positions, attraction, 0.3, random);
  const [x, y, otherX, otherY] = positions;
  assert.ok(Math.hypot(x - otherX, y - otherY) < 3, positions.join());
  assert.deepEqual([...positions.subarray(4)], [50, 50]);
  const weights = [...weightsOf(Float32Array.of(0.9, 0.7, 0.5))];
  assert.ok(weights[0] === 1 && weights[1] > weights[2], weights.join());
  assert.deepEqual([...weightsOf(Float32Array.of(0.5, 0.5))], [1, 1]);
});

/** Points on either side: rows of even number near one axis, of odd number near another. */
function twoSides(rows: number, dims: number): Float32Array {
  const random = seededRandom(2);
  return Float32Array.from({ length: rows * dims }, (_, i) => {
    const [row, d] = [Math.floor(i / dims), i % dims];
    return (d === row % 2 ? 1 : 0) + 0.2 * (random() - 0.5);
  });
}

test('each look moves the map a little from where it was, until vectors that stand still have come to rest', () => {
  const rows = 60;
  const snapshot = new Snapshot({ vectors: twoSides(rows, 8), dims: 8 }, rows);
  const map = new FormingMap(snapshot, rows);
  snapshot.take();
  const jumps: number[] = [];
  for (let looks = 0; !map.isSettled; looks++) {
    assert.ok(looks < 200, 'it comes to rest');
    const before = map.positions.slice();
    map.move(looks >= 40, Infinity);
    jumps.push(Math.max(...map.positions.map((value, i) => Math.abs(value - before[i]))));
  }
  const size = Math.max(...map.positions) - Math.min(...map.positions);
  const settling = jumps.slice(20);
  assert.ok(
    settling.every((jump) => jump < size / 3),
    `${Math.max(...settling)} of ${size}`,
  );
  assert.ok(jumps[jumps.length - 1] < size / 30);
  // The middle of each side's points lies apart from the other's, by more than these lie apart among themselves.
  const middle = (side: number) =>
    [0, 1].map((axis) => {
      const values = map.positions.filter((_, i) => i % 2 === axis && (i >> 1) % 2 === side);
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    });
  const [a, b] = [middle(0), middle(1)];
  const spread = map.positions.reduce(
    (sum, value, i) => sum + Math.abs(value - [a, b][(i >> 1) % 2][i % 2]) / map.positions.length,
    0,
  );
  assert.ok(Math.hypot(a[0] - b[0], a[1] - b[1]) > 2 * spread, `${a.join()} ${b.join()} ${spread}`);
});

test('a training is watched by its id: words, map, nearest words', async () => {
  const engine = await trained();
  const { words, content } = await engine['training/words']({ id: 'a', rows: 5 }, unstopped());
  assert.equal(words.offsets.length, 6);
  const ask = { id: 'a', rows: 27, watched: ['red1', 'BLUE2', 'nowhere'], count: 4 };
  const view = await engine['training/watch'](ask, unstopped());
  assert.equal(view.positions.length, 54);
  assert.ok(view.positions.every(Number.isFinite));
  const [red, blue, nowhere] = view.watched;
  assert.deepEqual([red.word, blue.word, nowhere.row], ['red1', 'blue2', -1]);
  assert.ok(
    red.neighbours.every(({ word }) => word.startsWith('red')),
    JSON.stringify(red),
  );
  assert.ok(blue.neighbours.every(({ word, cosine }) => word.startsWith('blue') && cosine <= 1.0001));
  assert.ok(content.length > 0);
  const later = await engine['training/watch']({ ...ask, rows: 0 }, unstopped());
  assert.equal(later.positions.length, 0);
});

for (const algorithm of ['skip-gram', 'cbow'] as const) {
  test(`${algorithm}: a window's step lowers its loss, and changes no table of the training`, async () => {
    const engine = await trained({ algorithm });
    const ask = { id: 'a', number: 7, rate: 0.1 };
    const window = await engine['training/window'](ask, unstopped());
    assert.ok(window && window.windows > 100);
    const { inputs, targets, products, lossBefore, lossAfter } = window;
    assert.equal(products.length, (algorithm === 'cbow' ? 1 : inputs.length) * targets.length);
    assert.ok(lossAfter < lossBefore, `${lossBefore} ${lossAfter}`);
    assert.ok(
      [...inputs, ...targets].every(({ before, after }) => before.some((value, i) => value !== after[i])),
    );
    assert.deepEqual(await engine['training/window'](ask, unstopped()), window);
    // The first product by hand.
    const mean = inputs[0].before.map(
      (_, d) => inputs.reduce((sum, { before }) => sum + before[d], 0) / inputs.length,
    );
    const input = algorithm === 'cbow' && products.length === targets.length ? mean : inputs[0].before;
    const product = input.reduce((sum, value, d) => sum + value * targets[0].before[d], 0);
    // A word may stand twice in a window, and so count twice in the mean.
    if (algorithm === 'skip-gram') assert.ok(Math.abs(product - products[0]) < 1e-5);
  });
}

test('NNLM has no windows with negative samples', async () => {
  const engine = await trained({ algorithm: 'nnlm', epochs: 1 });
  assert.equal(await engine['training/window']({ id: 'a', number: 0, rate: 0.1 }, unstopped()), null);
});

test('a saved training is taken in: its tables, its windows and its words are there again', async () => {
  const engine = await trained();
  const path = join(folder, 'saved');
  await engine['training/save']({ id: 'a', path }, unstopped());
  const window = await engine['training/window']({ id: 'a', number: 3, rate: 0.1 }, unstopped());
  const other = createEngine();
  await other['training/load']({ id: 'a', path }, unstopped());
  assert.deepEqual(await other['training/window']({ id: 'a', number: 3, rate: 0.1 }, unstopped()), window);
  const info = await other['training/openContext']({ id: 'a', contextId: 'c', name: 'context' }, unstopped());
  assert.deepEqual([info.words, info.dims], [27, 16]);
  const { content } = await other['training/words']({ id: 'a', rows: 5 }, unstopped());
  assert.deepEqual(content, (await engine['training/words']({ id: 'a', rows: 5 }, unstopped())).content);
});

test('a set remembers how it was trained, and says so when it is read again', async () => {
  const engine = await trained();
  const path = join(folder, 'set.vec');
  const paths = await engine['sets/outputPaths']({ id: 'a', path, format: 'word2vec-text' }, unstopped());
  assert.deepEqual(paths, [path, `${path}.training.json`]);
  await engine['sets/save']({ id: 'a', path, format: 'word2vec-text' }, unstopped());
  const opened = await engine['sets/open']({ id: 'b', path }, unstopped());
  assert.ok('info' in opened);
  const { origin } = opened.info;
  assert.deepEqual(
    [origin?.corpus, origin?.params.algorithm, origin?.params.epochs, origin?.fraction],
    ['topics', 'skip-gram', 8, 1],
  );
  const { rate, pattern, negative } = origin?.params ?? {};
  assert.deepEqual([rate, pattern, negative], [0.025, undefined, PARAMS.negative]);
  assert.equal(origin?.sha256, readCorpus(CORPUS, PARAMS).hash);
});
