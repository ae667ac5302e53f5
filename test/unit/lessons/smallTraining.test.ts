import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrainingProgress } from '../../../src/protocol/engine.ts';
import { Cancelled } from '../../../src/engine/faults.ts';
import { SmallTrainings } from '../../../src/engine/lessons/smallTraining.ts';
import { unstopped } from '../support.ts';

const place = { sentence: 2, middle: 2, reach: 2, rate: 0.1 };

test('before a training, all dot products are 0, and a step pulls the true word nearer', () => {
  const small = new SmallTrainings();
  for (const algorithm of ['skip-gram', 'cbow'] as const) {
    const { tokens, around, middle, isTrained, step } = small.window({ algorithm, ...place });
    assert.equal(isTrained, false);
    assert.deepEqual(around, [0, 1, 3, 4]);
    assert.equal(step.targets[0].word, tokens[middle]);
    assert.equal(step.products.length, (algorithm === 'cbow' ? 1 : 4) * step.targets.length);
    assert.ok(step.products.every((product) => product === 0));
    assert.ok(Math.abs(step.lossBefore - step.targets.length * Math.LN2) < 1e-5);
    assert.ok(step.lossAfter < step.lossBefore);
    assert.deepEqual(small.window({ algorithm, ...place }).step, step);
  }
});

test('skip-gram finds what the text tells of, and not what it hardly tells', async () => {
  const small = new SmallTrainings();
  const reports: TrainingProgress[] = [];
  const { analogies, last, vocabulary, sentences } = await small.train(
    'skip-gram',
    30,
    undefined,
    unstopped((progress) => reports.push(progress)),
  );
  assert.equal(last?.fraction, 1);
  assert.ok(reports.length >= 2);
  assert.equal(sentences, 2400);
  assert.ok(vocabulary > 80 && vocabulary < 100);
  const right = analogies.filter(({ expected, found }) => expected === found.word).map(({ b }) => b);
  assert.deepEqual(right, ['king', 'prince', 'boy', 'paris']);
  const { before, after } = await small.nearest('skip-gram', 'Hot ');
  assert.equal(after?.nearest[0].word, 'cold');
  assert.notDeepEqual(after?.vector, before.vector);
  const { isTrained, step } = small.window({ algorithm: 'skip-gram', ...place });
  assert.ok(isTrained && step.products.some((product) => product > 0.5));
  const asked = await small.analogy('skip-gram', { a: 'italy', b: 'rome', c: 'germany' });
  assert.equal(asked.found.word, 'berlin');
  await assert.rejects(
    small.analogy('skip-gram', { a: 'x', b: 'rome', c: 'japan' }),
    /does not have the word ‘x’/,
  );
  await assert.rejects(small.analogy('cbow', { a: 'italy', b: 'rome', c: 'japan' }), /Train first/);
});

test('NNLM first knows only how often words occur; then what comes after those before', async () => {
  const small = new SmallTrainings();
  const begin = small.nextWord('the capital of');
  assert.equal(begin.words[0].word, 'the');
  assert.equal(begin.words[0].after, undefined);
  assert.deepEqual(
    begin.words.map(({ before }) => before),
    small.nextWord('').words.map(({ before }) => before),
  );
  await small.train('nnlm', 3, undefined, unstopped());
  const { words, read } = small.nextWord('Paris is the capital of');
  assert.deepEqual(read, ['the', 'capital', 'of']);
  const countries = ['france', 'italy', 'japan', 'germany', 'england'];
  assert.deepEqual(
    words
      .slice(0, 5)
      .map(({ word }) => word)
      .toSorted(),
    countries.toSorted(),
  );
  assert.ok(words.slice(0, 5).reduce((sum, { after = 0 }) => sum + after, 0) > 0.9);
  const { after } = await small.nearest('nnlm', 'paris');
  assert.ok(
    after?.nearest.slice(0, 2).every(({ word }) => ['rome', 'tokyo', 'berlin', 'london'].includes(word)),
  );
});

test('a training can be stopped, and refuses what it cannot do', async () => {
  const small = new SmallTrainings();
  await assert.rejects(small.train('cbow', 0, undefined, unstopped()), /from 1 to 60/);
  const controller = new AbortController();
  controller.abort();
  const following = { signal: controller.signal, report: () => undefined };
  await assert.rejects(small.train('cbow', 5, undefined, following), Cancelled);
  await assert.rejects(small.nearest('cbow', 'zebra'), /does not have the word ‘zebra’/);
});
