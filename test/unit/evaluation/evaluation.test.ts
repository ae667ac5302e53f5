import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { evaluateAnalogies } from '../../../src/engine/evaluation/analogies.ts';
import { pearson, spearman } from '../../../src/engine/evaluation/correlation.ts';
import { evaluateWordPairs } from '../../../src/engine/evaluation/wordPairs.ts';
import { Cancelled } from '../../../src/engine/faults.ts';
import { setOf, unstopped } from '../support.ts';

const folder = mkdtempSync(join(tmpdir(), 'evaluation-'));
const OPTIONS = { id: '', first: 300_000, isCaseSensitive: false };

function file(text: string): string {
  const path = join(folder, `list${text.length}.txt`);
  writeFileSync(path, text);
  return path;
}

/** Countries and capitals on two axes, and one that lies elsewhere. */
const SET = setOf({
  France: [1, 0, 1],
  Paris: [1, 1, 1],
  japan: [0, 0, 1],
  Tokyo: [0, 1, 1],
  TOKYO: [-1, 0, 0],
  china: [-1, 0, 1],
  Beijing: [-1, 1, 1],
  lost: [5, -5, 0],
});

test('correlations, equal values sharing their rank', () => {
  assert.equal(pearson([1, 2, 3], [2, 4, 6]), 1);
  assert.ok(Math.abs(pearson([1, 2, 3, 4], [1, 3, 2, 4]) - 0.8) < 1e-12);
  assert.equal(spearman([1, 2, 3], [1, 10, 100]), 1);
  // scipy.stats.spearmanr([1, 2, 2, 3], [1, 2, 3, 4])
  assert.ok(Math.abs(spearman([1, 2, 2, 3], [1, 2, 3, 4]) - 0.9486832980505138) < 1e-12);
  assert.ok(Number.isNaN(pearson([1, 1], [1, 2])));
});

test('word pairs: comments, columns that are more, lines that are none, words that are unknown', async () => {
  const text =
    '# comment\nfrance\tparis\tnoun\t9\r\nJapan\tTokyo\t8\njapan\tlost\t1\n\nno pair\nmars\tparis\t3\n';
  const report = await evaluateWordPairs(SET, { ...OPTIONS, path: file(text) }, unstopped());
  assert.equal(report.pairs.length, 3);
  assert.deepEqual(report.unknown, [['mars', 'paris']]);
  assert.deepEqual(report.unreadable, [6]);
  assert.ok(report.spearman > 0.4 && report.spearman <= 1);
  const sensitive = { ...OPTIONS, isCaseSensitive: true, path: file(text) };
  await assert.rejects(evaluateWordPairs(SET, sensitive, unstopped()), /knows 1; expected at least 2/);
});

test('word pairs between commas', async () => {
  // Most lines are none.
  const path = file('word1,word2,score\nFrance,Paris,9\njapan,Tokyo,8\nx\ny\nz\n');
  const { pairs, unreadable } = await evaluateWordPairs(SET, { ...OPTIONS, path }, unstopped());
  assert.deepEqual([pairs.length, unreadable], [2, [1, 4, 5, 6]]);
});

test('analogies by section; a word in another spelling is no answer', async () => {
  const path = file(
    ': capitals\nFrance Paris Japan Tokyo\nfrance paris china beijing\nFrance Paris mars x\n' +
      ': others\nFrance japan Paris Tokyo\nthree words only\nFrance Paris japan lost\n',
  );
  const report = await evaluateAnalogies(SET, { ...OPTIONS, path, method: 'add' }, unstopped());
  assert.deepEqual(report.sections, [
    { name: 'capitals', correct: 2, asked: 2, unknown: 1 },
    { name: 'others', correct: 1, asked: 2, unknown: 0 },
  ]);
  assert.deepEqual([report.correct, report.asked, report.unknown, report.accuracy], [3, 4, 1, 0.75]);
  assert.deepEqual(report.wrong, [['France', 'Paris', 'japan', 'lost', 'Tokyo']]);
  assert.deepEqual(report.unreadable, [7]);
});

test('analogies by 3CosMul', async () => {
  const path = file('France Paris japan Tokyo\n');
  const { wrong } = await evaluateAnalogies(SET, { ...OPTIONS, path, method: 'multiply' }, unstopped());
  // Tokyo: 0.908 · 0.854 / 0.75 = 1.034; Beijing: 0.667 · 0.789 / 0.5 = 1.052
  assert.deepEqual(wrong, [['France', 'Paris', 'japan', 'Tokyo', 'Beijing']]);
});

test('only the first words take part', async () => {
  const path = file('France Paris japan Tokyo\nFrance Paris china Beijing\n');
  const report = await evaluateAnalogies(SET, { ...OPTIONS, first: 5, path, method: 'add' }, unstopped());
  assert.deepEqual([report.asked, report.unknown], [1, 1]);
});

test('files that are none get a sentence', async () => {
  const pairs = (path: string) => evaluateWordPairs(SET, { ...OPTIONS, path }, unstopped());
  const analogies = (path: string) =>
    evaluateAnalogies(SET, { ...OPTIONS, path, method: 'add' }, unstopped());
  await assert.rejects(pairs(file('')), /list0.txt is empty/);
  await assert.rejects(pairs(file('a\0b')), /list3.txt is no text file/);
  await assert.rejects(
    pairs(file('no pair')),
    /list7.txt holds no word pairs; expected two words and a number/,
  );
  await assert.rejects(analogies(file('a b c')), /list5.txt holds no analogies; expected four words/);
  await assert.rejects(
    analogies(file('a b c d')),
    /Of the 1 analogies in list7.txt, .* all four words of none/,
  );
  await assert.rejects(pairs(join(folder, 'none.txt')), /none.txt cannot be read/);
});

test('an evaluation can be stopped', async () => {
  const controller = new AbortController();
  const following = { signal: controller.signal, report: () => controller.abort() };
  const path = file('France Paris japan Tokyo\n'.repeat(3));
  await assert.rejects(evaluateAnalogies(SET, { ...OPTIONS, path, method: 'add' }, following), Cancelled);
});
