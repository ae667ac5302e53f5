import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { cosineSteps } from '../../../src/engine/lessons/cosineSteps.ts';
import { GLOVE } from '../../../src/engine/lessons/glove.ts';
import { costOf, lookUp } from '../../../src/engine/lessons/lookUp.ts';
import { oneHot } from '../../../src/engine/lessons/oneHot.ts';
import { strips } from '../../../src/engine/lessons/strips.ts';
import { traits } from '../../../src/engine/lessons/traits.ts';
import { setOf } from '../support.ts';

const close = (actual: number, expected: number, within = 1e-6) =>
  assert.ok(Math.abs(actual - expected) <= within, `${actual}, expected ${expected}`);

test('one-hot: a row a word, with a single one, and no two words alike', () => {
  const { words, size, rows, cosines, zeros } = oneHot('秃 头,小、苏 头');
  assert.deepEqual(words, ['秃', '头', '小', '苏']);
  assert.equal(size, 4);
  assert.deepEqual([...rows], [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]);
  assert.deepEqual([...cosines], [...rows]);
  assert.equal(zeros, 3);
});

test('one-hot: words of a writing without spaces are parted', () => {
  assert.deepEqual(oneHot('国王和女王').words, ['国王', '和', '女王']);
  assert.deepEqual(oneHot('e-mail').words, ['e-mail']);
});

test('one-hot: of 10,000 words a row has 9,999 zeros, and the matrix 400 MB', () => {
  const { size, zeros, numbers, bytes, cosines, rows } = oneHot('秃 头', 10_000);
  assert.equal(size, 10_000);
  assert.equal(zeros, 9_999);
  assert.equal(numbers, 1e8);
  assert.equal(bytes, 4e8);
  assert.deepEqual([...cosines], [1, 0, 0, 1]);
  assert.equal(rows.length, 2 * 24);
});

test('one-hot: what cannot be shown is refused in a sentence', () => {
  assert.throws(() => oneHot(' , '), UserFault);
  assert.throws(() => oneHot('a b c d e f g h i j k l m'), /13 words; expected at most 12/);
  assert.throws(() => oneHot('a', 1e6), /expected at most 100000/);
  // A vocabulary is never smaller than the words that are written.
  assert.equal(oneHot('a b c', 1).size, 3);
});

test('traits: 38 of 100 is −0.24, and Person 1 is nearer than Person 2', () => {
  const { vectors, cosines } = traits([
    [38, 90],
    [35, 60],
    [25, 30],
  ]);
  [-0.24, 0.8, -0.3, 0.2, -0.5, -0.4].forEach((value, i) => close(vectors[i], value));
  close(cosines[0], 1);
  assert.ok(cosines[1] > cosines[2]);
  close(cosines[1], 0.232 / (Math.hypot(0.24, 0.8) * Math.hypot(0.3, 0.2)));
});

test('the tutorial’s cosine is 14/√221, not 0.86', () => {
  const steps = cosineSteps(Float32Array.of(2, 3), Float32Array.of(1, 4));
  assert.deepEqual(steps.products, [2, 12]);
  assert.equal(steps.dot, 14);
  assert.deepEqual(steps.squares, [13, 17]);
  close(steps.norms[0], Math.sqrt(13));
  close(steps.cosine, 14 / Math.sqrt(221));
  assert.equal(steps.cosine.toFixed(4), '0.9417');
  assert.equal(cosineSteps(Float32Array.of(0, 0), Float32Array.of(1, 4)).cosine, 0);
  assert.throws(() => cosineSteps(Float32Array.of(1), Float32Array.of(1, 4)), UserFault);
});

test('strips: man and woman are nearer to each other than to king', () => {
  const { words, dims, cosines, difference, differs, count } = strips(undefined, {
    first: 0,
    second: 2,
    least: 0.5,
  });
  assert.deepEqual(words, ['man', 'woman', 'king']);
  assert.equal(dims, 50);
  const [manWoman, manKing, womanKing] = [cosines[1], cosines[2], cosines[5]];
  // As others have computed it of the same file.
  assert.equal(manKing.toFixed(4), '0.5309');
  assert.ok(manWoman > manKing && manKing > womanKing);
  GLOVE.man.forEach((value, i) => {
    close(difference[i], value - GLOVE.king[i]);
    assert.equal(differs[i], Math.abs(difference[i]) >= 0.5 ? 1 : 0);
  });
  assert.equal(
    count,
    differs.reduce((sum, value) => sum + value),
  );
});

test('strips: the king is the one that the tutorial prints', (t) => {
  const article = join(import.meta.dirname, '../../../../shared/article.txt');
  let text: string;
  try {
    text = readFileSync(article, 'utf8');
  } catch {
    return t.skip('The tutorial is not there.');
  }
  const printed = /\[ (0\.50451[^\]]*)\]/.exec(text)?.[1].split(',').map(Number);
  assert.deepEqual(printed, GLOVE.king);
});

test('strips of a set: the words that were typed, the tutorial’s, or its own first ones', () => {
  const set = setOf({ sea: [1, 0], ship: [1, 1], bread: [0, -2], salt: [3, 1] });
  const ask = (text: string) => strips(set, { text, first: 0, second: 1, least: 1 });
  assert.deepEqual(ask('').words, ['sea', 'ship', 'bread']);
  const typed = ask('bread salt');
  assert.deepEqual(typed.words, ['bread', 'salt']);
  assert.deepEqual([...typed.difference], [-3, -3]);
  assert.equal(typed.count, 2);
  assert.throws(() => ask('moon'), /does not know ‘moon’/);
  const known = setOf({ king: [1, 0], woman: [0, 1], man: [1, 1] });
  assert.deepEqual(strips(known, { first: 0, second: 1, least: 0 }).words, ['man', 'woman', 'king']);
});

test('the product of one-hot and Q is a row of Q, to the last bit', () => {
  for (let place = 0; place < 4; place++) {
    const {
      q,
      oneHot: row,
      product,
      row: read,
      isSame,
      sums,
      dims,
    } = lookUp({
      ...{ text: '秃 头 小 苏', dims: 5, seed: 3 },
      place,
    });
    assert.equal(row[place], 1);
    assert.deepEqual([...product], [...q.slice(place * dims, (place + 1) * dims)]);
    assert.deepEqual([...product], [...read]);
    assert.ok(isSame);
    // The product as it grows ends with itself.
    sums.slice(-dims).forEach((value, i) => assert.equal(value, product[i]));
  }
});

test('Q is the same for the same seed; a place behind the last word is that of the last', () => {
  const ask = (seed: number, place = 0) => lookUp({ text: 'a b', dims: 3, seed, place });
  assert.deepEqual(ask(1).q, ask(1).q);
  assert.notDeepEqual(ask(1).q, ask(2).q);
  assert.deepEqual([...ask(1, 9).oneHot], [0, 1]);
});

test('the cost of the product is what a plain product of that size takes', () => {
  const [words, dims] = [7, 4];
  let [multiplications, additions] = [0, 0];
  for (let column = 0; column < dims; column++) {
    for (let word = 0; word < words; word++) {
      multiplications++;
      if (word > 0) additions++;
    }
  }
  assert.deepEqual(costOf(words, dims), { words, dims, multiplications, additions, reads: dims });
  const { largeCost, setCost } = lookUp({ text: 'a', dims: 2, seed: 1, place: 0 }, { size: 11, dims: 3 });
  assert.equal(largeCost.multiplications, 3_000_000);
  assert.equal(largeCost.reads, 300);
  assert.equal(setCost?.multiplications, 33);
});
