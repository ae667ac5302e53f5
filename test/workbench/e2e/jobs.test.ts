import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Frame } from 'playwright-core';
import type { Workbench } from '../../../scripts/driver.mjs';
import type { TrainingOrigin } from '../../../src/protocol/watch.ts';
import { safetensors } from '../../unit/formats/encoders.ts';
import { Journey } from './journey.ts';

/** The four jobs, by mouse and keyboard, in the real workbench with the packaged extension. */
const journey = new Journey();
let workbench: Workbench;

before(async () => {
  workbench = await journey.begin();
});
after(() => journey.end());

/** Beside another editor a map is small, and its panels begin folded. */
async function unfold(map: Frame, panel: string): Promise<void> {
  await map.waitForSelector(`${panel} .fold`);
  const folded = map.locator(`${panel} .fold[aria-expanded=false]`);
  if ((await folded.count()) > 0) await folded.click();
}

test('a .vec file opens as its map, which settles', async () => {
  await workbench.openFile('english.vec');
  const map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
  assert.equal(await map.textContent('.summary'), 'english.vec · 213 words × 50');
  await workbench.page.locator('.statusbar-item', { hasText: 'english.vec' }).waitFor();
});

test('a search flies to a word and lists its nearest neighbours', async () => {
  const map = await workbench.webview('.overlay');
  await map.fill('.search input', 'queen');
  await map.waitForSelector('.matches li');
  await map.press('.search input', 'Enter');
  await map.waitForSelector('.word-line');
  const words = await map.locator('.word-line .word').allTextContents();
  assert.equal(words.length, 10);
  assert.ok(words.includes('king'), words.join());
});

test('a hover on a word shows its report, compares with the pinned word and leads to the map', async () => {
  await workbench.openFile('english.txt');
  await workbench.runCommand('Embeddings: Pin Word…');
  await workbench.answer('queen');
  const hover = await workbench.hoverText('king');
  assert.match(hover, /king — english\.vec/);
  assert.match(hover, /cosine similarity to queen: 0\.\d{4}/);
  await workbench.page.locator('.monaco-hover a', { hasText: 'Show on Map' }).click();
  const map = await workbench.webview('.overlay');
  await map.waitForFunction(() => document.querySelector('.details h2')?.textContent === 'king');
});

/** Asks for a training on an open file, and hands its form over when the text is counted. */
async function trainingForm(file: string) {
  await workbench.openFile(file);
  await workbench.runCommand('Embeddings: Train on…');
  await workbench.pick('This file');
  const panel = await workbench.webview('.before form');
  await panel.waitForSelector('.counted dd');
  return panel;
}

test('training on the open text makes a set, which is saved with how it was made', async () => {
  const panel = await trainingForm('中文.txt');
  assert.match((await panel.textContent('.counted')) ?? '', /206 make the vocabulary/);
  await panel.fill('#dims', '20');
  await panel.click('.start');
  await panel.waitForSelector('.buttons button:has-text("Show Map")');
  assert.equal(await panel.textContent('.status'), 'Done.');
  await panel.waitForSelector('.watched li');
  await panel.click('.buttons button:has-text("Show Map")');
  await workbench.webview('.summary', '中文.txt · 206 words × 20');
  await workbench.runCommand('Embeddings: Save Set as…');
  await workbench.pick('word2vec text');
  await workbench.answer(join(journey.workspace, 'learned.vec'));
  const origin = 'learned.vec.training.json';
  await workbench.until(() => readdirSync(journey.workspace).includes(origin));
  assert.match(readFileSync(join(journey.workspace, 'learned.vec'), 'utf8'), /^206 20\n/);
  const text = readFileSync(join(journey.workspace, origin), 'utf8');
  const { corpus, params } = JSON.parse(text) as TrainingOrigin;
  assert.deepEqual([corpus, params.algorithm, params.dims], ['中文.txt', 'skip-gram', 20]);
});

test('a training pauses, goes on behind a closed panel, refuses a second one, and is discarded', async () => {
  const panel = await trainingForm('english.txt');
  await panel.fill('#epochs', '1000');
  await panel.fill('#dims', '1000');
  await panel.click('.start');
  await panel.click('.buttons button:has-text("Pause")');
  await panel.waitForSelector('.status:text("Paused.")');
  await workbench.runCommand('View: Close Editor');
  const item = workbench.page.locator('.statusbar-item', { hasText: 'Training english.txt' });
  await item.waitFor();
  await workbench.runCommand('Embeddings: Train on…');
  await workbench.notification('another training can start when that has ended');
  await workbench.clearNotifications();
  await item.click();
  const again = await workbench.webview('.course');
  await again.click('.buttons button:has-text("Resume")');
  await again.click('.buttons button:has-text("Stop and Discard")');
  await again.waitForSelector('.status:text("Discarded.")');
  await workbench.page.locator('.statusbar-item', { hasText: 'learned.vec' }).first().waitFor();
});

test('a stopped training is kept, replayed and gone on with; its context table is a set too', async () => {
  const panel = await trainingForm('english.txt');
  await panel.fill('#epochs', '1000');
  await panel.fill('#dims', '500');
  await panel.click('.start');
  await panel.waitForSelector('.watched li');
  await panel.click('.buttons button:has-text("Stop and Keep")');
  await panel.waitForSelector('.buttons button:has-text("Go On")');
  await panel.locator('.replay input').fill('0');
  await panel.waitForSelector('.replay output:text("% done")');
  await panel.click('.window button:has-text("Next window")');
  await panel.waitForSelector('.products td');
  await panel.click('.buttons button:has-text("Go On")');
  await panel.click('.buttons button:has-text("Stop and Keep")');
  await panel.click('.buttons button:has-text("Open Context Vectors")');
  await workbench.webview('.summary', 'english.txt (context vectors) · 213 words × 500');
  await workbench.runCommand('View: Close Editor');
  await workbench.runCommand('View: Close Editor');
});

test('a trace of the selected sentence shows its hidden states and a formula', async () => {
  await workbench.runCommand('Embeddings: Switch Active Set…');
  await workbench.pick('english.vec');
  await workbench.openFile('english.txt');
  await workbench.selectText('The king and the queen live in the city.');
  await workbench.runCommand('Embeddings: Trace RNN over Selection');
  const trace = await workbench.webview('.formula');
  assert.match((await trace.textContent('body')) ?? '', /9 tokens × 50/);
});

test('the compute backend says which and why', async () => {
  await workbench.runCommand('Embeddings: Show Compute Backend');
  await workbench.notification('Compute backend: TensorFlow.js 4.22.0, wasm. WebAssembly computes.');
});

test('a broken file shows one sentence in the place of its map', async () => {
  writeFileSync(join(journey.folder, 'broken.vec'), '3 2\na 1 2\nb 1\nc 1 2\n');
  await workbench.runCommand('File: Open File...');
  await workbench.answer(join(journey.folder, 'broken.vec'));
  const editor = await workbench.webview('.gone p');
  const sentence = 'broken.vec, line 3: expected 2 numbers after the word, found 1.';
  assert.equal(await editor.textContent('.gone p'), sentence);
  writeFileSync(join(journey.folder, 'broken.vec'), '3 2\na 1 2\nb 1 3\nc 1 2\n');
  await editor.click('text=Try Again');
  await workbench.webview('.summary', 'broken.vec · 3 words × 2');
});

test('of several tensors one is chosen, once', async () => {
  const numbers = Array.from({ length: 6 }, (_, i) => Math.sin(i));
  const words = Buffer.from(Float32Array.from(numbers).buffer);
  const tensors = {
    'embed_tokens.weight': { dtype: 'F32', shape: [3, 2], data: words },
    'other.weight': { dtype: 'F32', shape: [2, 2], data: words.subarray(0, 16) },
  };
  writeFileSync(join(journey.folder, 'model.safetensors'), safetensors(tensors));
  writeFileSync(
    join(journey.folder, 'tokenizer.json'),
    '{"model": {"vocab": {"king": 0, "queen": 1, "man": 2}}}',
  );
  await workbench.runCommand('File: Open File...');
  await workbench.answer(join(journey.folder, 'model.safetensors'));
  await workbench.pick('embed_tokens.weight');
  const summary = 'model.safetensors · embed_tokens.weight · 3 words × 2';
  await workbench.webview('.summary', summary);
  // A webview that comes up takes the focus, and so the list that is open, away.
  await workbench.webview('.status[data-kind=settled]');
  await workbench.runCommand('Embeddings: Close Set');
  await workbench.pick('model.safetensors');
  const closed = await workbench.webview('.gone p');
  assert.equal(await closed.textContent('.gone p'), 'This embedding set was closed.');
  await closed.click('text=Try Again');
  await workbench.webview('.summary', summary);
  assert.equal(await workbench.page.locator('.quick-input-widget').isVisible(), false);
});

test('a table opens with what it says of its words, where the user wants it to', async () => {
  writeFileSync(
    join(journey.folder, 'table.csv'),
    'word,language,v\nking,en,"[1, 2]"\nroi,fr,"[1, 3]"\nreina,es,"[2, 2]"\n',
  );
  await workbench.runCommand('Embeddings: Open Vector File…');
  await workbench.answer(join(journey.folder, 'table.csv'));
  const map = await workbench.webview('.summary', 'table.csv · 3 words × 2');
  await map.fill('.search input', 'roi');
  await map.press('.search input', 'Enter');
  await unfold(map, '.details');
  await map.waitForSelector('.details dd');
  assert.equal(await map.textContent('.details dl'), 'languagefr');
});

test('the points take the colours of a column, and its legend filters them', async () => {
  await workbench.runCommand('Embeddings: Open Vector File…');
  await workbench.answer(join(journey.workspace, 'english.csv'));
  const map = await workbench.webview('.summary', 'english.csv · 213 words × 50');
  await map.waitForSelector('.status[data-kind=settled]');
  await map.selectOption('.legend select', 'topic');
  await unfold(map, '.legend');
  await map.waitForSelector('.legend li');
  const names = await map.locator('.legend .name').allTextContents();
  assert.deepEqual(names.slice(0, 2), ['actions', 'people']);
  assert.equal(names.at(-1), 'No value');
  await map.uncheck('.legend li:nth-child(1) input');
  await map.selectOption('.legend select', 'count');
  await map.waitForFunction(() => document.querySelector('.legend .name')?.textContent?.includes(' to '));
  assert.equal(await map.locator('.legend input:not(:checked)').count(), 0);
});

test('nothing was written into the workspace unasked', () => {
  const files = [
    'english.csv',
    'english.txt',
    'english.vec',
    'learned.vec',
    'learned.vec.training.json',
    '中文.txt',
    '中文.vec',
  ];
  assert.deepEqual(readdirSync(journey.workspace).sort(), files.sort());
});

test('after a reload of the window, sets and maps are there again', async () => {
  // The editor's own command: a page that is reloaded in a hurry has not stored which panels are open.
  await workbench.reloadWindow();
  await workbench.page.locator('.statusbar-item', { hasText: 'english.csv' }).waitFor();
  const coloured = await workbench.webview('.summary', 'english.csv · 213 words × 50');
  await unfold(coloured, '.legend');
  await coloured.waitForSelector('.legend li');
  assert.equal(await coloured.inputValue('.legend select'), 'count');
  await workbench.openFile('english.vec');
  const map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
  assert.equal(await map.textContent('.summary'), 'english.vec · 213 words × 50');
});
