import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluated, Evaluation, SentReport } from '../../../src/protocol/evaluation.ts';
import type { WordPairsReport } from '../../../src/protocol/queries.ts';
import { examplesOf } from '../../../src/webview/evaluation/examples.ts';
import { coefficient, reservations, settingsOf } from '../../../src/webview/evaluation/numbers.ts';
import { byDisagreement } from '../../../src/webview/evaluation/ranks.ts';

test('pairs stand in the order of how far their two ranks differ; equal scores share a rank', () => {
  const pairs = [
    { a: 'a', b: 'a', human: 9, cosine: 0.1 },
    { a: 'b', b: 'b', human: 5, cosine: 0.9 },
    { a: 'c', b: 'c', human: 5, cosine: 0.5 },
    { a: 'd', b: 'd', human: 1, cosine: 0.2 },
  ];
  const ranked = byDisagreement(pairs).map(({ a, humanRank, cosineRank }) => [a, humanRank, cosineRank]);
  assert.deepEqual(ranked, [
    ['a', 1, 4],
    ['b', 2.5, 1],
    ['d', 4, 3],
    ['c', 2.5, 2],
  ]);
});

function evaluated(report: SentReport, first = 300_000): Evaluated {
  const params: Evaluation = {
    setId: 's',
    file: 'f',
    kind: report.kind,
    first,
    isCaseSensitive: false,
    method: 'add',
  };
  return { params, setName: 'test.vec', setWords: 11_925, fileName: 'f', report };
}

/** Pairs on which people and vectors agree. */
function pairsReport(count: number): WordPairsReport {
  const pairs = Array.from({ length: count }, (_, i) => ({ a: `a${i}`, b: 'b', human: i, cosine: i / 100 }));
  return { kind: 'word-pairs', pearson: 1, spearman: 1, pairs, unknown: [['x', 'y']], unreadable: [] };
}

test('what is left out is said with its share of the file, and the broken lines are named', () => {
  const section = { name: '', correct: 1, asked: 2, unknown: 1 };
  const report = { kind: 'analogies' as const, accuracy: 0.5, ...section, sections: [section], wrong: [] };
  assert.deepEqual(reservations(evaluated({ ...report, unknown: 0, unreadable: [] })), []);
  const [share, unknown, broken] = reservations(evaluated({ ...report, unreadable: [7] }));
  assert.match(share, /^Left out: 2 of 4 lines, 50\.0 % of the file\./);
  assert.equal(unknown, 'With a word that the set does not know: 1.');
  assert.equal(broken, 'Unreadable: 1, in line 7.');
});

test('words beyond those that take part are not called unknown to the set', () => {
  const [, few] = reservations(evaluated(pairsReport(20), 2000));
  assert.equal(few, 'With a word that is not among the first 2,000 words of the set: 1.');
  const [, all] = reservations(evaluated(pairsReport(20)));
  assert.equal(all, 'With a word that the set does not know: 1.');
  assert.match(settingsOf(evaluated(pairsReport(20))), / · all 11,925 words · /);
  assert.match(settingsOf(evaluated(pairsReport(20), 2000)), / · the first 2,000 of 11,925 words · /);
});

test('a coefficient of few pairs comes with a word on how little it says', () => {
  const said = (count: number) => reservations(evaluated(pairsReport(count))).at(-1) ?? '';
  assert.match(said(2), /^Two pairs always lie on a line/);
  assert.match(said(9), /^With only 9 pairs the coefficients say little/);
  assert.match(said(10), /^With a word/);
});

test('a coefficient that is undefined says which of the two lists does not vary', () => {
  const report = pairsReport(3);
  const even = { ...report, pairs: report.pairs.map((pair) => ({ ...pair, human: 5 })) };
  const level = { ...report, pairs: report.pairs.map((pair) => ({ ...pair, cosine: 0.5 })) };
  assert.deepEqual(coefficient(null, even), ['undefined', 'all judgements are equal']);
  assert.deepEqual(coefficient(null, level), ['undefined', 'all cosines are equal']);
  assert.deepEqual(coefficient(-0.5, report), ['−0.5000']);
  assert.ok(
    !reservations(evaluated({ ...even, pearson: null, spearman: null }))
      .join()
      .includes('chance'),
  );
});

test('of many wrong answers some from the whole file are shown, and the caption says so', () => {
  const wrong = Array.from({ length: 5040 }, (_, i): [string, string, string, string, string] => {
    return ['a', 'b', 'c', 'd', String(i)];
  });
  const { caption, shown } = examplesOf(wrong);
  assert.equal(caption, '50 of the 5,040 wrong answers, from all over the file');
  assert.equal(shown.length, 50);
  assert.equal(examplesOf(wrong.slice(0, 3)).caption, 'All 3 wrong answers');
});
