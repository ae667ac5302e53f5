import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserFault } from '../../../src/engine/faults.ts';
import { readSet, temporaryFolder } from './files.ts';

const folder = temporaryFolder();
const ROWS = 220_000;
const DIMS = 10;
/** Lines that no parser of plain lines takes; what becomes of each. */
const ODD: Record<number, { line: (row: number) => string; word?: string }> = {
  0: { line: (row) => `  indented ${numbers(row)}`, word: 'indented' },
  20_001: { line: (row) => `New York ${numbers(row)}`, word: 'New York' },
  20_002: { line: () => '', word: undefined },
  90_000: { line: (row) => `word7 ${numbers(row)}`, word: undefined },
  120_000: { line: (row) => `nan ${numbers(row).replace(/\S+$/, 'nan')}`, word: undefined },
  120_001: { line: (row) => `precise ${numbers(row)}000000000000000000001`, word: 'precise' },
  219_999: { line: (row) => `last ${numbers(row)}`, word: 'last' },
};

const vector = (row: number) => Array.from({ length: DIMS }, (_, i) => (row % 1000) / 8 + i / 1024);
const numbers = (row: number) =>
  vector(row)
    .map((value) => value.toFixed(7))
    .join(' ');
const lineOf = (row: number) => ODD[row]?.line(row) ?? `word${row} ${numbers(row)}`;

function text(lineEnd: string): string {
  return Array.from({ length: ROWS }, (_, row) => lineOf(row)).join(lineEnd);
}

for (const [name, lineEnd] of [
  ['LF', '\n'],
  ['CRLF', '\r\n'],
]) {
  test(`a text that several threads parse is read as it stands, with ${name}`, async () => {
    const path = join(folder, 'big.txt');
    const content = text(lineEnd);
    assert.ok(content.length > 16 << 20, 'it is long enough for several threads');
    await writeFile(path, content);
    const set = await readSet(path);
    const rows = Array.from({ length: ROWS }, (_, row) => row).filter(
      (row) => !(row in ODD) || ODD[row].word,
    );
    assert.equal(set.size, rows.length);
    rows.forEach((row, i) => {
      const word = ODD[row]?.word ?? `word${row}`;
      if (set.vocabulary.word(i) !== word) assert.equal(set.vocabulary.word(i), word);
      for (const [j, value] of vector(row).entries())
        if (set.vectors[i * DIMS + j] !== Math.fround(Number(value.toFixed(7))))
          assert.equal(set.vectors[i * DIMS + j], value);
    });
    assert.deepEqual(set.notes, [
      'Duplicate words, of which the first vector was kept: 1 (first: ‘word7’, line 90001).',
      'Rows that hold NaN or infinity, which were left out: 1 (first: ‘nan’, line 120001).',
    ]);
  });
}

test('what is wrong in the middle of it is named by its line', async () => {
  const path = join(folder, 'wrong.txt');
  const lines = text('\n').split('\n');
  lines[150_000] = 'short 1 2 3';
  await writeFile(path, lines.join('\n'));
  await assert.rejects(readSet(path), {
    name: UserFault.name,
    message: 'wrong.txt, line 150001: expected 10 numbers after the word, found 3.',
  });
});
