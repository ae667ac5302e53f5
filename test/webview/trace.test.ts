import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seededRandom } from '../../src/engine/random.ts';
import { cellOf, runTrace } from '../../src/engine/recurrent/trace.ts';
import type { TraceParams } from '../../src/protocol/engine.ts';
import type { FromTrace, TraceState } from '../../src/protocol/trace.ts';
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
  setId: 's',
  text: 'The king ate warm bread in the city',
  hiddenSize: 16,
  seed: 1,
};

/** Sends an object with typed arrays in it, which do not cross to the page as they are. */
async function send({ page }: TracePage, message: object): Promise<void> {
  const text = JSON.stringify(message, (_, value: unknown) =>
    value instanceof Float32Array ? { floats: [...value] } : value,
  );
  await page.evaluate((json) => {
    const revive = (_: string, value: unknown) =>
      value !== null && typeof value === 'object' && 'floats' in value
        ? Float32Array.from(value.floats as number[])
        : value;
    window.postMessage(JSON.parse(json, revive), '*');
  }, text);
}

async function openTrace(params = PARAMS, options: WebviewOptions = {}): Promise<TracePage> {
  const trace = await openWebview<FromTrace>('trace', options);
  await trace.page.waitForSelector('.grid canvas');
  await send(trace, { type: 'trace', params, setName: 'test.vec', trace: runTrace(SET, params) });
  await trace.page.waitForFunction(() => document.querySelector('.title')?.textContent !== '');
  return trace;
}

/** Answers the last question for a cell as the engine would. */
async function answer(trace: TracePage, params = PARAMS): Promise<FromTrace & { type: 'cell' }> {
  // What was posted before this round trip has arrived after it.
  await trace.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  const asked = trace.posted.findLast((message) => message.type === 'cell');
  assert.ok(asked);
  await send(trace, {
    type: 'cell',
    request: asked.request,
    cell: cellOf(SET, params, asked.step, asked.unit),
  });
  await trace.page.waitForFunction(
    (start) => document.querySelector('.formula h2')?.textContent?.startsWith(start),
    `h_${asked.step + 1}[${asked.unit}] =`,
  );
  return asked;
}

test('shows what is traced, unknown words counted, and a formula from the start', async () => {
  const trace = await openTrace();
  const title = await trace.page.textContent('.title');
  assert.match(title ?? '', /test\.vec · 8 tokens × 20 inputs → 16 hidden units · 1 not in the set/);
  const asked = await answer(trace);
  assert.deepEqual([asked.step, asked.unit], [7, 0]);
  assert.deepEqual(trace.problems, []);
  await trace.page.close();
});

test('a click on a cell shows its formula, whose numbers add up', async () => {
  const trace = await openTrace();
  // Column 1 (‘king’), row 2.
  const box = (await trace.page.locator('.grid canvas').boundingBox())!;
  await trace.page.mouse.click(box.x + 56 + 22 + 10, box.y + 84 + 2 * 16 + 8);
  const asked = await answer(trace);
  assert.deepEqual([asked.step, asked.unit], [1, 2]);
  assert.match((await trace.page.textContent('.reading')) ?? '', /token 2 of 8 ‘king’, unit 2: [−0-9.]+/);
  const numbers = (await trace.page.locator('.result').allTextContents())
    .filter((text) => text !== '')
    .map((text) => Number(text.replace('−', '-')));
  const [input, biasIh, hidden, biasHh, sum, value] = numbers;
  assert.ok(Math.abs(input + biasIh + hidden + biasHh - sum) < 3e-4);
  assert.ok(Math.abs(Math.tanh(sum) - value) < 2e-4);
  await trace.page.close();
});

test('by keyboard: arrows move, Enter asks, the cell is spoken', async () => {
  const trace = await openTrace();
  await trace.page.focus('.grid canvas');
  await trace.page.keyboard.press('Home');
  await trace.page.keyboard.press('ArrowDown');
  await trace.page.keyboard.press('ArrowRight');
  assert.match((await trace.page.textContent('.reading')) ?? '', /token 2 of 8 ‘king’, unit 1/);
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
  await trace.page.focus('.grid canvas');
  await trace.page.keyboard.press('End');
  assert.match((await trace.page.textContent('.reading')) ?? '', /token 1002 of 1002/);
  await answer(trace, params);
  await trace.page.close();
});

test('every theme shows it without a breach of the policy', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    const trace = await openTrace(PARAMS, { theme, height: 820 });
    await answer(trace);
    await trace.page.screenshot({ path: join(tmpdir(), `embedding-explorer-trace-${theme}.png`) });
    assert.deepEqual(trace.problems, []);
    await trace.page.close();
  }
});
