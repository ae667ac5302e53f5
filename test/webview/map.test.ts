import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { FromMap, MapState } from '../../src/protocol/map.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { closeBrowser, openWebview, theBrowser } from './harness.ts';
import {
  lastAsked,
  openMap,
  MIDDLE,
  pixelOf,
  pointAt,
  settle,
  showSet,
  SQUARE,
  type MapPage,
} from './mapPage.ts';

after(closeBrowser);

/** How many pixels of a part of the map are not the background's. */
async function inked(map: MapPage, x: number, y: number, reach: number): Promise<number> {
  const clip = { x: x - reach, y: y - reach, width: 2 * reach, height: 2 * reach };
  const shot = await map.page.screenshot({ clip });
  // In a page of its own: the map's policy lets it fetch nothing.
  const page = await (await theBrowser()).newPage();
  const count = await page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const first = data.slice(0, 3);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] !== first[0] || data[i + 1] !== first[1]) count++;
    return count;
  }, shot.toString('base64'));
  await page.close();
  return count;
}

test('a page that listens says so, and shows set, words and dimensions', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  assert.deepEqual(map.posted[0], { type: 'ready' });
  assert.equal(await map.page.textContent('.summary'), 'test.vec · 4 words × 50');
  assert.deepEqual(map.problems, []);
  await map.page.close();
});

test('every word is a point', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  for (const [x, y] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ]) {
    const [px, py] = pixelOf(x, y);
    assert.ok((await inked(map, px, py, 5)) > 20, `a point at ${x}, ${y}`);
  }
  await map.page.close();
});

test('hovering a point names its word, and leaving it says nothing', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  await map.page.mouse.move(...pixelOf(0, 1));
  await map.page.waitForFunction(() => document.querySelector('.tooltip')?.textContent === '面包');
  await map.page.mouse.move(...MIDDLE);
  // The browser tells of the pointer with its next frame.
  await map.page.waitForSelector('.tooltip', { state: 'hidden' });
  await map.page.close();
});

test('a click asks for the ten nearest, and shows what comes; a stale answer is passed over', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  await map.page.mouse.click(...pixelOf(0, 0));
  await map.page.waitForSelector('.details:not([hidden])');
  const asked = map.posted.find((message) => message.type === 'neighbours');
  assert.deepEqual(asked, { type: 'neighbours', request: asked?.request, row: 0, count: 10 });
  const neighbours = [{ row: 1, word: 'queen', cosine: 0.7839 }];
  const metadata = [{ name: 'count', value: 1234 }];
  const answer = { type: 'neighbours', request: asked.request, row: 0, neighbours, metadata };
  await map.send({
    ...answer,
    request: asked.request - 1,
    neighbours: [{ row: 3, word: 'river', cosine: 1 }],
  });
  await map.send(answer);
  await map.page.waitForSelector('.word-line');
  assert.equal(await map.page.textContent('.word-line .word'), 'queen');
  assert.equal(await map.page.textContent('.word-line .cosine'), '0.7839');
  assert.match((await map.page.textContent('.spoken')) ?? '', /king\. Nearest: queen 0\.78/);
  assert.equal(await map.page.textContent('.details dl'), 'count1,234');
  await map.page.click('.word-line');
  await map.page.waitForFunction(() => document.querySelector('.details h2')?.textContent === 'queen');
  await map.page.click('text=Pin');
  assert.deepEqual(lastAsked(map), { type: 'pin', row: 1 });
  await map.send({ type: 'pinned', row: 1 });
  await map.page.click('text=Pinned');
  assert.deepEqual(lastAsked(map), { type: 'pin', row: -1 });
  await map.page.close();
});

test('a neighbour that is not on the map is named, and said to be elsewhere', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  await map.page.mouse.click(...pixelOf(0, 0));
  const asked = map.posted.find((message) => message.type === 'neighbours');
  const neighbours = [{ row: 4000, word: 'emperor', cosine: 0.5 }];
  await map.send({ type: 'neighbours', request: asked?.request, row: 0, neighbours, metadata: [] });
  await map.page.click('.word-line');
  assert.equal(await map.page.textContent('.details h2'), 'emperor');
  assert.equal(await map.page.isVisible('.details .absent'), true);
  await map.page.close();
});

test('a word that was searched while the layout moves stays in the middle', async () => {
  const map = await openMap(SQUARE.words, []);
  await map.page.fill('.search input', 'river');
  await map.page.press('.search input', 'Enter');
  for (const scale of [1, 3, 20]) {
    await map.page.evaluate(
      ([positions]) =>
        window.postMessage(
          {
            type: 'layout',
            positions: Float32Array.from(positions),
            state: { kind: 'settling', epoch: 1, epochs: 9, isPaused: false },
            choice: { params: { method: 'pca', components: 2 } },
          },
          '*',
        ),
      [SQUARE.positions.map((value) => value * scale + scale)],
    );
    await settle(map, 400);
  }
  await settle(map, 1200);
  await pointAt(map, MIDDLE, 'river');
  await map.page.close();
});

test('search finds by beginning and by part, flies there and selects', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  await map.page.fill('.search input', 'EE');
  await map.page.waitForSelector('.matches li');
  assert.deepEqual(await map.page.locator('.matches li').allTextContents(), ['queen', 'Select this word']);
  await map.page.press('.search input', 'Enter');
  await map.page.waitForFunction(() => document.querySelector('.details h2')?.textContent === 'queen');
  await settle(map);
  // Flown to: the word stands in the middle.
  await pointAt(map, MIDDLE, 'queen');
  await map.page.fill('.search input', 'nothing like it');
  await map.page.waitForSelector('.matches.none');
  await map.page.close();
});

test('drag moves, wheel zooms about the pointer, 0 shows all again', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  const { mouse } = map.page;
  await mouse.move(...MIDDLE);
  await mouse.down();
  await mouse.move(MIDDLE[0] + 60, MIDDLE[1] + 40, { steps: 3 });
  await mouse.up();
  const [x, y] = pixelOf(0, 0);
  await pointAt(map, [x + 60, y + 40], 'king');
  await mouse.wheel(0, -300);
  await settle(map, 200);
  assert.equal(await map.page.isVisible('.tooltip'), true);
  await map.page.press('.overlay', '0');
  await settle(map);
  await pointAt(map, pixelOf(0, 1), '面包');
  await map.page.close();
});

test('by keyboard alone: Enter selects the word in the middle, Escape lets go, / searches', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  await map.page.focus('.overlay');
  for (let i = 0; i < 4; i++) await map.page.keyboard.press('ArrowLeft');
  for (let i = 0; i < 4; i++) await map.page.keyboard.press('ArrowDown');
  await map.page.keyboard.press('Enter');
  await map.page.waitForFunction(() => document.querySelector('.details h2')?.textContent === 'king');
  await map.page.focus('.details button');
  await map.page.keyboard.press('Escape');
  assert.equal(await map.page.isVisible('.details'), false);
  assert.equal(await map.page.evaluate(() => document.activeElement?.tagName), 'CANVAS');
  await map.page.keyboard.press('/');
  assert.equal(await map.page.evaluate(() => document.activeElement?.tagName), 'INPUT');
  await map.page.close();
});

test('camera and selection come back after a reload', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  await map.page.fill('.search input', 'river');
  await map.page.waitForSelector('.matches li');
  await map.page.press('.search input', 'Enter');
  await settle(map, 900);
  const state = (await map.state()) as MapState;
  assert.equal(state.selected, 3);
  await map.page.close();
  const again = await openMap(SQUARE.words, SQUARE.positions, { state });
  assert.equal(await again.page.textContent('.details h2'), 'river');
  await again.page.mouse.move(...MIDDLE);
  await again.page.waitForFunction(() => document.querySelector('.tooltip')?.textContent === 'river');
  await again.page.close();
});

test('the layout’s state is told, and can be stopped and begun again', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions);
  const status = () => map.page.textContent('.status span');
  const send = (state: unknown) =>
    map.page.evaluate((data) => {
      const choice = { params: { method: 'umap' } };
      const layout = { type: 'layout', positions: new Float32Array(0), state: data, choice };
      window.postMessage(layout, '*');
    }, state);
  await send({ kind: 'graph', since: Date.now() - 7400 });
  await map.page.waitForFunction(() => /: [78] s$/.test(document.querySelector('.status span')!.textContent));
  await send({ kind: 'settling', epoch: 30, epochs: 200, isPaused: false });
  await map.page.waitForSelector('.status progress:not([hidden])');
  assert.equal(await status(), 'UMAP: step 30 of 200');
  await map.page.click('text=Pause');
  assert.deepEqual(lastAsked(map), { type: 'pause', isPaused: true });
  await send({ kind: 'settling', epoch: 30, epochs: 200, isPaused: true });
  await map.page.click('text=Resume');
  assert.deepEqual(lastAsked(map), { type: 'pause', isPaused: false });
  await map.page.click('text=Stop');
  assert.deepEqual(lastAsked(map), { type: 'stop' });
  await send({ kind: 'stopped', epoch: 30, epochs: 200 });
  await map.page.click('text=Lay Out Again');
  assert.deepEqual(lastAsked(map), { type: 'restart' });
  await send({ kind: 'failed', message: 'It went wrong.' });
  await map.page.waitForSelector('text=It went wrong.');
  await map.send({ type: 'gone', message: 'This embedding set was closed.' });
  await map.page.waitForSelector('.gone:not([hidden])');
  await map.page.click('text=Try Again');
  assert.deepEqual(lastAsked(map), { type: 'retry' });
  await map.page.close();
});

test('one word, words at one place, places that are no numbers', async () => {
  const one = await openMap(['only'], [3, 4]);
  await one.page.mouse.move(...MIDDLE);
  await one.page.waitForFunction(() => document.querySelector('.tooltip')?.textContent === 'only');
  await one.page.close();
  const same = await openMap(['a', 'b', 'c'], [1, 1, 1, 1, NaN, NaN]);
  await same.page.mouse.move(...MIDDLE);
  await same.page.waitForSelector('.tooltip:not([hidden])');
  assert.deepEqual(same.problems, []);
  await same.page.close();
});

const metadata = ['part of speech', 'count'];

/** Answers what the page asked for last: three parts of speech, and one word without. */
async function colourSquare({ page }: MapPage): Promise<void> {
  await page.evaluate(() => {
    const entries = [
      { kind: 'value', value: 'noun', count: 2 },
      { kind: 'value', value: 'verb', count: 1 },
      { kind: 'none', count: 1 },
    ];
    const colouring = { isOrdered: false, entries, codes: Uint8Array.of(0, 0, 1, 2) };
    window.postMessage({ type: 'colouring', by: 'part of speech', colouring }, '*');
  });
  await page.waitForSelector('.legend li');
}

/** The colour in the middle of a point. */
async function colourAt(map: MapPage, x: number, y: number): Promise<number[]> {
  const [px, py] = pixelOf(x, y).map(Math.round);
  return map.page.evaluate(
    ([px, py]) => {
      const made = new OffscreenCanvas(1, 1).getContext('2d')!;
      made.drawImage(document.querySelector<HTMLCanvasElement>('.cloud canvas')!, -px, -py);
      return [...made.getImageData(0, 0, 1, 1).data];
    },
    [px, py],
  );
}

test('points take the colours of a column, and what the legend switches off turns grey and answers no more', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions, { metadata });
  const { page } = map;
  await page.selectOption('.legend select', 'part of speech');
  assert.deepEqual(lastAsked(map), { type: 'colouring', by: 'part of speech' });
  await colourSquare(map);
  assert.deepEqual(await page.locator('.legend .name').allTextContents(), ['noun', 'verb', 'No value']);
  const dots = await page
    .locator('.legend .dot')
    .evaluateAll((all) => all.map((dot) => getComputedStyle(dot).backgroundColor));
  assert.equal(new Set(dots).size, 3);

  await page.mouse.move(...pixelOf(0, 0));
  await page.waitForFunction(() => document.querySelector('.tooltip')?.textContent === 'king');
  await page.uncheck('.legend li:first-child input');
  await page.mouse.move(...pixelOf(1, 0));
  await settle(map);
  assert.equal(await page.isVisible('.tooltip'), false);
  await page.mouse.move(...pixelOf(0, 1));
  await page.waitForFunction(() => document.querySelector('.tooltip')?.textContent === '面包');

  await page.hover('.legend li:nth-child(1)');
  await page.click('.legend li:nth-child(1) button');
  const checked = page
    .locator('.legend input')
    .evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked));
  assert.deepEqual(await checked, [true, false, false]);
  assert.deepEqual(((await map.state()) as MapState).colours, {
    by: { kind: 'column', column: 'part of speech' },
    off: [1, 2],
  });
  await page.click('text=Show All');
  assert.equal(await page.locator('.legend input:checked').count(), 3);
  assert.deepEqual(map.problems, []);
  await page.close();
});

/** Twelve values, one a word, of which eight have a colour. */
async function colourByTwelve({ page }: MapPage): Promise<void> {
  await page.evaluate(() => {
    const entries = Array.from({ length: 12 }, (_, i) => ({
      kind: 'value',
      value: `group ${i}`,
      count: 1,
      ...(i < 8 ? {} : { isRare: true }),
    }));
    const codes = Uint16Array.from({ length: 12 }, (_, i) => i);
    const colouring = { isOrdered: false, entries, codes };
    window.postMessage({ type: 'colouring', by: 'part of speech', colouring }, '*');
  });
  await page.waitForSelector('.legend li', { state: 'attached' });
}

const TWELVE = Array.from({ length: 12 }, (_, i) => `w${i}`);
/** From right to left. */
const ROW = TWELVE.flatMap((_, i) => [-i, 0]);

test('a value without a colour of its own is found, and shown alone', async () => {
  const map = await openMap(TWELVE, ROW, { metadata });
  const { page } = map;
  await page.selectOption('.legend select', 'part of speech');
  await colourByTwelve(map);
  assert.equal((await page.locator('.legend > ul > li .name').allTextContents())[8], '4 other values');
  await page.click('.more summary');
  assert.deepEqual(
    await page.locator('.more .name').allTextContents(),
    TWELVE.slice(8).map((_, i) => `group ${i + 8}`),
  );
  await page.fill('.more input[type=text]', '10');
  assert.deepEqual(await page.locator('.more .name').allTextContents(), ['group 10']);
  await page.click('[aria-label="Only group 10"]', { force: true });
  const { colours } = (await map.state()) as MapState;
  assert.deepEqual(colours?.off, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11]);
  const other = page.locator('.legend > ul > li', { hasText: '4 other values' }).locator('input');
  assert.equal(await other.evaluate((box: HTMLInputElement) => box.indeterminate), true);
  // Its word answers the mouse, another one does not.
  const pixelOfWord = (i: number): [number, number] => [
    48 + ((2 * MIDDLE[0] - 96) * (11 - i)) / 11,
    MIDDLE[1],
  ];
  await page.mouse.move(...pixelOfWord(9));
  await settle(map, 200);
  assert.equal(await page.isVisible('.tooltip'), false);
  await page.mouse.move(...pixelOfWord(10));
  await page.waitForFunction(() => document.querySelector('.tooltip')?.textContent === 'w10');
  await page.fill('.more input[type=text]', 'nothing');
  await page.waitForSelector('text=No value like this');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('.more .name').count(), 4);
  await page.locator('.legend > ul > li', { hasText: '4 other values' }).locator('input').check();
  assert.deepEqual(((await map.state()) as MapState).colours?.off, [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(map.problems, []);
  await page.close();
});

test('marked words keep the colours of their column', async () => {
  const map = await openMap(SQUARE.words, SQUARE.positions, { metadata });
  await map.page.selectOption('.legend select', 'part of speech');
  await colourSquare(map);
  const dots = await map.page
    .locator('.legend .dot')
    .evaluateAll((all) => all.map((dot) => getComputedStyle(dot).backgroundColor));
  await map.page.mouse.click(...pixelOf(0, 0));
  const asked = map.posted.findLast((message) => message.type === 'neighbours');
  const neighbours = [{ row: 2, word: '面包', cosine: 0.5 }];
  await map.send({ type: 'neighbours', request: asked?.request, row: 0, neighbours, metadata: [] });
  await map.page.mouse.move(...MIDDLE);
  await settle(map);
  const markAt = (x: number, y: number) => {
    const [px, py] = pixelOf(x, y).map(Math.round);
    return map.page.evaluate(
      ([px, py]) => {
        const context = document.querySelector<HTMLCanvasElement>('.overlay')!.getContext('2d')!;
        const [r, g, b] = context.getImageData(px, py - 2, 1, 1).data;
        return `rgb(${r}, ${g}, ${b})`;
      },
      [px, py],
    );
  };
  assert.deepEqual([await markAt(0, 0), await markAt(0, 1)], [dots[0], dots[1]]);
  await map.page.close();
});

/** The legend, which nobody has folded, has room in a larger page. */
async function unfoldsWithRoom(page: Page, size: { width: number; height: number }): Promise<void> {
  assert.equal(await page.isVisible('.legend li'), false);
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.waitForSelector('.legend li');
  await page.setViewportSize(size);
  await page.waitForSelector('.legend li', { state: 'hidden' });
}

for (const [width, height] of [
  [900, 480],
  [420, 340],
]) {
  test(`in ${width} × ${height} pixels nothing lies over anything else`, async () => {
    const map = await openMap(TWELVE, ROW, { metadata, width, height });
    const { page } = map;
    await page.selectOption('.legend select', 'part of speech');
    await colourByTwelve(map);
    await page.locator('.tools > .search input').fill('w3');
    await page.locator('.tools > .search input').press('Enter');
    const asked = map.posted.findLast((message) => message.type === 'neighbours');
    const neighbours = TWELVE.slice(0, 10).map((word, row) => ({ row, word, cosine: 0.5 }));
    await map.send({ type: 'neighbours', request: asked?.request, row: 3, neighbours, metadata: [] });
    const fold = page.locator('.details .fold');
    if ((await fold.getAttribute('aria-expanded')) === 'false') {
      assert.equal(await page.isVisible('.word-line'), false);
      await fold.click();
    }
    await page.waitForSelector('.word-line');
    if (height < 400) await unfoldsWithRoom(page, { width, height });
    const boxes = await page.evaluate(() =>
      ['.search', '.legend', '.details', '.zoom', '.foot'].map((part) => {
        const { left, right, top, bottom } = document.querySelector(part)!.getBoundingClientRect();
        return { part, left, right, top, bottom };
      }),
    );
    for (const [i, a] of boxes.entries()) {
      assert.ok(a.left >= 0 && a.top >= 0 && a.right <= width && a.bottom <= height, a.part);
      for (const b of boxes.slice(0, i)) {
        const apart = a.left >= b.right || b.left >= a.right || a.top >= b.bottom || b.top >= a.bottom;
        assert.ok(apart, `${a.part} and ${b.part}`);
      }
    }
    await page.close();
  });
}

test('the colours come back after a reload', async () => {
  const state: MapState = {
    setId: 's',
    colours: { by: { kind: 'column', column: 'part of speech' }, off: [1] },
  };
  const map = await openMap(SQUARE.words, SQUARE.positions, { metadata, state });
  assert.ok(map.posted.some((message) => message.type === 'colouring'));
  assert.equal(await map.page.inputValue('.legend select'), 'part of speech');
  await colourSquare(map);
  assert.equal(await map.page.locator('.legend input:checked').count(), 2);
  await map.page.close();
});

test('what the host has kept comes back where VS Code gave nothing back, and is told to the host', async () => {
  const kept = {
    setId: 's',
    selected: 1,
    colours: { by: { kind: 'column', column: 'part of speech' }, off: [1] },
  };
  const map = await openWebview<FromMap>('map');
  await map.send({ type: 'kept', state: kept });
  await showSet(map, SQUARE.words, SQUARE.positions, metadata);
  assert.equal(await map.page.inputValue('.legend select'), 'part of speech');
  assert.equal(await map.page.textContent('.details h2'), 'queen');
  const told = map.posted.findLast(({ type }) => type === 'state');
  assert.deepEqual(told?.type === 'state' && told.state.colours, kept.colours);
  await map.page.close();
});

test('WebGL and the 2-D canvas draw a point in the same colour', async () => {
  const found: number[][] = [];
  for (const isWithoutWebGl of [false, true]) {
    const map = await openMap(SQUARE.words, SQUARE.positions, { metadata, isWithoutWebGl });
    await map.page.selectOption('.legend select', 'part of speech');
    await colourSquare(map);
    await settle(map);
    found.push(await colourAt(map, 0, 0), await colourAt(map, 0, 1));
    await map.page.close();
  }
  const [noun, verb, nounOnCanvas, verbOnCanvas] = found;
  assert.notDeepEqual(noun, verb);
  for (const [a, b] of [
    [noun, nounOnCanvas],
    [verb, verbOnCanvas],
  ]) {
    assert.ok(
      a.every((part, i) => Math.abs(part - b[i]) <= 4),
      `${String(a)} and ${String(b)}`,
    );
  }
});

test('ten thousand words are drawn in every theme without a breach of the policy', async () => {
  const random = seededRandom(3);
  const gauss = () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const centres = Array.from({ length: 40 }, () => [gauss() * 10, gauss() * 7]);
  const places = Array.from({ length: 10_000 }, (_, i) =>
    centres[i % 40].map((value) => value + gauss()),
  ).flat();
  const words = Array.from({ length: 10_000 }, (_, i) => (i % 3 ? `word${i}` : `词语${i}`));
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    const map = await openMap(words, places, { theme });
    await map.page.mouse.click(...MIDDLE);
    await settle(map, 300);
    assert.ok((await inked(map, ...MIDDLE, 250)) > 5000, 'there is something to see');
    await map.page.screenshot({ path: join(tmpdir(), `embedding-explorer-map-${theme}.png`) });
    assert.deepEqual(map.problems, []);
    await map.page.close();
  }
});

test('on a screen of many pixels the points lie where their labels and the pointer find them', async () => {
  for (const isWithoutWebGl of [false, true]) {
    const map = await openMap(SQUARE.words, SQUARE.positions, { pixelRatio: 2, isWithoutWebGl });
    const canvas = map.page.locator('.cloud canvas');
    const { x, y, width, height } = (await canvas.boundingBox())!;
    assert.deepEqual([x, y, width, height], [0, 0, 1000, 700]);
    assert.deepEqual(
      await canvas.evaluate(({ width, height }: HTMLCanvasElement) => [width, height]),
      [2000, 1400],
    );
    await pointAt(map, pixelOf(0, 1), '面包');
    const blank = await map.page.screenshot({ clip: around(0.5, 0.5) });
    assert.notDeepEqual(await map.page.screenshot({ clip: around(0, 0) }), blank);
    await map.page.close();
  }
});

/** A few pixels around a place of the square. */
function around(x: number, y: number): { x: number; y: number; width: number; height: number } {
  const [px, py] = pixelOf(x, y);
  return { x: px - 2, y: py - 2, width: 4, height: 4 };
}
