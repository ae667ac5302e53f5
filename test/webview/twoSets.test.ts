import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FromTwoSets, TwoSetsState } from '../../src/protocol/twoSets.ts';
import { closeBrowser, openWebview } from './harness.ts';
import { KEPT, COMPARED, ANSWER, openSets, answer } from './twoSetsPage.ts';

after(closeBrowser);

test('says what the sets are, what they share and which words moved', async () => {
  const { page, problems } = await openSets();
  assert.equal(await page.textContent('h1'), 'news-1990.vec and news-2020.vec');
  assert.match((await page.textContent('.summary')) ?? '', /12,345 words × 50.*23,456 words × 50/);
  const facts = (await page.textContent('.facts')) ?? '';
  assert.match(facts, /9,876 words are in both\. Their mean cosine after alignment is 0\.6123\./);
  assert.match(facts, /by the rotation or reflection .* 5,000 shared words .*Schönemann 1966/);
  assert.deepEqual(
    await page.locator('.moved >> nth=0 >> .word').allTextContents(),
    COMPARED.moved.map(({ word }) => word),
  );
  const widths = await page
    .locator('.moved .bar')
    .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().width));
  assert.ok(widths[0] > widths[4] && widths[4] > widths[5], widths.join());
  assert.deepEqual(problems, []);
  await page.close();
});

test('a word of a list is looked at in both sets; what both share is marked in words', async () => {
  const sets = await openSets();
  const { page } = sets;
  await page.click('.moved button');
  await answer(sets, 'cell');
  assert.equal(await page.textContent('.answer h2'), 'cell');
  assert.match(
    (await page.textContent('.answer p')) ?? '',
    /−0\.3000\. Nearest words that both share: 1 of 4\./,
  );
  assert.deepEqual(await page.locator('.sides h3').allTextContents(), ['news-1990.vec', 'news-2020.vec']);
  assert.equal(await page.locator('.word-line:has(.both) .word').first().textContent(), 'membrane');
  assert.equal(await page.locator('.both').count(), 2);
  assert.match((await page.textContent('.spoken')) ?? '', /cell\. In news-1990\.vec: prison, jail, /);
  await page.focus('.sides button >> nth=5');
  await page.keyboard.press('Enter');
  await answer(sets, 'mobile', { ...ANSWER, first: undefined, cosine: undefined, shared: [] });
  assert.match((await page.textContent('.sides')) ?? '', /It is not in this set\./);
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H2');
  assert.deepEqual(await sets.state(), { ...KEPT, word: 'mobile' });
  await page.close();
});

test('typing looks a word up, once, and a late answer to an earlier word is not shown', async () => {
  const sets = await openSets();
  const { page } = sets;
  await page.fill('.search input', 'tree');
  await answer(sets, 'tree');
  await page.fill('.search input', 'house');
  await page.keyboard.press('Enter');
  const asked = () => sets.posted.filter((message) => message.type === 'word');
  for (let tries = 0; asked().length < 2 && tries < 40; tries++) await page.waitForTimeout(50);
  await page.waitForTimeout(300);
  assert.deepEqual(
    asked().map(({ word }) => word),
    ['tree', 'house'],
  );
  await sets.send({ type: 'word', request: asked()[0].request, word: 'tree', answer: ANSWER });
  await page.waitForTimeout(100);
  assert.equal(await page.locator('.word-view[aria-busy]').count(), 1);
  await sets.send({ type: 'noWord', request: asked()[1].request, message: 'Neither knows it.' });
  await page.waitForFunction(() => !document.querySelector('.word-view[aria-busy]'));
  assert.equal(await page.textContent('.answer'), 'Neither knows it.');
  await page.close();
});

test('the word comes back after a reload', async () => {
  const state: TwoSetsState = { ...KEPT, word: 'cloud' };
  const sets = await openSets({ state });
  await answer(sets, 'cloud');
  assert.equal(await sets.page.inputValue('.search input'), 'cloud');
  await sets.page.close();
});

test('the export is of all words that moved, which are not here: it is asked for', async () => {
  const sets = await openSets();
  await sets.page.click('text=CSV');
  await sets.page.waitForTimeout(100);
  assert.deepEqual(sets.posted.at(-1), { type: 'export' });
  await sets.page.close();
});

test('an emptied search box leaves no old answer, nor does a late one come into it', async () => {
  const sets = await openSets();
  const { page } = sets;
  await page.click('.moved button');
  await answer(sets, 'cell');
  await page.fill('.search input', '');
  await page.waitForFunction(() =>
    document.querySelector('.answer')?.textContent?.startsWith('Search a word'),
  );
  assert.deepEqual(await sets.state(), KEPT);
  const request = sets.posted.findLast((message) => message.type === 'word')?.request;
  await sets.send({ type: 'word', request, word: 'cell', answer: ANSWER });
  await page.waitForTimeout(100);
  assert.equal(await page.locator('.answer h2').count(), 0);
  await page.fill('.search input', 'tree');
  await answer(sets, 'tree');
  assert.equal(await page.textContent('.answer h2'), 'cell');
  await page.close();
});

test('the two lists stay level, whatever is marked in them; the ends of the bar are named', async () => {
  const sets = await openSets();
  await sets.page.click('.moved button');
  await answer(sets, 'cell');
  const heights = await sets.page
    .locator('.sides li')
    .evaluateAll((lines) => lines.map((line) => line.getBoundingClientRect().height));
  assert.equal(new Set(heights).size, 1, heights.join());
  assert.deepEqual(await sets.page.locator('.far .ticks span').allTextContents(), [
    'unmoved',
    'turned to the opposite',
  ]);
  await sets.page.close();
});

test('a panel that fails at once keeps what it is about', async () => {
  const sets = await openWebview<FromTwoSets>('twoSets');
  await sets.send({ type: 'remember', state: KEPT });
  await sets.send({ type: 'gone', message: 'The two embedding sets share no word.' });
  await sets.page.waitForSelector('.gone:not([hidden])');
  assert.deepEqual(await sets.state(), KEPT);
  await sets.page.close();
});

test('every theme shows it without a breach of the policy', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    const sets = await openSets({ theme });
    await sets.page.click('.moved button');
    await answer(sets, 'cell');
    await sets.page.screenshot({ path: join(tmpdir(), `embedding-explorer-twoSets-${theme}.png`) });
    assert.deepEqual(sets.problems, []);
    await sets.page.close();
  }
});
