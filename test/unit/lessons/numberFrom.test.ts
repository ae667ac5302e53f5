import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberFrom, wordFrom } from '../../../src/webview/lessons/lesson.ts';

test('a number is read as a person types it', () => {
  const cases: [string, number][] = [
    ['0.94', 0.94],
    ['0,94', 0.94],
    ['−0.24', -0.24],
    [' 9999 ', 9999],
    ['9,999', 9999],
    ['9 999', 9999],
    ['3,000,000', 3_000_000],
    ['3’000’000', 3_000_000],
    ['3e6', 3_000_000],
    ['0,941', 0.941],
    ['９９９９', 9999],
    ['9，999', 9999],
    ['9,999 zeros', 9999],
    ['300万', 3_000_000],
    ['3 million', 3_000_000],
    ['94%', 0.94],
    ['３ Million.', 3_000_000],
  ];
  for (const [text, value] of cases) assert.equal(numberFrom(text), value, text);
  for (const text of ['', 'many', '1 2']) assert.ok(Number.isNaN(numberFrom(text)), text);
});

test('a word is read as a person types it', () => {
  for (const text of ['tokyo', ' Tokyo ', '“Tokyo”', 'TOKYO!', 'ｔｏｋｙｏ。'])
    assert.equal(wordFrom(text), 'tokyo', text);
});
