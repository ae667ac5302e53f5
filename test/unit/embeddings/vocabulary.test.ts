import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Vocabulary, VocabularyBuilder } from '../../../src/engine/embeddings/vocabulary.ts';
import { wordAtRow, wordCount } from '../../../src/common/words.ts';

test('finds each of many words at its row', () => {
  const words = Array.from({ length: 20_000 }, (_, i) => `w${(i * 7919) % 20_000}-${i}`);
  const vocabulary = Vocabulary.of(words);
  assert.equal(vocabulary.size, words.length);
  words.forEach((word, row) => {
    assert.equal(vocabulary.indexOf(word), row);
    assert.equal(vocabulary.word(row), word);
  });
  assert.equal(vocabulary.indexOf('absent'), -1);
});

test('keeps words of every script, the empty word too', () => {
  const words = ['国王', 'naïve', '', '👩‍🔬', 'a b', 'Ελλάδα'];
  const vocabulary = Vocabulary.of(words);
  assert.deepEqual(
    words.map((word) => vocabulary.indexOf(word)),
    [0, 1, 2, 3, 4, 5],
  );
});

test('looks a word up as written first, then in lower case', () => {
  const vocabulary = Vocabulary.of(['king', 'Paris', 'paris']);
  assert.equal(vocabulary.find('King'), 0);
  assert.equal(vocabulary.find('Paris'), 1);
  assert.equal(vocabulary.find('PARIS'), 2);
});

test('a word that stands twice is added once', () => {
  const builder = new VocabularyBuilder();
  const bytes = Buffer.from('one');
  assert.equal(builder.add(bytes, 0, 3), true);
  assert.equal(builder.add(bytes, 0, 3), false);
  assert.equal(builder.size, 1);
  assert.throws(() => Vocabulary.of(['a', 'a']), RangeError);
});

test('the first words go out as one block', () => {
  const block = Vocabulary.of(['秃', '头', '小', '苏']).first(2);
  assert.equal(wordCount(block), 2);
  assert.deepEqual([wordAtRow(block, 0), wordAtRow(block, 1)], ['秃', '头']);
});
