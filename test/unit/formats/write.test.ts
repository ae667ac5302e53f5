import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Cancelled, UserFault } from '../../../src/engine/faults.ts';
import { readVectors } from '../../../src/engine/formats/read.ts';
import { writeVectors, type WritableFormat } from '../../../src/engine/formats/write.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import { setOf, unstopped } from '../support.ts';

let folder: string;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'embedding-explorer-'))));
after(() => rm(folder, { recursive: true }));

const random = seededRandom(5);
const numbers = () =>
  Array.from({ length: 7 }, () => (random() - 0.5) * 10 ** Math.floor(random() * 60 - 30));
const SET = setOf(
  Object.fromEntries(['king', '国王', 'naïve', '<unk>', ...'abcdefgh'].map((word) => [word, numbers()])),
);

for (const format of ['word2vec-text', 'word2vec-binary'] satisfies WritableFormat[]) {
  test(`${format} reads back bit for bit`, async () => {
    const path = join(folder, format);
    await writeVectors(SET, path, format, unstopped());
    const back = await readVectors(path, () => undefined);
    assert.deepEqual(back.vectors, SET.vectors);
    assert.deepEqual(Buffer.from(back.words.bytes), Buffer.from(SET.vocabulary.buffers.bytes));
    assert.equal(back.format, format.replace('-', ' '));
  });
}

test('a word that the format cannot hold is named, and the file that was there stays', async () => {
  const path = join(folder, 'kept');
  await writeFile(path, 'before');
  const set = setOf({ a: [1], 'b c': [2] });
  await assert.rejects(writeVectors(set, path, 'word2vec-binary', unstopped()), {
    name: UserFault.name,
    message: 'word2vec binary cannot hold the word "b c" (row 2).',
  });
  assert.equal(await readFile(path, 'utf8'), 'before');
});

test('a cancelled write leaves nothing behind', async () => {
  const path = join(folder, 'cancelled');
  const signal = AbortSignal.abort();
  await assert.rejects(
    writeVectors(SET, path, 'word2vec-text', { signal, report: () => undefined }),
    Cancelled,
  );
  assert.ok(!(await readdir(folder)).some((name) => name.startsWith('cancelled')));
});

test('a place that cannot be written is named', async () => {
  const path = join(folder, 'no', 'such', 'place.vec');
  await assert.rejects(
    writeVectors(SET, path, 'word2vec-text', unstopped()),
    /^UserFault: place\.vec cannot be written:/,
  );
});
