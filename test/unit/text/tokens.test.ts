import assert from 'node:assert/strict';
import { test } from 'node:test';
import { disposeTokens, readTokens, SENTENCE_END, TokenWriter } from '../../../src/engine/text/tokens.ts';

const LENGTH = 2_500_000;

function written(writer: TokenWriter) {
  for (let i = 0; i < LENGTH; i++) writer.push(i * 7);
  return writer.finish();
}

for (const [where, mostBlocks] of [
  ['memory', undefined],
  ['a file', 1],
] as const) {
  test(`ids that lie in ${where} are read from any place`, () => {
    const tokens = written(new TokenWriter(mostBlocks));
    assert.equal(tokens.length, LENGTH);
    assert.equal(tokens.file !== undefined, mostBlocks !== undefined);
    const out = new Int32Array(1_200_000);
    for (const [from, to] of [
      [0, 10],
      [1_048_570, 1_048_590],
      [1_000_000, 2_150_000],
      [LENGTH - 5, LENGTH],
    ]) {
      readTokens(tokens, from, to, out);
      for (let i = from; i < to; i += 3) assert.equal(out[i - from], i * 7);
    }
    disposeTokens(tokens);
  });
}

test('a sentence ends once, and only where it has words', () => {
  const writer = new TokenWriter();
  writer.endSentence();
  writer.push(5);
  writer.endSentence();
  writer.endSentence();
  const tokens = writer.finish();
  const out = new Int32Array(2);
  readTokens(tokens, 0, tokens.length, out);
  assert.deepEqual([tokens.length, ...out], [2, 5, SENTENCE_END]);
});
