import assert from 'node:assert/strict';
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../../../scripts/driver.mjs';
import { Journey } from './journey.ts';

/** The tools of the map in the real workbench with the packaged extension. */
const journey = new Journey();
let workbench: Workbench;
let map: Frame;

before(async () => {
  workbench = await journey.begin();
  cpSync(join(journey.workspace, 'english.vec'), join(journey.workspace, 'twin.vec'));
  await workbench.openFile('english.vec');
  map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
});
after(() => journey.end());

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await map.focus('.overlay');
    await map.press('.overlay', key);
  }
}

async function openPanel(key: string, name: string): Promise<void> {
  if ((await map.getAttribute('.drawer', 'data-name')) !== name) await press(key);
  await map.waitForSelector(`.drawer[data-name=${name}]:not([hidden])`);
}

test('clusters are found and named, and colour the map', async () => {
  await map.selectOption('.legend select', { label: 'Cluster' });
  await map.waitForSelector('.legend li');
  const names = await map.locator('.legend .name').allTextContents();
  assert.ok(names.length >= 3, names.join());
  for (const measure of ['Frequency (rank)', 'Length of the vector']) {
    await map.selectOption('.legend select', { label: measure });
    await map.waitForSelector('.legend:not([aria-busy]) li');
    assert.match((await map.locator('.legend .name').first().textContent()) ?? '', / to /);
  }
});

test('the layout is changed to principal components and to axes of one’s own', async () => {
  await openPanel('p', 'layout');
  await map.selectOption('.layout select', 'pca');
  await map.click('text="Lay Out"');
  await map.waitForFunction(() =>
    /^Principal components/.test(document.querySelector('.status span')!.textContent),
  );
  await map.selectOption('.layout select', 'axes');
  await map.fill('.axis >> nth=0 >> input >> nth=0', 'man');
  await map.fill('.axis >> nth=0 >> input >> nth=1', 'woman');
  await map.click('text="Lay Out"');
  await map.waitForFunction(() => /^Your axes/.test(document.querySelector('.status span')!.textContent));
});

test('an analogy is solved and drawn, vectors are compared, the table knows lengths and cosines', async () => {
  await openPanel('a', 'analogies');
  for (const [i, word] of ['man', 'king', 'woman'].entries()) {
    const box = map.locator('.analogies .search input').nth(i);
    await box.fill(word);
    await box.press('Enter');
  }
  await map.click('.analogies .primary:enabled');
  await map.waitForSelector('.analogies li.line');
  assert.equal(await map.textContent('.analogies li.line button'), 'man : king :: woman : queen');
  await openPanel('v', 'strips');
  for (const word of ['king', 'queen']) {
    await map.fill('.strips .search input', word);
    await map.press('.strips .search input', 'Enter');
  }
  await map.waitForSelector('.difference canvas');
  await openPanel('t', 'table');
  await map.fill('.table > input', 'king');
  await map.click('.grid-body .word >> text="king"');
  await map.waitForFunction(() => document.querySelector('.grid-body .cosine')?.textContent === '1.0000');
});

test('a search picks words, which become a group that is highlighted in the text', async () => {
  await openPanel('g', 'groups');
  await map.click('.tools .search .pattern');
  await map.fill('.tools .search input', '^(king|queen)$');
  await map.press('.tools .search input', 'ArrowUp');
  await map.press('.tools .search input', 'Enter');
  await map.waitForFunction(
    () => document.querySelector('.count-line')?.textContent === '2 words are selected.',
  );
  await map.fill('.groups form input', 'royals');
  await map.press('.groups form input', 'Enter');
  await map.click('text=Highlight in Texts');
  await workbench.openFile('english.txt');
  await workbench.page.locator('.view-overlays [class*="ced-"]').first().waitFor();
});

test('a session is saved and shows the same map again', async () => {
  await workbench.openFile('english.vec');
  map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
  await openPanel('e', 'export');
  await map.click('text=Save Session…');
  const path = join(journey.workspace, 'english.embmap.json');
  await workbench.answer(path);
  await workbench.until(() => readdirSync(journey.workspace).includes('english.embmap.json'));
  const saved = JSON.parse(readFileSync(path, 'utf8')) as { set: string; state: { picks: object } };
  assert.equal(saved.set, 'english.vec');
  await openPanel('g', 'groups');
  await map.click('[aria-label="Delete the group royals"]');
  await map.waitForFunction(() => document.querySelectorAll('.groups li').length === 0);
  await workbench.runCommand('Embeddings: Open Map Session…');
  await workbench.answer(path);
  // The page of the map begins anew, in place of the one that is still there.
  await workbench.until(async () => {
    map = await workbench.webview('.overlay');
    const isOpen = (await map.getAttribute('.drawer', 'data-name').catch(() => null)) === 'groups';
    if (!isOpen) await press('g').catch(() => undefined);
    const name = await map.inputValue('.group-name', { timeout: 1000 }).catch(() => '');
    return name === 'royals';
  });
  assert.match((await map.textContent('.status span')) ?? '', /^Your axes/);
});

test('a word of another set is added, and found on the map', async () => {
  await workbench.openFile('中文.vec');
  await workbench.webview('.summary', '中文.vec · 206 words × 50');
  await workbench.openFile('english.vec');
  map = await workbench.webview('.summary', 'english.vec · 213 words × 50');
  await map.waitForSelector('.status[data-kind=settled]');
  await openPanel('n', 'add');
  await map.selectOption('.add-words select', { label: '中文.vec' });
  await map.fill('.add-words textarea', '国王, xyzzy');
  await map.click('text="Place on the Map"');
  await map.waitForSelector('.add-words li');
  assert.deepEqual(await map.locator('.add-words li .link').allTextContents(), ['国王']);
  assert.match((await map.textContent('.add-words .report')) ?? '', /‘国王’ is placed.*‘xyzzy’/);
  await map.click('.add-words li .link');
  await map.waitForFunction(() => document.querySelector('.details h2')?.textContent === '国王');
  await map.waitForSelector('.details ol li');
});

test('two maps side by side go to the same word, and show what is pointed at in the other', async () => {
  await openPanel('n', 'add');
  await press('n');
  await workbench.openFile('twin.vec');
  const loaded = await workbench.webview('.summary', 'twin.vec · 213 words × 50');
  await loaded.waitForSelector('.status[data-kind=settled]');
  await workbench.runCommand('Embeddings: Show Two Maps Side by Side…');
  await workbench.pick('english.vec');
  await workbench.pick('twin.vec');
  map = await workbench.webview('.summary', 'english.vec · 213 words × 50');
  const twin = await workbench.webview('.summary', 'twin.vec · 213 words × 50');
  await twin.waitForSelector('.status[data-kind=settled]');
  await map.fill('.tools .search input', 'king');
  await map.press('.tools .search input', 'Enter');
  await twin.waitForFunction(() => document.querySelector('.details h2')?.textContent === 'king');
  // Flown to: what is in the middle of the other map is the same word.
  await workbench.until(async () => {
    await twin.locator('.overlay').hover();
    return (await twin.textContent('.tooltip')) === 'king';
  });
});
