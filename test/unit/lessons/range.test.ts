import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rangeOf } from '../../../src/engine/lessons/range.ts';

const FAR = `足球 ${'我 和 爸爸 关系 非常 好 '.repeat(6)} 去 踢 __`;
const ask = (changed: Partial<Parameters<typeof rangeOf>[0]>) =>
  rangeOf({ text: FAR, clue: '足球', seed: 1, gateBias: 2, ...changed });

test('far words: an RNN has forgotten them, open gates keep them, half-open ones do not', () => {
  const shareOf = (gateBias: number) => ask({ gateBias }).networks.map(({ shares }) => shares[0]);
  const [rnn, lstm, gru] = shareOf(4);
  assert.ok(rnn < 1e-6, `${rnn}`);
  assert.ok(lstm > 0.01 && gru > 0.01, `${lstm}, ${gru}`);
  const half = shareOf(0);
  assert.equal(half[0], rnn);
  assert.ok(half.every((share) => share < 1e-4));
});

test('words stand between spaces, or as a dictionary parts them; gaps and punctuation are none', () => {
  const { tokens, clues, networks } = ask({ text: '我 爱 在 足球场 上 踢 , __' });
  assert.deepEqual(tokens, ['我', '爱', '在', '足球场', '上', '踢']);
  assert.deepEqual(clues, [3]);
  assert.equal(networks[1].influence.length, 6);
  assert.equal(networks[2].shares[5], 1);
  assert.deepEqual(ask({ text: 'We’re here, state-of-the-art.' }).tokens, [
    'We’re',
    'here',
    'state-of-the-art',
  ]);
  assert.ok(ask({ text: '我喜欢踢足球' }).tokens.length > 2);
  assert.deepEqual(ask({ clue: '' }).clues, []);
});

test('the same word has the same vector wherever it stands, and other weights other influence', () => {
  const [a, b] = [1, 2].map((seed) => ask({ seed }).networks[0].influence);
  assert.notDeepEqual(a, b);
  assert.deepEqual(ask({}).networks[0].influence, a);
});

test('what cannot be shown is refused in a sentence', () => {
  assert.throws(() => ask({ text: ' __ ' }), /Type a sentence/);
  assert.throws(() => ask({ text: 'word '.repeat(121) }), /121 words; expected at most 120/);
});
