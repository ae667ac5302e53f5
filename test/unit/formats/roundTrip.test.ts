import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENCODERS, gzipped, type Encoder, type Rows } from './encoders.ts';
import { readBuffers, rowsOf, temporaryFolder } from './files.ts';
import { EmbeddingSet } from '../../../src/engine/embeddings/embeddingSet.ts';

const folder = temporaryFolder();
const RUNS = 25;

/** Sets of some words and dimensions, of any float32 but NaN and infinity. */
function setsFor({ holds, round }: Encoder): fc.Arbitrary<Rows> {
  const number = fc.float({ noNaN: true, noDefaultInfinity: true, min: -60000, max: 60000 });
  const word = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .filter((text) => holds(text) && text.isWellFormed());
  const plain = fc.constantFrom('king', 'queen', '国王', 'naïve', 'don’t', '<unk>', 'state-of-the-art');
  return fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 8 })).chain(([dims, count]) =>
    fc.record({
      words: fc.uniqueArray(fc.oneof(plain, word), { minLength: count, maxLength: count }),
      vectors: fc.array(
        fc.array(
          number.map((value) => (round ? round(value) : value)),
          { minLength: dims, maxLength: dims },
        ),
        { minLength: count, maxLength: count },
      ),
    }),
  );
}

async function readsBack(encoder: Encoder, rows: Rows): Promise<void> {
  const place = join(folder, 'set');
  await rm(place, { recursive: true, force: true });
  await mkdir(place);
  const files = encoder.encode(rows);
  for (const [name, content] of Object.entries(files)) await writeFile(join(place, name), content);
  for (const chunk of [64, undefined]) {
    const set = new EmbeddingSet(
      await readBuffers(join(place, Object.keys(files)[0]), { chunk, answers: encoder.answers }),
    );
    const expected = rows.words.map((word, i) => [word, [...Float32Array.from(rows.vectors[i])]]);
    assert.deepEqual(rowsOf(set), expected);
    assert.equal(set.format, encoder.format);
  }
}

for (const encoder of [...ENCODERS, ...ENCODERS.filter((_, i) => i % 3 === 0).map(gzipped)]) {
  test(`any set in ${encoder.name} reads as it was`, async () => {
    await fc.assert(
      fc.asyncProperty(setsFor(encoder), (rows) => readsBack(encoder, rows)),
      { seed: 7, numRuns: RUNS },
    );
  });
}
