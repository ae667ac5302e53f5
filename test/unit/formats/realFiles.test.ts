import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readVectors } from '../../../src/engine/formats/read.ts';
import { readSet } from './files.ts';

/** Files by other writers; they lie beside the checkout, and not on every machine. */
const FOLDER = new URL('../../../../shared/data/vectors/', import.meta.url);
const skip = existsSync(FOLDER) ? false : 'the real files are not at hand';
const pathOf = (file: string) => fileURLToPath(new URL(file, FOLDER));

interface RealFile {
  file: string;
  size: number;
  dims: number;
  format: string;
  /** Some words with their first numbers, as gensim 4.2 reads them. */
  rows: [row: number, word: string, numbers: number[]][];
  kingQueen?: number;
}

const files: RealFile[] = [
  {
    file: 'googlenews_8k_300d.bin',
    size: 8000,
    dims: 300,
    format: 'word2vec binary',
    rows: [
      [0, 'in', [0.070312, 0.086914, 0.087891]],
      [4000, 'legislators', [0.018555, -0.043457, -0.207031]],
      [7999, 'psychotherapist', [0.135742, -0.098145, -0.111816]],
    ],
    kingQueen: 0.6510957,
  },
  {
    file: 'euclidean_vectors.bin',
    size: 2747,
    dims: 10,
    format: 'word2vec binary',
    rows: [
      [0, 'the', [0.42145327, 0.93435585, -0.050913863]],
      [1373, 'internet', [0.088987656, 1.2651423, 0.055067692]],
      [2746, 'fly', [0.700036, 0.83025765, -0.49669528]],
    ],
  },
  {
    file: 'glove_twitter_25d_12k.txt',
    size: 11925,
    dims: 25,
    format: 'GloVe text',
    rows: [
      [0, 'the', [-0.010167, 0.020194, 0.21473]],
      [5962, 'juan', [-0.5225, 0.20762, 0.80262]],
      [11924, 'wizards', [0.38488, 0.52014, 0.58014]],
    ],
    kingQueen: 0.9202422,
  },
  {
    file: 'test_glove.txt',
    size: 76,
    dims: 50,
    format: 'GloVe text',
    rows: [
      [0, 'the', [0.418, 0.24968, -0.41242]],
      [38, 'who', [-0.19461, -0.051277, 0.26445]],
      [75, 'into', [0.66749, -0.41321, 0.065755]],
    ],
  },
  {
    file: 'word2vec_pre_kv_c',
    size: 1750,
    dims: 10,
    format: 'word2vec text',
    rows: [
      [0, 'the', [-0.561106, -1.975698, 1.663955]],
      [875, 'ses', [-0.060492, -0.433857, 0.384801]],
      [1749, 'indonesian', [-0.017856, -0.193613, 0.115124]],
    ],
  },
  {
    file: 'lee_fasttext.vec',
    size: 1762,
    dims: 10,
    format: 'word2vec text',
    rows: [
      [0, 'the', [-0.65992, 0.20966, 0.47362]],
      [881, 'followed', [-0.32729, 0.28894, -0.022603]],
      [1761, 'hundred', [-0.57144, -0.0085561, 0.15748]],
    ],
  },
  {
    file: 'crime-and-punishment.vec',
    size: 291,
    dims: 5,
    format: 'word2vec text',
    rows: [
      [0, 'и', [-0.11189, 0.12135, -0.11379]],
      [145, 'came', [0.044062, 0.019917, -0.0069836]],
      [290, 'напротив;', [-0.045495, 0.0038485, 0.057892]],
    ],
  },
  {
    file: 'toy-model.vec',
    size: 22,
    dims: 5,
    format: 'word2vec text',
    rows: [
      [0, 'the', [0.068811, 0.26619, 0.026622]],
      [11, 'society', [0.042448, 0.12715, 0.064185]],
      [21, 'by', [0.13272, 0.12397, 0.084777]],
    ],
  },
];

for (const { file, size, dims, format, rows, kingQueen } of files) {
  test(`reads the real ${file}`, { skip }, async () => {
    const set = await readSet(pathOf(file));
    assert.deepEqual([set.size, set.dims, set.format, set.notes], [size, dims, format, []]);
    for (const [row, word, numbers] of rows) {
      assert.equal(set.vocabulary.word(row), word);
      assert.deepEqual(set.vector(row).subarray(0, numbers.length), Float32Array.from(numbers));
    }
    if (kingQueen === undefined) return;
    const similarity = set.similarity(set.vocabulary.find('king'), set.vocabulary.find('queen'));
    assert.ok(Math.abs(similarity - kingQueen) < 1e-5, String(similarity));
  });
}

for (const file of ['crime-and-punishment.bin', 'toy-model.bin']) {
  test(`refuses the real ${file} by the name of its format`, { skip }, async () => {
    await assert.rejects(readVectors(pathOf(file)), {
      message: `${file} is a fastText binary file; expected one of: word2vec binary, word2vec text, GloVe text.`,
    });
  });
}
