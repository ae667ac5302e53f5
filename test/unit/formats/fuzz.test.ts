import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../../fuzz/fuzz.ts';

test('two thousand broken files open or are refused in a sentence, quickly and in little memory', async () => {
  const { runs, opened, refused, failures } = await fuzz({ runs: 2000, seed: 1 });
  assert.deepEqual(failures, []);
  assert.equal(opened + refused, runs);
  assert.ok(opened > runs / 20 && refused > runs / 20, `${opened} opened, ${refused} refused`);
});
