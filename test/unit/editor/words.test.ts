import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quoted, wordsOfList } from '../../../src/editor/questions/words.ts';

test('the words of a list stand between spaces, commas and colons', () => {
  const expected = ['man', 'king', 'woman'];
  for (const text of [
    'man king woman',
    ' man  king\twoman ',
    'man, king, woman',
    'man : king :: woman',
    'man:king::woman:?',
    '“man” "king" woman',
  ]) {
    assert.deepEqual(wordsOfList(text), expected, text);
  }
  assert.deepEqual(wordsOfList('男人，国王、女人'), ['男人', '国王', '女人']);
  assert.deepEqual(wordsOfList(' '), []);
});

test('a quotation is one word, whatever it holds, also while its end is not typed yet', () => {
  assert.deepEqual(wordsOfList('"New York" tokyo'), ['New York', 'tokyo']);
  assert.deepEqual(wordsOfList('tokyo "New Yo'), ['tokyo', 'New Yo']);
  assert.deepEqual(wordsOfList('state-of-the-art don’t "a, b: c"'), ['state-of-the-art', 'don’t', 'a, b: c']);
});

test('a word that an expression would read otherwise is quoted', () => {
  for (const plain of ['king', 'New_York', '秃', 'don’t', 'state-of-the-art', '1984']) {
    assert.equal(quoted(plain), plain);
  }
  assert.equal(quoted('New York'), '"New York"');
  assert.equal(quoted('-'), '"-"');
  assert.equal(quoted('a+b'), '"a+b"');
  assert.equal(quoted('5" disk'), '“5" disk”');
  assert.equal(quoted('"”'), '`"”`');
});
