import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seededRandom } from '../../src/engine/random.ts';
import { cellOf, traceOf } from '../../src/engine/recurrent/trace.ts';
import type { TraceParams } from '../../src/protocol/engine.ts';
import type { FromTrace, TraceState } from '../../src/protocol/trace.ts';
import { tracerOf } from '../unit/recurrent/support.ts';
import { setOf } from '../unit/support.ts';
import { closeBrowser, openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';

after(closeBrowser);

type TracePage = WebviewPage<FromTrace>;

const random = seededRandom(2);
const vector = () => Array.from({ length: 20 }, () => random() * 3 - 1.5);
const SET = setOf(
  Object.fromEntries(
    ['the', 'king', 'ate', 'bread', 'in', 'city', '我', '足球'].map((word) => [word, vector()]),
  ),
);
const PARAMS: TraceParams = {
  setId: 'set',
  text: 'The king ate warm bread in the city',
  hiddenSize: 16,
  seed: 1,
};

const tracer = tracerOf(SET);

async function openTrace(params = PARAMS, options: WebviewOptions = {}): Promise<TracePage> {
  const trace = await openWebview<FromTrace>('trace', options);
  await trace.page.waitForSelector('.grid canvas', { state: 'attached' });
  await trace.send({ type: 'trace', params, setName: 'test.vec', trace: traceOf(tracer.trace(params)) });
  await trace.page.waitForFunction(() => document.querySelector('.summary')?.textContent !== '');
  return trace;
}

/** Goes to a cell by the keys and asks for its formula. */
async function choose(trace: TracePage, step: number, unit: number): Promise<void> {
  await trace.page.focus('.scroller');
  await trace.page.keyboard.press('Control+Home');
  for (let i = 0; i < step; i++) await trace.page.keyboard.press('ArrowRight');
  for (let i = 0; i < unit; i++) await trace.page.keyboard.press('ArrowDown');
  await trace.page.keyboard.press('Enter');
}

/** Answers the last question for a cell as the engine would. */
async function answer(trace: TracePage, params = PARAMS): Promise<FromTrace & { type: 'cell' }> {
  const last = () => trace.posted.findLast((message) => message.type === 'cell');
  for (let tries = 0; !last() && tries < 40; tries++) await trace.page.waitForTimeout(50);
  const asked = last();
  assert.ok(asked);
  await trace.send({
    type: 'cell',
    request: asked.request,
    cell: cellOf(tracer.trace(params), asked.step, asked.unit, {}),
  });
  const end = `t = ${asked.step + 1} · unit ${asked.unit + 1}`;
  await trace.page.waitForFunction(
    (text) => document.querySelector('.cell h2')?.textContent?.endsWith(text),
    end,
  );
  return asked;
}

/** A number as the panel writes it. */
function numberOf(text: string): number {
  return Number(text.replace('−', '-'));
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
  assert.equal(trace.posted.filter(({ type }) => type === 'cell').length, 0);
  assert.deepEqual(trace.problems, []);
  await trace.page.close();
});

test('a click on a cell shows its numbers, which add up', async () => {
  const trace = await openTrace();
  const box = (await trace.page.locator('.scroller').boundingBox())!;
  await trace.page.mouse.move(box.x + 200, box.y + 150);
  const pointed = (await trace.page.textContent('.grid .tooltip'))!;
  await trace.page.mouse.click(box.x + 200, box.y + 150);
  const asked = await answer(trace);
  const { text } = tracer.trace(PARAMS).tokens[asked.step];
  assert.ok(pointed.startsWith(`“${text}” · t = ${asked.step + 1} · unit ${asked.unit + 1} · `), pointed);
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
  await answer(trace);
  await trace.page.locator('.terms summary').first().click();
  const rows = trace.page.locator('.terms').first().locator('tbody tr');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 20);
  const last = (await rows.last().locator('td').allTextContents()).map(numberOf);
  const [product] = (await trace.page.locator('.ledger .number').allTextContents()).map(numberOf);
  assert.ok(Math.abs(last[3] - product) < 2e-4);
  await trace.page.close();
});

test('by keyboard: arrows move and are spoken, Enter asks', async () => {
  const trace = await openTrace();
  await trace.page.focus('.scroller');
  await trace.page.keyboard.press('ArrowDown');
  await trace.page.keyboard.press('ArrowRight');
  assert.match((await trace.page.textContent('.spoken')) ?? '', /token 2 of 8 “king”, unit 2, [−0-9.]+/);
  await trace.page.keyboard.press('Enter');
  const asked = await answer(trace);
  assert.deepEqual([asked.step, asked.unit], [1, 1]);
  await trace.page.close();
});

test('another hidden size or seed is asked for; nonsense is not', async () => {
  const trace = await openTrace();
  await trace.page.fill('input >> nth=0', '8');
  await trace.page.keyboard.press('Enter');
  assert.deepEqual(trace.posted.at(-1), { type: 'change', hiddenSize: 8, seed: 1 });
  const count = trace.posted.length;
  await trace.page.fill('input >> nth=0', '-3');
  await trace.page.keyboard.press('Enter');
  assert.equal(trace.posted.length, count);
  await trace.page.close();
});

test('the chosen cell comes back after a reload', async () => {
  const state: TraceState = { params: PARAMS, cell: { step: 2, unit: 5 } };
  const trace = await openTrace(PARAMS, { state });
  const asked = await answer(trace);
  assert.deepEqual([asked.step, asked.unit], [2, 5]);
  await trace.page.close();
});

test('a thousand tokens scroll to the last one', async () => {
  const params = { ...PARAMS, text: '我 足球 king '.repeat(334), hiddenSize: 64 };
  const trace = await openTrace(params);
  await trace.page.focus('.scroller');
  await trace.page.keyboard.press('End');
  assert.match((await trace.page.textContent('.spoken')) ?? '', /token 1002 of 1002/);
  await trace.page.keyboard.press('Enter');
  await answer(trace, params);
  await trace.page.close();
});

test('every theme shows it without a breach of the policy', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    const trace = await openTrace(PARAMS, { theme, height: 820 });
    await choose(trace, 2, 4);
    await answer(trace);
    await trace.page.screenshot({ path: join(tmpdir(), `embedding-explorer-trace-${theme}.png`) });
    assert.deepEqual(trace.problems, []);
    await trace.page.close();
  }
});
