import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readSet } from './files.ts';

/** Files by other writers; they lie beside the checkout, and not on every machine. */
const FOLDER = new URL('../../../../shared/data/vectors/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'the real files are not at hand';

/** What gensim reads of one of them (test/record/realFiles.py). */
interface Recorded {
  file: string;
  size: number;
  dims: number;
  /** Length of all words in UTF-8, and the sum of all numbers but those of '</s>'. */
  wordBytes: number;
  sum: number;
  rows: [row: number, word: string, vector: number[]][];
  /** Words outside the vocabulary, with the vectors of their parts. */
  unseen: [word: string, vector: number[]][];
}

const recorded = JSON.parse(
  readFileSync(new URL('../../fixtures/realFiles.json', import.meta.url), 'utf8'),
) as Recorded[];

function assertNear(ours: Float32Array, theirs: number[], what: string): void {
  assert.equal(ours.length, theirs.length, what);
  ours.forEach((value, i) =>
    assert.ok(Math.abs(value - theirs[i]) < 1e-5, `${what}: ${value}, not ${theirs[i]}`),
  );
}

for (const { file, size, dims, wordBytes, sum, rows, unseen } of recorded) {
  test(`reads the real ${file} as gensim does`, { skip }, async () => {
    const set = await readSet(fileURLToPath(new URL(file, FOLDER)));
    assert.deepEqual([set.size, set.dims], [size, dims]);
    assert.equal(set.vocabulary.buffers.bytes.length, wordBytes);
    const marks = set.vocabulary.indexOf('</s>');
    const ours = set.vectors.reduce(
      (total, value, i) => (Math.floor(i / dims) === marks ? total : total + value),
      0,
    );
    assert.ok(Math.abs(ours - sum) < 1e-6 * set.vectors.length, `${ours}, not ${sum}`);
    for (const [row, word, vector] of rows) {
      assert.equal(set.vocabulary.word(row), word);
      assertNear(set.vector(row), vector, word);
    }
    for (const [word, vector] of unseen) assertNear(set.vectorOf(word) ?? new Float32Array(), vector, word);
  });
}
