import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { seededRandom } from '../../src/engine/random.ts';
import type { FromMatrix, MatrixState } from '../../src/protocol/matrix.ts';
import { closeBrowser, openWebview } from './harness.ts';
import { type MatrixPage, TEXTS, PARAMS, KEPT, compared, openMatrix } from './matrixPage.ts';

after(closeBrowser);

/** What was exported last. */
async function exported(matrix: MatrixPage): Promise<(FromMatrix & { type: 'save' })['file']> {
  const last = () => matrix.posted.findLast((message) => message.type === 'save');
  for (let tries = 0; !last() && tries < 40; tries++) await matrix.page.waitForTimeout(50);
  const message = last();
  assert.ok(message);
  return message.file;
}

test('shows every pair as a colour and a number, and how many words are known', async () => {
  const { page, problems } = await openMatrix();
  assert.equal(await page.textContent('h1'), 'notes.md');
  assert.equal(await page.textContent('.summary'), '6 texts · test.vec');
  assert.equal(await page.locator('tbody td').count(), 36);
  const row = page.locator('tbody tr').first();
  assert.deepEqual(await row.locator('td').allTextContents(), [
    '1.00',
    '−0.26',
    '0.81',
    '?',
    '−0.29',
    '−0.30',
  ]);
  assert.equal(await row.locator('.known').textContent(), '7/7');
  const colours = await row
    .locator('td')
    .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).backgroundColor));
  assert.equal(colours[0], 'rgb(178, 24, 43)');
  assert.equal(colours[3], 'rgb(128, 128, 128)');
  assert.deepEqual(problems, []);
  await page.close();
});

test('a click shows both texts in full; the choice is kept', async () => {
  const matrix = await openMatrix();
  const { page } = matrix;
  await page.locator('tbody tr').nth(0).locator('td').nth(1).click();
  assert.match((await page.textContent('.pair h2')) ?? '', /Cosine similarity −0\.2600/);
  assert.deepEqual(await page.locator('.pair blockquote').allTextContents(), TEXTS.slice(0, 2));
  assert.match((await page.textContent('.pair')) ?? '', /The set knows 6 of its 7 words\./);
  assert.deepEqual(await matrix.state(), { ...KEPT, isSorted: false, pair: [0, 1] });
  await page.close();
});

test('by keyboard: one cell takes the focus, arrows move it, it says where it is, Enter chooses', async () => {
  const { page } = await openMatrix();
  assert.equal(await page.locator('tbody td[tabindex="0"]').count(), 1);
  await page.focus('tbody td[tabindex="0"]');
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
  assert.equal(await focused(), '2 · 4: −0.2800');
  await page.keyboard.press('Control+End');
  assert.equal(await focused(), '8 · 8: 1.0000');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.equal(await page.textContent('.spoken'), 'Text 8 and text 2: 0.8125');
  assert.equal(await page.locator('[aria-selected="true"]').count(), 1);
  assert.equal(
    await page.locator('table[role=grid]').getAttribute('aria-label'),
    'Cosine similarities of 6 texts',
  );
  await page.close();
});

test('in the order of similarity, alike texts stand together and the choice moves along', async () => {
  const state: MatrixState = { ...KEPT, isSorted: false, pair: [0, 2] };
  const { page } = await openMatrix(PARAMS, { state });
  await page.selectOption('select >> nth=1', 'similar');
  const heads = (await page.locator('tbody th .text').allTextContents()).map((text) =>
    Number(text.split(' ')[0]),
  );
  assert.equal(heads.at(-1), 5);
  assert.equal(Math.abs(heads.indexOf(1) - heads.indexOf(4)), 1);
  assert.equal(Math.abs(heads.indexOf(2) - heads.indexOf(8)), 1);
  assert.equal(await page.textContent('[aria-selected="true"]'), '0.81');
  assert.equal(await page.locator('td[aria-label]').count(), 0);
  await page.close();
});

test('another way to compare is asked for and explained', async () => {
  const matrix = await openMatrix();
  const { page } = matrix;
  await page.selectOption('select >> nth=0', 'sif');
  await page.check('input[type=checkbox]');
  const settings = { pooling: 'sif', withoutCommon: true };
  assert.deepEqual(matrix.posted.at(-1), { type: 'change', settings });
  await matrix.send({
    type: 'matrix',
    params: { ...PARAMS, ...settings },
    setName: 't',
    compared: compared(),
  });
  await page.waitForFunction(() =>
    document.querySelector('#explanation')?.textContent?.includes('Arora et al. 2017'),
  );
  assert.match((await page.textContent('#explanation')) ?? '', /is removed from each/);
  await page.close();
});

test('two texts have nothing to be taken out; a long file says how much of it is shown', async () => {
  const matrix = await openWebview<FromMatrix>('matrix');
  const params = { ...PARAMS, texts: TEXTS.slice(0, 2), found: 1234 };
  const two = {
    cosines: Float32Array.of(1, 0.5, 0.5, 1),
    words: [
      { all: 2, known: 2 },
      { all: 3, known: 1 },
    ],
  };
  await matrix.send({ type: 'matrix', params, setName: 't', compared: two });
  await matrix.page.waitForSelector('tbody td');
  assert.equal(await matrix.page.textContent('.summary'), 'the first 2 of 1,234 texts · t');
  assert.equal(await matrix.page.isDisabled('input[type=checkbox]'), true);
  await matrix.page.close();
});

test('exports the table in the order that is shown, and pictures', async () => {
  const matrix = await openMatrix();
  await matrix.page.click('text=CSV');
  const table = await exported(matrix);
  const lines = String(table.content).split('\r\n');
  assert.equal(table.extension, 'csv');
  assert.ok(lines[0].startsWith(`text,words,known words,${TEXTS[0]},"My friend bought apples`));
  assert.ok(lines.at(-2)?.startsWith(`${TEXTS[5]},7,6,`));
  await matrix.page.click('text=SVG');
  await matrix.page.waitForTimeout(100);
  const drawn = await exported(matrix);
  assert.equal(drawn.extension, 'svg');
  assert.match(String(drawn.content), /^<svg .*&#34;|他在足球场上踢足球。.*<\/svg>$/);
  await matrix.page.click('text=PNG');
  await matrix.page.waitForFunction(() => true);
  for (let tries = 0; (await exported(matrix)).extension !== 'png' && tries < 40; tries++)
    await matrix.page.waitForTimeout(50);
  const picture = (await exported(matrix)).content as Uint8Array;
  assert.deepEqual([picture[1], picture[2], picture[3]], [...Buffer.from('PNG')]);
  assert.deepEqual(matrix.problems, []);
  await matrix.page.close();
});

test('a picture says of itself what it shows, by which set and how, and marks what is unknown', async () => {
  const matrix = await openMatrix();
  await matrix.page.click('text=SVG');
  const drawn = String((await exported(matrix)).content);
  const said = [...drawn.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  assert.deepEqual(said.slice(0, 3), ['notes.md', '6 texts · test.vec', 'mean of the words']);
  assert.deepEqual(said.slice(-5), ['Cosine', '−1', '1', '0', 'no known words']);
  assert.equal(said.filter((text) => text === '?').length, 11);
  const side = (name: string) => Number(new RegExp(`<svg [^>]*${name}="(\\d+)"`).exec(drawn)?.[1]);
  await matrix.page.setContent(drawn);
  const [width, height] = await matrix.page
    .locator('svg text')
    .evaluateAll((texts) => [
      Math.max(...texts.map((text) => text.getBoundingClientRect().right)),
      Math.max(...texts.map((text) => text.getBoundingClientRect().bottom)),
    ]);
  const margin = 8;
  assert.ok(width <= side('width') + margin && height <= side('height') + margin, `${width} × ${height}`);
  await matrix.page.close();
});

test('no number is wider than its cell, however wide the panel', async () => {
  for (let width = 400; width <= 640; width += 20) {
    const { page } = await openMatrix(PARAMS, { width });
    const room = await page.locator('tbody td').evaluateAll((cells) =>
      cells.map((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        return cell.clientWidth - range.getBoundingClientRect().width;
      }),
    );
    assert.ok(Math.min(...room) >= 0, `${width}: ${Math.min(...room)}`);
    await page.close();
  }
});

test('short texts stand whole and level over their columns; long ones upright', async () => {
  const matrix = await openMatrix();
  assert.equal(await matrix.page.locator('table.upright').count(), 1);
  const texts = ['one more', '2 more', 'king', 'queen'];
  const params = { ...PARAMS, texts, numbers: [1, 2, 3, 4] };
  const words = texts.map(() => ({ all: 1, known: 1 }));
  const four = { cosines: new Float32Array(16).fill(0.5), words };
  await matrix.send({ type: 'matrix', params, setName: 't', compared: four });
  await matrix.page.waitForFunction(() => document.querySelectorAll('tbody td').length === 16);
  assert.equal(await matrix.page.locator('table.upright').count(), 0);
  const cut = await matrix.page
    .locator('thead .text')
    .evaluateAll((heads) => heads.filter((head) => head.scrollWidth > head.clientWidth).length);
  assert.equal(cut, 0);
  await matrix.page.close();
});

test('a panel that fails at once keeps what it is about', async () => {
  const matrix = await openWebview<FromMatrix>('matrix');
  await matrix.send({ type: 'remember', state: KEPT });
  await matrix.send({ type: 'gone', message: 'The engine stopped.' });
  await matrix.page.waitForSelector('.gone:not([hidden])');
  assert.deepEqual(await matrix.state(), { ...KEPT, isSorted: false });
  await matrix.page.close();
});

test('a closed set leaves one sentence, and a way to open it again', async () => {
  const matrix = await openMatrix();
  await matrix.send({ type: 'gone', message: 'It was closed.', remedy: 'open' });
  await matrix.page.waitForSelector('.gone:not([hidden])');
  assert.equal(await matrix.page.textContent('.gone p'), 'It was closed.');
  assert.equal(await matrix.page.isVisible('.matrix'), false);
  await matrix.page.click('text=Open Again');
  assert.deepEqual(matrix.posted.at(-1), { type: 'retry' });
  await matrix.send({ type: 'gone', message: 'It is lost.', remedy: 'none' });
  await matrix.page.waitForFunction(() => document.querySelector('.gone p')?.textContent === 'It is lost.');
  assert.equal(await matrix.page.isVisible('.gone button'), false);
  await matrix.page.close();
});

test('two hundred texts are all there, without numbers where there is no room', async () => {
  const random = seededRandom(4);
  const count = 200;
  const texts = Array.from({ length: count }, (_, i) => `line ${i} of a long file with many lines`);
  const cosines = Float32Array.from({ length: count ** 2 }, () => random() * 2 - 1);
  for (let i = 0; i < count; i++) cosines[i * count + i] = 1;
  const words = texts.map(() => ({ all: 8, known: 8 }));
  const matrix = await openWebview<FromMatrix>('matrix');
  const numbers = texts.map((_, i) => i + 1);
  const params = { ...PARAMS, texts, numbers, found: count };
  await matrix.send({ type: 'matrix', params, setName: 't', compared: { cosines, words } });
  await matrix.page.waitForSelector('tbody td');
  assert.equal(await matrix.page.locator('tbody td').count(), 40_000);
  await matrix.page.focus('tbody td[tabindex="0"]');
  await matrix.page.keyboard.press('Control+End');
  await matrix.page.keyboard.press('Enter');
  assert.match((await matrix.page.textContent('.pair blockquote')) ?? '', /^line 199/);
  assert.equal(await matrix.page.textContent('tbody td'), '');
  await matrix.page.close();
});

test('every theme shows it without a breach of the policy', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    const state: MatrixState = { ...KEPT, isSorted: false, pair: [0, 1] };
    const { page, problems } = await openMatrix(PARAMS, { theme, state });
    await page.screenshot({ path: join(tmpdir(), `embedding-explorer-matrix-${theme}.png`) });
    assert.deepEqual(problems, []);
    await page.close();
  }
});
