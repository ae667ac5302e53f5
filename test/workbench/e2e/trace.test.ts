import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Workbench } from '../../../scripts/driver.mjs';
import { safetensors } from '../../unit/formats/encoders.ts';
import { Journey } from './journey.ts';

/** A trace and its text, weights from a file, a language model, by mouse and keyboard in the real workbench. */
const journey = new Journey();
let workbench: Workbench;

const SENTENCE = 'The king and the queen live in the city.';
const NETWORK = 'label:has-text("Network") select';

before(async () => {
  workbench = await journey.begin();
});
after(() => journey.end());

/** The page of the trace, with a summary that says something. */
function trace(text: RegExp) {
  return workbench.webview('.trace .summary', text);
}

test('the tokens of a trace are lit in the editor, and the editor’s pointer names its step', async () => {
  await workbench.openFile('english.vec');
  await (await workbench.webview('.overlay')).waitForSelector('.status[data-kind=settled]');
  await workbench.openFile('english.txt');
  await workbench.selectText(SENTENCE);
  await workbench.runCommand('Embeddings: Trace RNN over Selection');
  const page = await trace(/9 tokens × 50 inputs → 16 hidden units/);
  await page.focus('.scroller');
  await page.press('.scroller', 'ArrowRight');
  await workbench.page.locator('.view-overlays [class*="ced-"]').first().waitFor({ state: 'attached' });
  await workbench.hoverText('queen');
  await page.locator('.tooltip', { hasText: '“queen” · t = 5' }).waitFor();
});

test('another network, what it forgets, and the article’s long sentence', async () => {
  const page = await trace(/9 tokens/);
  await page.selectOption(NETWORK, 'lstm');
  await page.click('text=Forgetting');
  await page.locator('.curves li').nth(2).waitFor();
  await page.click('.forgetting button:has-text("Far:")');
  await trace(/not in the set/);
  await page.getByText('each such word has a random vector of its own').waitFor();
  await page.selectOption('label:has-text("Text") select', { index: 0 });
  await trace(/9 tokens/);
});

test('weights are opened from a file, and what they need is asked', async () => {
  const numbers = (count: number) =>
    Buffer.from(Float32Array.from({ length: count }, (_, i) => Math.sin(i) / 4).buffer);
  const tensor = (...shape: number[]) => {
    return { dtype: 'F32', shape, data: numbers(shape.reduce((product, length) => product * length)) };
  };
  const weights = { weight_ih_l0: tensor(4, 50), weight_hh_l0: tensor(4, 4) };
  const path = join(journey.folder, 'weights.safetensors');
  writeFileSync(path, safetensors(weights));
  const page = await trace(/9 tokens/);
  await page.click('.options:not([open]) summary');
  await page.click('text=Open Weights…');
  await workbench.answer(path);
  await workbench.pick('tanh');
  await trace(/weights\.safetensors: RNN \(tanh\)/);
  assert.equal(await page.isVisible('label:has-text("Hidden units")'), false);
  await page.selectOption(NETWORK, 'gru');
  await trace(/16 hidden units/);
});

test('weights that do not fit say so, and the trace stays', async () => {
  const path = join(journey.folder, 'wide.json');
  const row = (length: number) => Array.from({ length }, () => 0.1);
  const wide = {
    weight_ih_l0: [row(7), row(7), row(7), row(7)],
    weight_hh_l0: [row(1), row(1), row(1), row(1)],
  };
  writeFileSync(path, JSON.stringify(wide));
  const page = await trace(/16 hidden units/);
  await page.click('text=Open Weights…');
  await workbench.answer(path);
  await page.getByText('The network takes vectors of 7 numbers; those of this set have 50.').waitFor();
  assert.match((await page.textContent('.summary')) ?? '', /16 hidden units/);
});

/** Asks for a language model of a file, and hands its form over when the text is counted. */
async function languageForm(file: string, isFirst: boolean) {
  await workbench.openFile(file);
  await workbench.runCommand('Embeddings: Train Language Model on…');
  await workbench.pick('This file');
  // A model that is open could go on.
  if (!isFirst) await workbench.pick('A new model');
  const panel = await workbench.webview('.before #hiddenSize');
  await panel.waitForSelector('.counted dd');
  return panel;
}

test('a language model is trained in the panel of trainings: paused, stopped and kept, and gone on with', async () => {
  const panel = await languageForm('中文.txt', true);
  await panel.fill('#epochs', '300');
  await panel.click('.start');
  await panel.click('.state button:has-text("Pause")');
  await panel.waitForSelector('.status:text("Paused.")');
  await workbench.runCommand('Embeddings: Train on…');
  await workbench.notification('A language model is being trained on 中文.txt; another training can start');
  await workbench.clearNotifications();
  await panel.click('.state button:has-text("Resume")');
  await panel.waitForSelector('.written');
  await panel.click('.state button:has-text("Stop and Keep")');
  await panel.click('.state button:has-text("Go On")');
  await panel.waitForSelector('.state dt:text("Validation perplexity")');
  await panel.click('.state button:has-text("Stop and Keep")');
  await panel.click('.state button:has-text("Trace What It Writes")');
  await (await trace(/中文\.txt: LSTM/)).waitForSelector('.cell');
  await workbench.runCommand('View: Close Editor');
});

test('a language model is trained, saved and traced', async () => {
  const panel = await languageForm('english.txt', false);
  await panel.fill('#epochs', '2');
  await panel.click('.start');
  await panel.waitForSelector('.status:text("Done.")');
  await panel.waitForSelector('.written');
  await workbench.openFile('english.txt');
  await workbench.selectText(SENTENCE);
  await workbench.runCommand('Embeddings: Trace RNN over Selection');
  const page = await trace(/perplexity/);
  await page.click('text=Predictions');
  await page.getByText('the model expects').waitFor();
  await workbench.runCommand('Embeddings: Save Network Weights…');
  await workbench.pick('english.txt');
  const path = join(journey.folder, 'model.safetensors');
  await workbench.answer(path);
  // The set of its word vectors is read from there, too.
  await workbench.page.locator('.statusbar-item', { hasText: 'model.safetensors' }).first().waitFor();
  assert.ok(readFileSync(path).includes('rnn.weight_ih_l0'));
});

test('after a reload of the window the trace is there again, with its model', async () => {
  await trace(/model\.safetensors: LSTM/);
  await workbench.reloadWindow();
  const page = await trace(/model\.safetensors: LSTM/);
  await page.getByText('the model expects').waitFor();
});
