import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberFrom } from '../../../src/webview/lessons/lesson.ts';

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
  ];
  for (const [text, value] of cases) assert.equal(numberFrom(text), value, text);
  for (const text of ['', 'many', '1 2']) assert.ok(Number.isNaN(numberFrom(text)), text);
});
