import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FromTrace, TraceState } from '../../src/protocol/trace.ts';
import { closeBrowser } from './harness.ts';
import {
  cellShown,
  choose,
  numberOf,
  openTab,
  openTrace,
  resetFirst,
  TEXT,
  trainedModel,
  VIEW,
  viewOf,
  type TracePage,
} from './traceHost.ts';

after(closeBrowser);

type Posted<Type> = Extract<FromTrace, { type: Type }>;

/** What was posted last of a type. */
function last<Type extends FromTrace['type']>({ posted }: TracePage, type: Type): Posted<Type> | undefined {
  return posted.findLast((message): message is Posted<Type> => message.type === type);
}

/** Waits for a change that was asked for, and until it is shown. */
async function changed(trace: TracePage, summary: string): Promise<void> {
  await trace.page.waitForFunction(
    (text) => document.querySelector('.summary')?.textContent?.includes(text),
    summary,
  );
}

test('shows what is traced, unknown words counted, and the formula before any cell is chosen', async () => {
  const trace = await openTrace();
  assert.equal(await trace.page.textContent('h1'), 'test.vec');
  assert.equal(
    await trace.page.textContent('.summary'),
    '8 tokens × 20 inputs → 16 hidden units · 1 not in the set',
  );
  assert.equal(
    (await trace.page.textContent('.formula'))?.replace(/\s+/g, ' '),
    'ht = tanh(Wih xt + bih + Whh ht−1 + bhh)',
  );
  assert.equal(await trace.page.isVisible('.mark.hatched'), true);
  assert.equal(
    trace.posted.some((message) => message.type === 'ask' && message.question === 'cell'),
    false,
  );
  assert.deepEqual(trace.problems, []);
  await trace.page.close();
});

test('a click on a cell shows its numbers, which add up', async () => {
  const trace = await openTrace();
  const box = (await trace.page.locator('.scroller').boundingBox())!;
  await trace.page.mouse.move(box.x + 300, box.y + 200);
  const pointed = (await trace.page.textContent('.grid .tooltip'))!;
  await trace.page.mouse.click(box.x + 300, box.y + 200);
  const [, step, unit] = /t = (\d+) · unit (\d+)/.exec(pointed)!.map(Number);
  await cellShown(trace, step - 1, unit - 1);
  const numbers = (await trace.page.locator('.ledger .number').allTextContents()).map(numberOf);
  const [input, biasIh, hidden, biasHh, sum, value] = numbers;
  assert.ok(Math.abs(input + biasIh + hidden + biasHh - sum) < 3e-4);
  assert.ok(Math.abs(Math.tanh(sum) - value) < 2e-4);
  assert.equal(numberOf(pointed.split(' · ')[3]), value);
  await trace.page.close();
});

test('all terms of a product are there to be looked at, and their sum is the product', async () => {
  const trace = await openTrace();
  await choose(trace, 3, 4);
  await cellShown(trace, 3, 4);
  await trace.page.locator('.terms summary').first().click();
  const rows = trace.page.locator('.terms').first().locator('tbody tr');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 20);
  const terms = (await rows.last().locator('td').allTextContents()).map(numberOf);
  const [product] = (await trace.page.locator('.ledger .number').allTextContents()).map(numberOf);
  assert.ok(Math.abs(terms[3] - product) < 2e-4);
  await trace.page.close();
});

test('the column before that is read is marked among hidden states, and among nothing else', async () => {
  const trace = await openTrace(viewOf({ kind: 'lstm' }));
  await choose(trace, 3, 2);
  await cellShown(trace, 3, 2);
  const dashed = trace.page.locator('.legend .dashed');
  assert.equal(await dashed.count(), 1);
  await trace.page.selectOption('label:has-text("Shows") select', 'f');
  await dashed.waitFor({ state: 'detached' });
  await trace.page.close();
});

test('of an LSTM every gate has its numbers, and they make the state', async () => {
  const trace = await openTrace(viewOf({ kind: 'lstm' }));
  await choose(trace, 2, 3);
  await cellShown(trace, 2, 3);
  const numbers = (await trace.page.locator('.ledger.result .number').allTextContents()).map(numberOf);
  const [i, f, g, o, before, after, h] = numbers;
  assert.ok(Math.abs(f * before + i * g - after) < 3e-4, numbers.join());
  assert.ok(Math.abs(o * Math.tanh(after) - h) < 3e-4, numbers.join());
  await trace.page.locator('.gate summary', { hasText: 'forget gate' }).click();
  const ledger = trace.page.locator('.gate .ledger .number');
  await ledger.first().waitFor();
  const sums = (await ledger.allTextContents()).map(numberOf);
  assert.ok(Math.abs(1 / (1 + Math.exp(-sums[4])) - f) < 2e-4);
  await trace.page.selectOption('.toolbar label:has-text("Shows") select', 'f');
  await trace.page.focus('.scroller');
  await trace.page.waitForFunction(() => document.querySelector('.legend li var')?.textContent === 'f');
  assert.match((await trace.page.textContent('.spoken')) ?? '', new RegExp(String(f.toFixed(4))));
  await trace.page.close();
});

test('of a GRU the reset gate scales what it leaves of the state before', async () => {
  const trace = await openTrace(viewOf({ kind: 'gru' }));
  await choose(trace, 4, 1);
  await cellShown(trace, 4, 1);
  const [r, z, n, before, h] = (await trace.page.locator('.ledger.result .number').allTextContents()).map(
    numberOf,
  );
  assert.ok(Math.abs((1 - z) * n + z * before - h) < 3e-4);
  await trace.page.locator('.gate summary', { hasText: 'candidate' }).click();
  const ledger = trace.page.locator('.gate .ledger .number');
  await ledger.first().waitFor();
  const [input, biasIh, hidden, biasHh, scaled, sum, value] = (await ledger.allTextContents()).map(numberOf);
  assert.ok(Math.abs(r * (hidden + biasHh) - scaled) < 3e-4);
  assert.ok(Math.abs(input + biasIh + scaled - sum) < 3e-4);
  assert.equal(value, n);
  await trace.page.close();
});

test('of a GRU that resets first the formula says so, and the numbers add up', async () => {
  const network = await resetFirst();
  const trace = await openTrace(viewOf({ networkId: network.id }), {}, [network]);
  const { page } = trace;
  const formula = page.locator('.formulas p', { hasText: 'tanh' });
  assert.match((await formula.textContent()) ?? '', /Whn \(rt ⊙ ht−1\) \+ bhn\)$/);
  await choose(trace, 3, 2);
  await cellShown(trace, 3, 2);
  await page.locator('details.gate summary', { hasText: 'candidate' }).click();
  await page.locator('details.gate th', { hasText: '(Whn (r4 ⊙ h3))[3]' }).waitFor();
  await page.getByText('What the symbols mean').click();
  await page.getByText('the hard sigmoid').waitFor();
  await trace.send({ type: 'networks', networks: [] });
  await page.waitForFunction(() => document.querySelector('.summary')?.textContent?.includes('was closed'));
  assert.deepEqual(trace.problems, []);
  await page.close();
});

test('by keyboard: arrows move and are spoken, Enter asks', async () => {
  const trace = await openTrace();
  await trace.page.focus('.scroller');
  await trace.page.keyboard.press('ArrowDown');
  await trace.page.keyboard.press('ArrowRight');
  assert.match(
    (await trace.page.textContent('.spoken')) ?? '',
    /token 2 of 8 “king”, unit 2, [−0-9.]+.*, influence on h₈ /,
  );
  await trace.page.keyboard.press('Enter');
  await cellShown(trace, 1, 1);
  await trace.page.close();
});

test('another network, size or seed is asked for; nonsense is not', async () => {
  const trace = await openTrace();
  const hidden = trace.page.locator('label:has-text("Hidden units") input');
  await hidden.fill('8');
  await hidden.press('Enter');
  await changed(trace, '8 hidden units');
  const count = trace.posted.filter(({ type }) => type === 'change').length;
  await hidden.fill('-3');
  await hidden.press('Enter');
  assert.equal(trace.posted.filter(({ type }) => type === 'change').length, count);
  assert.equal(await trace.page.textContent('.head .fault'), 'A whole number from 1 to 512, please.');
  await hidden.fill('6');
  await hidden.press('Enter');
  await changed(trace, '6 hidden units');
  await trace.page.selectOption('label:has-text("Network") select', 'gru');
  await trace.page.getByText('update gate z').first().waitFor({ state: 'attached' });
  await trace.page.selectOption('label:has-text("Direction") select', 'bidirectional');
  await trace.page.waitForSelector('.toolbar label:has-text("Of") select');
  assert.deepEqual(last(trace, 'change')?.params.trace.direction, 'bidirectional');
  assert.deepEqual(trace.problems, []);
  await trace.page.close();
});

test('what cannot be shown says so, and what is shown stays', async () => {
  const trace = await openTrace(VIEW, {}, [{ id: 'gone', name: 'gone.pt' }]);
  await trace.page.selectOption('label:has-text("Network") select', 'open:gone');
  await trace.page.waitForSelector('.head .fault:not([hidden])');
  assert.equal(await trace.page.textContent('.head .fault'), 'This network is not open any more.');
  assert.equal(await trace.page.inputValue('label:has-text("Network") select'), 'rnn_tanh');
  await choose(trace, 1, 1);
  await cellShown(trace, 1, 1);
  await trace.page.close();
});

test('the chosen cell, tab and states come back after a reload', async () => {
  const view = viewOf({ kind: 'lstm' });
  const states = { layer: 0, what: 'o', order: 'mean', which: 'first' } as const;
  const state: TraceState = {
    params: view,
    sets: [],
    cell: { step: 2, unit: 5 },
    shown: states,
    tab: 'formula',
  };
  const trace = await openTrace(view, { state });
  await cellShown(trace, 2, 5);
  assert.equal(await trace.page.inputValue('.toolbar label:has-text("Shows") select'), 'o');
  assert.equal(await trace.page.inputValue('.toolbar label:has-text("Units") select'), 'mean');
  await openTab(trace, 'Path');
  assert.equal(((await trace.state()) as TraceState).tab, 'path');
  await trace.page.close();
});

test('sorted units keep their numbers', async () => {
  const trace = await openTrace();
  await trace.page.selectOption('.toolbar label:has-text("Units") select', 'mean');
  await trace.page.waitForTimeout(300);
  await trace.page.focus('.scroller');
  await trace.page.keyboard.press('Control+Home');
  const [, first] = /unit (\d+)/.exec((await trace.page.textContent('.spoken')) ?? '')!.map(Number);
  await trace.page.keyboard.press('Enter');
  await cellShown(trace, 0, first - 1);
  const asked = trace.posted.findLast((message) => message.type === 'ask' && message.question === 'cell');
  assert.ok(asked?.type === 'ask' && 'unit' in asked.params && asked.params.unit === first - 1);
  await trace.page.close();
});

test('the player steps, plays to the end and pauses', async () => {
  const trace = await openTrace();
  await choose(trace, 5, 0);
  await trace.page.getByRole('button', { name: 'Next step' }).click();
  await cellShown(trace, 6, 0);
  await trace.page.keyboard.press('p');
  await trace.page.getByRole('button', { name: 'Pause' }).waitFor();
  await cellShown(trace, 7, 0);
  await trace.page.getByRole('button', { name: 'Play the steps' }).waitFor();
  await trace.page.keyboard.press(',');
  await cellShown(trace, 6, 0);
  await trace.page.close();
});

test('the editor’s pointer marks its token, and a token of the grid is lit in the editor', async () => {
  const trace = await openTrace();
  await trace.page.focus('.scroller');
  await trace.page.keyboard.press('ArrowRight');
  assert.deepEqual(last(trace, 'light')?.span, { start: 4, end: 8 });
  await trace.page.locator('h1').click();
  assert.equal(last(trace, 'light')?.span, undefined);
  const before = await trace.page.locator('.grid').screenshot();
  await trace.send({ type: 'pointed', offset: 5 });
  await trace.page.locator('.tooltip', { hasText: '“king” · t = 2 · influence on h₈' }).waitFor();
  assert.notDeepEqual(await trace.page.locator('.grid').screenshot(), before);
  await trace.page.close();
});

test('the unrolled network shows the steps around, and leads to them', async () => {
  const trace = await openTrace(viewOf({ layers: 2, direction: 'bidirectional' }));
  await openTab(trace, 'Unrolled');
  assert.equal(await trace.page.locator('.step').first().locator('.box').count(), 4);
  await trace.page.locator('.step').nth(1).click();
  const name = await trace.page.locator('.step.current').getAttribute('aria-label');
  const step = Number(/t = (\d+)/.exec(name ?? '')?.[1]) - 1;
  assert.equal(((await trace.state()) as TraceState).cell?.step, step);
  await trace.page.close();
});

test('the similarity of all steps is read and leads to a step; few tokens have their names at its sides', async () => {
  const trace = await openTrace();
  await openTab(trace, 'Similarity');
  const field = trace.page.locator('.field');
  await field.focus();
  await trace.page.keyboard.press('Control+Home');
  assert.equal(await trace.page.textContent('.reading'), 'h₁ “The” · h₁ “The”: 1.0000');
  await trace.page.keyboard.press('ArrowDown');
  await trace.page.keyboard.press('Enter');
  assert.equal(((await trace.state()) as TraceState).cell?.step, 1);
  for (const side of ['columns', 'rows'])
    assert.deepEqual(await trace.page.locator(`.names.${side} span`).allTextContents(), TEXT.split(' '));
  await trace.page.close();
});

test('the path has a point a token', async () => {
  const trace = await openTrace();
  await openTab(trace, 'Path');
  await trace.page.locator('.path circle').first().waitFor();
  assert.equal(await trace.page.locator('.path circle').count(), 8);
  await trace.page.locator('.path circle').nth(3).click();
  assert.equal(((await trace.state()) as TraceState).cell?.step, 3);
  await trace.page.close();
});

test('what RNN, LSTM and GRU forget: the article’s sentences are one click away, with words that no set needs', async () => {
  const trace = await openTrace();
  await openTab(trace, 'Forgetting');
  await trace.page.locator('.curves li').first().waitFor();
  assert.equal(await trace.page.locator('.curves li').count(), 3);
  await trace.page.getByRole('button', { name: 'Far:' }).click();
  await trace.page.getByText('each such word has a random vector of its own').waitFor();
  const params = last(trace, 'change')?.params.trace;
  assert.equal(params?.unknown, 'random');
  assert.ok(params?.text.startsWith('我爸爸从小就带我去足球场踢足球'));
  const falls = await trace.page.locator('.curves li').allTextContents();
  const tenth = falls.map((line) =>
    Number(/tenth after (\d+)|after (\d+) tokens/.exec(line)?.slice(1).find(Boolean)),
  );
  // With open gates an LSTM keeps for longer than an RNN.
  assert.ok(tenth[0] < tenth[1] && tenth[0] < tenth[2], falls.join('\n'));
  await trace.page.selectOption('.forgetting select', '0');
  await trace.page.getByText('at every step half is lost').waitFor();
  await trace.page.close();
});

test('a word is replaced, a unit silenced, and both are taken back', async () => {
  const trace = await openTrace();
  await choose(trace, 1, 2);
  await openTab(trace, 'Change');
  await trace.page.fill('label:has-text("Instead of “king”") input', 'queen');
  await trace.page.getByRole('button', { name: 'Replace' }).click();
  await trace.page.getByText('“queen” instead of “king”').waitFor();
  await trace.page.getByText('At the end the states are').waitFor();
  await trace.page.getByRole('button', { name: 'Silence unit 3 of layer 1' }).click();
  await trace.page.getByText('unit 3 of layer 1 is held at 0').waitFor();
  assert.deepEqual(last(trace, 'change')?.params.variant, {
    replaced: [{ step: 1, word: 'queen' }],
    silenced: [{ layer: 0, direction: 0, unit: 2 }],
  });
  await trace.page.selectOption('.toolbar label:has-text("Shows") select', 'difference');
  await trace.page.selectOption('.toolbar label:has-text("Trace") select', 'second');
  await openTab(trace, 'Formula');
  await trace.page.waitForFunction(() => document.querySelector('.cell h2')?.textContent?.includes('queen'));
  await openTab(trace, 'Change');
  await trace.page.getByRole('button', { name: 'Undo: unit 3' }).click();
  await trace.page.getByText('unit 3 of layer 1 is held at 0').waitFor({ state: 'detached' });
  await trace.page.getByRole('button', { name: 'Compare No More' }).click();
  await trace.page.getByText('The second trace').waitFor({ state: 'detached' });
  await trace.page.close();
});

test('two networks and two texts are compared', async () => {
  const trace = await openTrace();
  await openTab(trace, 'Change');
  await trace.page.selectOption('.change select', 'lstm');
  await trace.page.getByText('At the end the states are').waitFor();
  await trace.page.fill('label:has-text("Another text") input', 'the queen ate');
  await trace.page.getByRole('button', { name: 'Compare', exact: true }).click();
  await trace.page.getByText('The cosine of their last states is').waitFor();
  assert.equal(await trace.page.locator('.change .heat').count(), 1);
  await trace.page.close();
});

test('several selections are a batch, as the article draws it', async () => {
  const texts = ['The king ate', 'the queen ate bread in the city'];
  const trace = await openTrace(viewOf({ text: texts[0], hiddenSize: 3 }, { texts }));
  await openTab(trace, 'Batch');
  const shapes = await trace.page.textContent('.shapes');
  assert.equal(shapes, 'input (2, 7, 20) → output (2, 7, 3), h_n (1, 2, 3)');
  await trace.page.locator('.batch .link').nth(1).click();
  await changed(trace, '7 tokens');
  await trace.page.close();
});

test('a language model says what it expects and what surprised it', async () => {
  const model = await trainedModel();
  const view = viewOf({ networkId: 'model', setId: 'table', text: 'the queen ate bread' });
  const trace = await openTrace(view, {}, [model]);
  assert.match((await trace.page.textContent('.summary')) ?? '', /model: LSTM · perplexity \d/);
  await choose(trace, 2, 0);
  await openTab(trace, 'Predictions');
  await trace.page.getByText('After “ate” the model expects').waitFor();
  const words = await trace.page.locator('.prediction .word').allTextContents();
  assert.ok(words.slice(0, 3).includes('bread'), words.join());
  assert.match(
    (await trace.page.textContent('.prediction')) ?? '',
    /goes on with “bread”: probability \d+\.\d %/,
  );
  await trace.page.selectOption('label:has-text("Network") select', 'rnn_tanh');
  await changed(trace, '20 inputs');
  assert.equal(last(trace, 'change')?.params.trace.setId, 'set');
  await trace.page.close();
});

test('exports: a table of what is shown, all of it as JSON, the grid as a picture', async () => {
  const trace = await openTrace();
  const save = async (name: string) => {
    await trace.page.getByRole('button', { name: `Export as ${name}` }).click();
    for (let tries = 0; tries < 40 && last(trace, 'save')?.file.extension !== name.toLowerCase(); tries++)
      await trace.page.waitForTimeout(50);
    return last(trace, 'save')?.file.content;
  };
  const lines = String(await save('CSV')).split('\r\n');
  assert.ok(lines[0].startsWith('t,token,in the set,influence on h₈,h[1],h[2]'));
  assert.ok(lines[4].startsWith('4,warm,no,'));
  const json = JSON.parse(String(await save('JSON'))) as {
    input: { shape: number[] };
    layers: { hidden: { values: number[] } }[];
  };
  assert.deepEqual(json.input.shape, [8, 20]);
  assert.equal(json.layers[0].hidden.values.length, 8 * 16);
  const png = Object.values((await save('PNG')) as Uint8Array);
  assert.deepEqual(png.slice(1, 4), [...Buffer.from('PNG')]);
  await trace.page.close();
});

test('a thousand tokens scroll to the last one, and every view takes them', async () => {
  const trace = await openTrace(viewOf({ text: '我 足球 king '.repeat(334), hiddenSize: 64 }));
  await trace.page.focus('.scroller');
  await trace.page.keyboard.press('End');
  assert.match((await trace.page.textContent('.spoken')) ?? '', /token 1002 of 1002/);
  await trace.page.keyboard.press('Enter');
  await cellShown(trace, 1001, 0);
  await openTab(trace, 'Unrolled');
  assert.ok((await trace.page.locator('.step').count()) < 20);
  await openTab(trace, 'Similarity');
  await trace.page.locator('.field').waitFor();
  await openTab(trace, 'Path');
  await trace.page.locator('.path circle').first().waitFor();
  assert.deepEqual(trace.problems, []);
  await trace.page.close();
});

test('tabs are reached by the arrow keys', async () => {
  const trace = await openTrace();
  await trace.page.focus('#tab-formula');
  await trace.page.keyboard.press('ArrowRight');
  assert.equal(await trace.page.getAttribute('#tab-network', 'aria-selected'), 'true');
  assert.equal(await trace.page.isVisible('.unrolled'), true);
  await trace.page.keyboard.press('End');
  assert.equal(await trace.page.getAttribute('#tab-change', 'aria-selected'), 'true');
  await trace.page.close();
});

test('every theme shows every view without a breach of the policy', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    const texts = [VIEW.trace.text, 'the queen ate bread'];
    const trace = await openTrace(
      viewOf({ kind: 'lstm' }, { texts, variant: { replaced: [{ step: 1, word: 'queen' }] } }),
      { theme },
    );
    await choose(trace, 2, 4);
    await cellShown(trace, 2, 4);
    for (const tab of ['Formula', 'Unrolled', 'Similarity', 'Path', 'Forgetting', 'Change', 'Batch']) {
      await openTab(trace, tab);
      await trace.page.locator('.waiting').waitFor({ state: 'detached' });
      const path = join(tmpdir(), `embedding-explorer-trace-${tab.toLowerCase()}-${theme}.png`);
      await trace.page.screenshot({ path });
    }
    assert.deepEqual(trace.problems, []);
    await trace.page.close();
  }
});

test('a narrow panel has everything below each other', async () => {
  const trace = await openTrace(VIEW, { width: 420, height: 800 });
  await choose(trace, 2, 4);
  await cellShown(trace, 2, 4);
  const overflow = await trace.page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
  assert.equal(overflow, 0);
  assert.ok((await trace.page.locator('.scroller').boundingBox())!.height > 120);
  const top = async () => (await trace.page.locator('.tabs').boundingBox())!.y;
  await trace.page.locator('.tabs').evaluate((tabs) => tabs.scrollIntoView());
  await trace.page.focus('.tab[aria-selected=true]');
  const before = await top();
  for (let i = 0; i < 7; i++) {
    await trace.page.keyboard.press('ArrowRight');
    await trace.page.waitForTimeout(100);
    assert.equal(await top(), before);
  }
  await trace.page.screenshot({ path: join(tmpdir(), 'embedding-explorer-trace-narrow.png') });
  await trace.page.close();
});

test('initial states: random, given, and refused where they do not fit', async () => {
  const trace = await openTrace(viewOf({ hiddenSize: 2, kind: 'lstm' }));
  const { page } = trace;
  const asked = () => last(trace, 'change')?.params.trace.initial;
  const initial = 'label:has-text("Initial states") select';
  await page.selectOption(initial, 'seed');
  await page.locator('label:has-text("Seed of the states")').waitFor();
  assert.deepEqual(asked(), { seed: 1 });
  // What is offered are the numbers that were there, in the shape that is wanted.
  await page.selectOption(initial, 'json');
  await page.waitForSelector('.given textarea:visible');
  const offered = JSON.parse(await page.inputValue('.given textarea')) as {
    h_0: number[][];
    c_0: number[][];
  };
  assert.deepEqual([offered.h_0[0].length, offered.c_0[0].length], [2, 2]);
  assert.notEqual(offered.h_0[0][0], 0);
  await page.fill('.given textarea', '[[1, 2, 3]]');
  await page.locator('.given textarea').blur();
  await page.getByText('h_0 has the shape [1 × 3]; this network expects [1 × 2].').waitFor();
  assert.equal(await page.inputValue('.given textarea'), '[[1, 2, 3]]');
  await page.fill('.given textarea', '[[0.5, -0.25]]');
  await page.locator('.given textarea').blur();
  await page.waitForFunction(() => document.querySelector<HTMLElement>('.head .fault')?.hidden);
  await choose(trace, 0, 1);
  await cellShown(trace, 0, 1);
  assert.match((await page.textContent('.cell')) ?? '', /the numbers that are given/);
  await page.selectOption(initial, 'zeros');
  assert.equal(asked(), undefined);
  await page.close();
});

test('a text that is too wide has an overview, which scrolls it; bars and colours have other scales', async () => {
  const text = Array.from({ length: 300 }, (_, i) => (i % 2 ? 'king' : 'the')).join(' ');
  const trace = await openTrace(viewOf({ text }));
  const { page } = trace;
  const box = (await page.locator('.overview').boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.9, box.y + box.height / 2);
  assert.ok((await page.evaluate(() => document.querySelector('.scroller')?.scrollLeft ?? 0)) > 5000);
  await page.selectOption('label:has-text("Bars") select', 'log');
  await page.getByText('The bars are logarithmic').waitFor();
  await page.selectOption('label:has-text("Colours") select', 'largest');
  await page.waitForFunction(() => document.querySelector('.legend .ticks')?.textContent !== '−101');
  const asked = trace.posted.filter((message) => message.type === 'ask' && message.question === 'influence');
  assert.equal(asked.length, 1, 'influence is computed once');
  await page.close();
});
