import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leftOutSentences } from '../../../src/webview/evaluation/numbers.ts';
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

test('what is left out is said with its share of the file, and the broken lines are named', () => {
  const section = { name: '', correct: 1, asked: 2, unknown: 1 };
  const report = { kind: 'analogies' as const, accuracy: 0.5, ...section, sections: [section], wrong: [] };
  assert.deepEqual(leftOutSentences({ ...report, unknown: 0, unreadable: [] }), []);
  const [share, unknown, broken] = leftOutSentences({ ...report, unreadable: [7] });
  assert.match(share, /^Left out: 2 of 4 lines, 50\.0 % of the file\./);
  assert.equal(unknown, 'With a word that the set does not know: 1.');
  assert.equal(broken, 'Unreadable: 1, in line 7.');
});
