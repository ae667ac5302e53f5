import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createEngine } from '../../../src/engine/engine.ts';
import { DEFAULT_LANGUAGE } from '../../../src/common/trainingDefaults.ts';
import { unstopped } from '../support.ts';
import { temporaryFolder } from './files.ts';

const folder = temporaryFolder();

test('the file of a language model opens as a set: its own words, and no question', async () => {
  const engine = createEngine();
  const sizes = {
    embeddingSize: 4,
    hiddenSize: 3,
    steps: 5,
    batch: 2,
    epochs: 1,
    validation: 0,
    minCount: 1,
  };
  const params = { ...DEFAULT_LANGUAGE, ...sizes, tokeniser: 'characters' as const };
  const corpus = { paths: [], texts: ['a b\n'.repeat(20)] };
  await engine['network/train']({ id: 'n', setId: 's', name: 'n', corpus, params }, unstopped());
  const path = join(folder, 'model.safetensors');
  await engine['network/save']({ id: 'n', path }, unstopped());
  const opened = await engine['sets/open']({ id: 'again', path }, unstopped());
  assert.ok('info' in opened);
  assert.deepEqual([opened.info.dims, opened.info.format], [4, 'language model']);
  for (const word of ['a', ' ', '\n']) {
    const row = await engine['sets/find']({ id: 's', word }, unstopped());
    assert.equal(await engine['sets/find']({ id: 'again', word }, unstopped()), row);
    const vectorIn = (id: string) => engine['queries/vector']({ id, text: 'a' }, unstopped());
    assert.deepEqual(await vectorIn('again'), await vectorIn('s'));
  }
  const broken = join(folder, 'broken.safetensors');
  const bytes = (await readFile(path)).toString('latin1').replace('\\"words\\":', '\\"wards\\":');
  await writeFile(broken, bytes, 'latin1');
  await assert.rejects(async () => engine['sets/open']({ id: 'b', path: broken }, unstopped()), {
    message: 'broken.safetensors is a broken language model: it has no words for a table encoder.weight.',
  });
});
