import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourBy } from '../../../src/engine/embeddings/colouring.ts';
import { MetadataBuilder } from '../../../src/engine/formats/rows/metadata.ts';
import type { Colouring } from '../../../src/protocol/engine.ts';

/** What a column of these texts, as a file has them, gives. */
function colouringOf(texts: readonly string[], rows = texts.length): Colouring {
  const builder = new MetadataBuilder(['column']);
  for (const text of texts) builder.add([text]);
  return colourBy(builder.finish()[0], rows);
}

const times = (count: number, text: string) => Array.from({ length: count }, () => text);

test('values are entries, the most frequent first; words without one are told apart', () => {
  const { isOrdered, entries, codes } = colouringOf(['noun', 'verb', '名', '', 'verb', '名', 'verb']);
  assert.equal(isOrdered, false);
  assert.deepEqual(entries, [
    { kind: 'value', value: 'verb', count: 3 },
    { kind: 'value', value: '名', count: 2 },
    { kind: 'value', value: 'noun', count: 1 },
    { kind: 'none', count: 1 },
  ]);
  assert.deepEqual([...codes], [2, 0, 1, 3, 0, 1, 0]);
});

test('what is too rare for a colour of its own can still be told', () => {
  const texts = Array.from({ length: 12 }, (_, i) => times(12 - i, `value ${i}`)).flat();
  const { entries, codes } = colouringOf([...texts, '']);
  assert.equal(entries.length, 13);
  assert.deepEqual(entries[7], { kind: 'value', value: 'value 7', count: 5 });
  assert.deepEqual(entries[8], { kind: 'value', value: 'value 8', count: 4, isRare: true });
  assert.deepEqual([...codes.slice(-2)], [11, 12]);
});

test('what is too rare and too much for a list is one entry', () => {
  const texts = Array.from({ length: 5003 }, (_, i) => `value ${i}`);
  const { entries, codes } = colouringOf(texts);
  assert.equal(entries.length, 5001);
  assert.deepEqual(entries[5000], { kind: 'other', values: 3, count: 3 });
  assert.deepEqual([...codes.slice(-4)], [4999, 5000, 5000, 5000]);
});

test('only the words of the map count', () => {
  assert.deepEqual(colouringOf(['a', 'b', 'b'], 1).entries, [{ kind: 'value', value: 'a', count: 1 }]);
  const numbers = colouringOf(['1', '2', '2'], 1);
  assert.deepEqual(numbers.entries, [{ kind: 'value', value: 1, count: 1 }]);
});

test('a few whole numbers are each for itself, from low to high', () => {
  const { isOrdered, entries, codes } = colouringOf(['7', '-1', '7', '', '3']);
  assert.equal(isOrdered, true);
  assert.deepEqual(entries, [
    { kind: 'value', value: -1, count: 1 },
    { kind: 'value', value: 3, count: 1 },
    { kind: 'value', value: 7, count: 2 },
    { kind: 'none', count: 1 },
  ]);
  assert.deepEqual([...codes], [2, 0, 2, 3, 1]);
});

test('the numbers of clusters and the like are but names', () => {
  const values = Float64Array.of(0, 1, 2);
  for (const [name, isOrdered] of [
    ['cluster', false],
    ['topic_id', false],
    ['length', true],
  ] as const)
    assert.equal(colourBy({ kind: 'number', name, values }, 3).isOrdered, isOrdered, name);
});

test('numbers lie in even ranges with round borders', () => {
  const { isOrdered, entries, codes } = colouringOf(['0.07', '0.1', '0.3', '0.42', '0.7', '']);
  assert.equal(isOrdered, true);
  const ranges = entries.filter((entry) => entry.kind === 'range');
  assert.deepEqual(
    ranges.map(({ low, high }) => [low, high]),
    [0, 1, 2, 3, 4, 5, 6].map((i) => [i / 10, (i + 1) / 10]),
  );
  assert.deepEqual(
    ranges.map(({ count }) => count),
    [1, 1, 0, 1, 1, 0, 1],
  );
  assert.deepEqual([...codes], [0, 1, 3, 4, 6, 7]);
});

test('whole numbers begin with the first that there is, and not with a round one before it', () => {
  const values = Float64Array.from({ length: 213 }, (_, i) => i + 1);
  const { entries } = colourBy({ name: 'rank', kind: 'number', values }, 213);
  assert.deepEqual(
    entries.slice(0, 2).map((entry) => entry.kind === 'range' && [entry.low, entry.high]),
    [
      [1, 50],
      [50, 100],
    ],
  );
});

test('numbers that crowd lie in ranges of equal counts', () => {
  const texts = Array.from({ length: 800 }, (_, i) => String(Math.round(1e6 / (i + 1)) + 0.5));
  const { entries, codes } = colouringOf(texts);
  assert.equal(entries.length, 8);
  for (const { count } of entries) assert.ok(count > 90 && count < 110, String(count));
  assert.equal(codes[0], 7);
  assert.equal(codes[799], 0);
});

test('every number has a range: a single one, huge ones, infinities', () => {
  for (const texts of [
    ['0.5', '0.5'],
    ['-1e308', '1e308', '0.5'],
    ['1e-320', '2e-320', '0'],
    ['-0.5', '0.5', '1e-9'],
    ['0.1', '0.30000000000000004'],
  ]) {
    const { entries, codes } = colouringOf(texts);
    assert.equal(
      entries.reduce((sum, { count }) => sum + count, 0),
      texts.length,
    );
    for (const [row, code] of codes.entries()) {
      const entry = entries[code];
      const value = Number(texts[row]);
      assert.ok(entry.kind === 'range' && entry.low <= value && value <= entry.high, texts[row]);
    }
  }
  const values = Float64Array.of(-Infinity, 0.5, Infinity);
  const { codes, entries } = colourBy({ kind: 'number', name: 'n', values }, 3);
  assert.ok([...codes].every((code) => entries[code]));
});

test('a column that says nothing of the words on the map is one entry', () => {
  const values = Float64Array.of(NaN, NaN, 1);
  const { entries, codes } = colourBy({ kind: 'number', name: 'n', values }, 2);
  assert.deepEqual(entries, [{ kind: 'none', count: 2 }]);
  assert.deepEqual([...codes], [0, 0]);
});
