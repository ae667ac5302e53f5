import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TrainingProgress } from '../../../src/protocol/engine.ts';
import { duration, secondsLeft } from '../../../src/webview/training/durations.ts';

const report = (fraction: number, seconds: number) => ({ fraction, seconds }) as TrainingProgress;

test('times are said as people say them', () => {
  assert.deepEqual([0.2, 8.4, 200, 7500].map(duration), ['1 s', '8 s', '3 min 20 s', '2 h 5 min']);
});

test('what is left goes by how fast it went, since it was gone on with', () => {
  assert.equal(secondsLeft([report(0.1, 5), report(0.5, 30)]), 30);
  // It went on at a half, and has done a tenth in 4 seconds since.
  const left = secondsLeft([report(0.2, 90), report(0.5, 300), report(0.5, 0), report(0.6, 4)]);
  assert.ok(left && Math.abs(left - 16) < 1e-9, String(left));
  assert.equal(secondsLeft([]), undefined);
});
