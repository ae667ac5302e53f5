import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_TRAINING } from '../../../src/common/trainingDefaults.ts';
import { readCorpus } from '../../../src/engine/text/corpus.ts';
import { phrasedWordsOf, PhraseFinder } from '../../../src/engine/text/phrases.ts';

/** A name that the segmenter's dictionary does not know, among words that it knows. */
const TEXT = '玄德大笑。张飞看见玄德。关公不见玄德，大怒。'.repeat(12);

function phrases(...texts: string[]): ReadonlySet<string> {
  const finder = new PhraseFinder();
  for (const text of texts) finder.add(text);
  return finder.finish();
}

test('a name that the dictionary tears apart is found by the company its parts keep', () => {
  assert.ok(phrases(TEXT).has('玄 德'));
  assert.equal(phrases(TEXT.slice(0, 40)).size, 0, 'what stands together a few times tells nothing');
  assert.equal(phrases('of the king of the queen. '.repeat(50)).size, 0, 'words with spaces are left alone');
});

test('the parts are joined where they touch, at their places', () => {
  const words = [...phrasedWordsOf('见玄德 玄，德', new Set(['玄 德']))];
  assert.deepEqual(
    words.map(({ text, start, end }) => [text, start, end]),
    [
      ['见', 0, 1],
      ['玄德', 1, 3],
      ['玄', 4, 5],
      ['德', 6, 7],
    ],
  );
});

test('a corpus counts such names as words', () => {
  const { vocabulary } = readCorpus({ paths: [], texts: [TEXT] }, { ...DEFAULT_TRAINING, minCount: 1 });
  assert.ok(vocabulary.indexOf('玄德') >= 0);
  assert.equal(vocabulary.indexOf('玄'), -1);
});
