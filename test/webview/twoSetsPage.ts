/** A page of two compared sets in a real browser, and sets for it. */
import assert from 'node:assert/strict';
import type { SetInfo } from '../../src/protocol/engine.ts';
import type { ComparedSets, WordInTwoSets } from '../../src/protocol/queries.ts';
import type { FromTwoSets } from '../../src/protocol/twoSets.ts';
import { openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

type TwoSetsPage = WebviewPage<FromTwoSets>;

const PARAMS = { first: 'a', second: 'b' };
/** What the host says first of all. */
export const KEPT = {
  params: PARAMS,
  sets: [
    { id: 'a', name: 'news-1990.vec', path: '/data/news-1990.vec' },
    { id: 'b', name: 'news-2020.vec' },
  ],
};
export const FIRST: SetInfo = {
  id: 'a',
  name: 'news-1990.vec',
  words: 12_345,
  dims: 50,
  format: 'word2vec text',
  notes: [],
  warnings: [],
  metadata: [],
};
export const SECOND: SetInfo = { ...FIRST, id: 'b', name: 'news-2020.vec', words: 23_456 };
export const COMPARED: ComparedSets = {
  shared: 9_876,
  alignedBy: 5_000,
  meanCosine: 0.61234,
  moved: ['cell', 'tweet', 'cloud, the', 'viral', '足球场'].map((word, i) => ({
    word,
    cosine: -0.3 + i / 5,
  })),
  kept: ['king', 'queen', '足球场', 'bread'].map((word, i) => ({ word, cosine: 0.98 - i / 50 })),
};
export const ANSWER: WordInTwoSets = {
  first: { word: 'cell', neighbours: scored(['prison', 'jail', 'membrane', 'tissue']) },
  second: { word: 'cell', neighbours: scored(['phone', 'mobile', 'membrane', 'battery']) },
  shared: ['membrane'],
  cosine: -0.3,
};

function scored(words: string[]) {
  return words.map((word, row) => ({ row, word, score: 0.9 - row / 10 }));
}

export async function openSets(options: WebviewOptions = {}): Promise<TwoSetsPage> {
  const sets = await openWebview<FromTwoSets>('twoSets', options);
  await sets.page.waitForSelector('.two-sets', { state: 'attached' });
  await sets.send({ type: 'remember', state: KEPT });
  await sets.send({ type: 'sets', first: FIRST, second: SECOND, compared: COMPARED });
  await sets.page.waitForSelector('.moved li');
  return sets;
}

/** Answers the last question for a word. */
export async function answer(sets: TwoSetsPage, wanted: string, found = ANSWER): Promise<void> {
  const last = () => sets.posted.findLast((message) => message.type === 'word');
  for (let tries = 0; last()?.word !== wanted && tries < 40; tries++) await sets.page.waitForTimeout(50);
  const asked = last();
  assert.equal(asked?.word, wanted);
  await sets.send({ type: 'word', request: asked?.request, word: wanted, answer: found });
  await sets.page.waitForFunction(() => !document.querySelector('.word-view[aria-busy]'));
}
