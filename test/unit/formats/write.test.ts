import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { test } from 'node:test';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';
import { Vocabulary } from '../../../src/engine/embeddings/vocabulary.ts';
import { Cancelled, UserFault } from '../../../src/engine/faults.ts';
import { writeVectors } from '../../../src/engine/formats/write/write.ts';
import { seededRandom } from '../../../src/engine/random.ts';
import type { ByteProgress, WritableFormat } from '../../../src/protocol/engine.ts';
import { setOf, unstopped } from '../support.ts';
import { readBuffers, readSet, rowsOf, temporaryFolder } from './files.ts';

const folder = temporaryFolder();
const FORMATS = ['word2vec-text', 'word2vec-binary'] satisfies WritableFormat[];
const random = seededRandom(5);

/** A float32 of any exponent. */
function anyNumber(): number {
  const value = new Float32Array(Uint32Array.of(Math.floor(random() * 2 ** 32)).buffer)[0];
  return Number.isFinite(value) ? value : anyNumber();
}

function randomSet(words: string[], dims: number): EmbeddingSet {
  return setOf(Object.fromEntries(words.map((word) => [word, Array.from({ length: dims }, anyNumber)])));
}

function bigSet(words: number, dims: number): EmbeddingSet {
  const vectors = Float32Array.from({ length: words * dims }, () => (random() - 0.5) * 2);
  const { buffers } = Vocabulary.of(Array.from({ length: words }, (_, i) => `word${i}`));
  return new EmbeddingSet({ words: buffers, vectors, dims, format: 'test', notes: [] });
}

async function assertReadsBack(set: EmbeddingSet, format: WritableFormat, chunk?: number): Promise<void> {
  const path = join(folder, format);
  await writeVectors(set, path, format, unstopped());
  const back = await readBuffers(path, { chunk });
  assert.deepEqual(back.vectors, set.vectors);
  assert.deepEqual(Buffer.from(back.words.bytes), Buffer.from(set.vocabulary.buffers.bytes));
  assert.deepEqual([back.format, back.notes], [format.replace('-', ' '), []]);
}

const WORDS = [
  'king',
  '国王',
  'naïve',
  '<unk>',
  '7',
  '-1.5',
  'nan',
  '\u00a0',
  'a\u0001b',
  '\u{1f600}',
  ...'abcdefgh',
];

for (const format of FORMATS) {
  test(`${format} reads back bit for bit, wherever its chunks end`, async () => {
    for (const chunk of [1, 7, undefined]) await assertReadsBack(randomSet(WORDS, 7), format, chunk);
    await assertReadsBack(
      setOf({ zeros: [1, -0], least: [1e-45, -1e-45], most: [3.4028234663852886e38, 1] }),
      format,
    );
  });

  test(`${format} reads back sets of any small size`, async () => {
    for (let words = 1; words <= 6; words++) {
      for (let dims = 1; dims <= 4; dims++) {
        await assertReadsBack(randomSet(WORDS.slice(-words), dims), format);
        await assertReadsBack(
          randomSet(
            Array.from({ length: words }, (_, i) => String(i * 3 + 1)),
            dims,
          ),
          format,
        );
      }
    }
  });

  test(`${format} lets others work meanwhile, and counts its bytes`, async () => {
    const steps: ByteProgress[] = [];
    const path = join(folder, 'big');
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await writeVectors(
      bigSet(20_000, 100),
      path,
      format,
      unstopped((step) => steps.push(step)),
    );
    delay.disable();
    // What other programs take from this machine is in it, so the median counts and not the most.
    assert.ok(delay.percentile(50) < 20e6, `${delay.percentile(50) / 1e6} ms`);
    const { length } = await readFile(path);
    assert.ok(steps.length > 1);
    assert.deepEqual(steps.at(-1), { phase: 'writing', done: length, total: length });
  });
}

for (const format of FORMATS) {
  test(`spaces in words become underscores in ${format}, as phrases have them`, async () => {
    const words = ['king', 'New York', '. . .', 'a  b\tc', 'chapter 7', ' b', 'c\nd'];
    const set = randomSet(words, 3);
    const path = join(folder, 'phrases');
    assert.deepEqual(await writeVectors(set, path, format, unstopped()), { changedWords: 6 });
    const back = await readSet(path);
    assert.deepEqual(
      rowsOf(back).map(([word]) => word),
      ['king', 'New_York', '._._.', 'a__b_c', 'chapter_7', '_b', 'c_d'],
    );
    assert.deepEqual(back.vectors, set.vectors);
  });

  test(`words that ${format} would make alike are named, and the file that was there stays`, async () => {
    const path = join(folder, 'kept');
    for (const [first, second] of [
      ['New York', 'New_York'],
      ['New_York', 'New York'],
      ['New York', 'New\tYork'],
    ]) {
      await writeFile(path, 'before');
      await assert.rejects(
        writeVectors(setOf({ a: [1], [first]: [2], [second]: [3] }), path, format, unstopped()),
        /written like/,
      );
      assert.equal(await readFile(path, 'utf8'), 'before');
    }
  });
}

test('two words that would be alike are both named', async () => {
  const set = setOf({ 'New York': [1], New_York: [2] });
  await assert.rejects(writeVectors(set, join(folder, 'alike'), 'word2vec-text', unstopped()), {
    name: UserFault.name,
    message:
      'word2vec text parts words from numbers by spaces: with underscores for its own, "New York" (row 1) would be written like "New_York" (row 2). NumPy, safetensors and Embedding Projector files can hold both.',
  });
});

test('text holds the shortest decimals', async () => {
  const path = join(folder, 'short');
  await writeVectors(
    setOf({ a: [0.1, -1.5, 1e-7], b: [1 / 3, 16777216, 0] }),
    path,
    'word2vec-text',
    unstopped(),
  );
  assert.equal(await readFile(path, 'utf8'), '2 3\na 0.1 -1.5 1e-7\nb 0.33333334 16777216 0\n');
});

const unwritable = FORMATS.flatMap((format) => ['', 'a\0'].map((word) => ({ format, word })));

for (const { format, word } of unwritable) {
  test(`${format} refuses the word ${JSON.stringify(word)}, and the file that was there stays`, async () => {
    const path = join(folder, 'kept');
    await writeFile(path, 'before');
    await assert.rejects(writeVectors(setOf({ a: [1], [word]: [2] }), path, format, unstopped()), {
      name: UserFault.name,
      message: `${format.replace('-', ' ')} cannot hold the word ${JSON.stringify(word)} (row 2).`,
    });
    assert.equal(await readFile(path, 'utf8'), 'before');
    assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.partial')));
  });
}

test('a cancelled write leaves the file that was there, and nothing beside it', async () => {
  const path = join(folder, 'cancelled');
  await writeFile(path, 'before');
  for (const steps of [0, 1]) {
    const controller = new AbortController();
    let reports = 0;
    const report = () => {
      if (++reports === steps) controller.abort();
    };
    if (steps === 0) controller.abort();
    const set = bigSet(30_000, 50);
    await assert.rejects(
      writeVectors(set, path, 'word2vec-binary', { signal: controller.signal, report }),
      Cancelled,
    );
    assert.equal(await readFile(path, 'utf8'), 'before');
    assert.ok(!(await readdir(folder)).some((name) => name.endsWith('.partial')));
  }
});

test('a place that cannot be written is named', async () => {
  const path = join(folder, 'no', 'such', 'place.vec');
  await assert.rejects(writeVectors(setOf({ a: [1] }), path, 'word2vec-text', unstopped()), {
    name: UserFault.name,
    message: /^place\.vec cannot be written:/,
  });
});
