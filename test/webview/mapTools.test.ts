import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FromMap, MapState, PlacedWord } from '../../src/protocol/map.ts';
import { closeBrowser } from './harness.ts';
import { lastAsked, openMap, PANEL, pixelOf, pointAt, settle, SQUARE, type MapPage } from './mapPage.ts';

after(closeBrowser);

const open = (options = {}) => openMap(SQUARE.words, SQUARE.positions, options);

/** Presses keys on the map. */
async function press({ page }: MapPage, ...keys: string[]): Promise<void> {
  await page.focus('.overlay');
  for (const key of keys) await page.keyboard.press(key);
}

async function drag({ page }: MapPage, from: [number, number], ...to: [number, number][]): Promise<void> {
  await page.mouse.move(...from);
  await page.mouse.down();
  for (const place of to) await page.mouse.move(...place, { steps: 4 });
  await page.mouse.up();
}

/** The rows that are picked, as the page keeps them. */
async function picked(map: MapPage): Promise<string | undefined> {
  return ((await map.state()) as MapState).picks?.rows;
}

function asked<Type extends FromMap['type']>({ posted }: MapPage, type: Type) {
  return posted.findLast((message): message is Extract<FromMap, { type: Type }> => message.type === type);
}

/** Waits until something holds, 5 s at most: what is asserted next says whether it does. */
async function until(map: MapPage, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 50 && !holds(); i++) await settle(map, 100);
}

/** Beside an open panel. */
const LOWER = { left: pixelOf(0, 0, PANEL), right: pixelOf(1, 0, PANEL) };

test('a rectangle picks the words inside, Shift adds, Alt subtracts; undo and redo by keys', async () => {
  const map = await open();
  const { page } = map;
  await press(map, 'r', 'g');
  await settle(map);
  const [x, y] = LOWER.right;
  await drag(map, [x - 40, y - 40], [x + 40, y + 30]);
  assert.equal(await page.textContent('.count-line'), '1 word is selected.');
  await page.keyboard.down('Shift');
  const [ox, oy] = pixelOf(1, 1, PANEL);
  await drag(map, [ox - 40, oy + 60], [ox + 40, oy - 40]);
  await page.keyboard.up('Shift');
  assert.equal(await picked(map), '2 2', 'queen and river');
  await press(map, 'i');
  assert.equal(await picked(map), '1 2', 'king and 面包');
  await page.keyboard.down('Alt');
  await drag(map, [450, 300], [350, 8]);
  await page.keyboard.up('Alt');
  assert.equal(await picked(map), '1');
  await press(map, 'Control+z');
  assert.equal(await picked(map), '1 2');
  await press(map, 'Control+Shift+Z');
  assert.equal(await picked(map), '1');
  assert.deepEqual(map.problems, []);
  await page.close();
});

test('by keys alone: the cross, two corners, Enter; and with the lasso, three corners', async () => {
  const map = await open();
  await press(map, 'r');
  for (let i = 0; i < 20; i++) await map.page.keyboard.press('ArrowLeft');
  for (let i = 0; i < 14; i++) await map.page.keyboard.press('ArrowDown');
  await map.page.keyboard.press(' ');
  for (let i = 0; i < 4; i++) await map.page.keyboard.press('ArrowRight');
  for (let i = 0; i < 27; i++) await map.page.keyboard.press('ArrowUp');
  await map.page.keyboard.press('Enter');
  assert.equal(await picked(map), '1 2', 'the two words on the left');
  await press(map, 'l', 'ArrowUp', ' ');
  for (let i = 0; i < 20; i++) await map.page.keyboard.press('ArrowRight');
  await map.page.keyboard.press(' ');
  for (let i = 0; i < 20; i++) await map.page.keyboard.press('ArrowDown');
  await map.page.keyboard.press(' ');
  await map.page.keyboard.press('Shift+Enter');
  assert.match((await map.page.textContent('.spoken')) ?? '', /words? (is|are) selected/);
  await map.page.close();
});

test('a group has a name and a colour, colours the map, is marked in texts, and comes back after a reload', async () => {
  const map = await open();
  const { page } = map;
  await press(map, 'l', 'g');
  await settle(map);
  const [x, y] = LOWER.left;
  await drag(map, [x - 40, y - 40], [x + 40, y - 40], [x + 40, y + 30], [x - 40, y + 30]);
  await page.fill('.groups form input', 'royals');
  await page.keyboard.press('Enter');
  assert.equal(await page.inputValue('.group-name'), 'royals');
  assert.deepEqual(await page.locator('.legend .name').allTextContents(), ['royals', 'No value']);
  await page.click('.groups .dot');
  await page.click('text=Highlight in Texts');
  assert.deepEqual(lastAsked(map), { type: 'mark', colour: 1, words: ['king'] });
  await page.click('text=Highlighted: Stop');
  assert.deepEqual(lastAsked(map), { type: 'mark', colour: 0, words: [] });
  const state = (await map.state()) as MapState;
  await page.close();
  const again = await open({ state });
  assert.equal(await again.page.inputValue('.group-name'), 'royals');
  assert.equal(await again.page.textContent('.count-line'), '1 word is selected.');
  await again.page.click('.groups [aria-label="Delete the group royals"]');
  assert.equal(await again.page.locator('.groups li').count(), 0);
  await again.page.keyboard.press('Control+z');
  assert.equal(
    await again.page.locator('.groups li').count(),
    1,
    'undone, though the focus went with the button',
  );
  await again.page.keyboard.press('Control+y');
  assert.equal(await again.page.locator('.groups li').count(), 0);
  await again.page.close();
});

test('the layout is chosen with its parameters; axes want both ends', async () => {
  const map = await open();
  const { page } = map;
  await press(map, 'p');
  await page.fill('.layout .field:has-text("Neighbours") input', '30');
  await page.click('text="Lay Out"');
  const umap = { method: 'umap', engine: 'auto', metric: 'cosine', neighbours: 30, minDist: 0.1, seed: 42 };
  assert.deepEqual(lastAsked(map), { type: 'layOut', choice: { params: umap } });
  await page.selectOption('.layout select', 'pca');
  await page.click('text="Lay Out"');
  assert.deepEqual(lastAsked(map), {
    type: 'layOut',
    choice: { params: { method: 'pca', components: 2 } },
  });
  await page.selectOption('.layout select', 'axes');
  await page.click('text="Lay Out"');
  assert.equal(await page.isVisible('.layout .fault'), true);
  const fields = page.locator('.axis input');
  await fields.nth(0).fill('king, river');
  await fields.nth(1).fill('queen');
  await page.click('text="Lay Out"');
  const x = { from: ['king', 'river'], to: ['queen'] };
  assert.deepEqual(lastAsked(map), { type: 'layOut', choice: { params: { method: 'axes', x } } });
  await page.close();
});

test('axes of one’s own are named at their ends, in the picture, too; a refusal is spoken', async () => {
  const map = await open();
  const { page } = map;
  await page.evaluate(() => {
    const x = { from: ['man'], to: ['woman', 'girl'] };
    const choice = { params: { method: 'axes', x, y: { from: ['low'], to: ['high'] } } };
    const positions = Float32Array.of(-1, 0, 1, 0, 0, 1, 1, 1);
    window.postMessage({ type: 'layout', positions, state: { kind: 'settled' }, choice }, '*');
  });
  await settle(map, 1600);
  assert.equal(await page.textContent('.spoken'), 'The map is laid out: Your axes');
  await press(map, 'e');
  await page.click('text=SVG…');
  const svg = String(asked(map, 'save')?.file.content);
  for (const end of ['← man', 'woman, girl →', '↓ low', '↑ high'])
    assert.ok(svg.includes(`>${end}</text>`), end);
  await page.evaluate(() => {
    const params = { method: 'axes', x: { from: ['xyzzy'], to: ['king'] } };
    const state = { kind: 'failed', message: 'The embedding set does not know ‘xyzzy’.' };
    window.postMessage({ type: 'layout', positions: new Float32Array(0), state, choice: { params } }, '*');
  });
  await page.waitForFunction(() => document.querySelector('.spoken')?.textContent.includes('‘xyzzy’'));
  await page.close();
});

test('words that are laid out on their own stand alone, and all come back', async () => {
  const map = await open();
  const { page } = map;
  await page.evaluate(() => {
    const choice = { params: { method: 'pca', components: 2 }, rows: Int32Array.of(1, 3) };
    const positions = Float32Array.of(0, 0, 1, 1);
    window.postMessage({ type: 'layout', positions, state: { kind: 'settled' }, choice }, '*');
  });
  await settle(map, 1600);
  assert.match((await page.textContent('.status span')) ?? '', /2 words on their own/);
  await page.mouse.move(...pixelOf(0, 0));
  await page.waitForFunction(() => document.querySelector('.tooltip')?.textContent === 'queen');
  await page.mouse.move(...pixelOf(0, 1));
  await settle(map, 200);
  assert.equal(await page.isVisible('.tooltip'), false);
  await page.click('text=Show All Words');
  assert.deepEqual(lastAsked(map), {
    type: 'layOut',
    choice: { params: { method: 'pca', components: 2 } },
  });
  await page.close();
});

/** Two clusters: king and queen, the others. */
async function showClusters({ page }: MapPage): Promise<void> {
  await page.evaluate(() => {
    const level = {
      clusters: Int32Array.of(0, 0, 1, 1),
      names: [
        ['king', 'queen'],
        ['river', '面包'],
      ],
      centres: Float32Array.of(0.5, 0, 0.5, 1),
      sizes: Int32Array.of(2, 2),
    };
    window.postMessage({ type: 'clusters', levels: [level] }, '*');
  });
}

test('clusters colour the map, are spoken with a word, and stand in the table', async () => {
  const map = await open();
  const { page } = map;
  await page.selectOption('.legend select', { label: 'Cluster' });
  await showClusters(map);
  await page.waitForSelector('.legend li');
  assert.deepEqual(await page.locator('.legend .name').allTextContents(), ['king, queen', 'river, 面包']);
  await page.mouse.click(...pixelOf(0, 0));
  const { request } = asked(map, 'neighbours')!;
  const neighbours = [{ row: 1, word: 'queen', cosine: 0.7839 }];
  await map.send({ type: 'neighbours', request, row: 0, neighbours, metadata: [] });
  await page.waitForFunction(() => document.querySelector('.spoken')?.textContent.includes('Cluster'));
  assert.equal(await page.textContent('.spoken'), 'king. Cluster king, queen. Nearest: queen 0.78');
  await press(map, 't');
  assert.deepEqual(
    map.posted.flatMap((message) => (message.type === 'measure' ? [message.measure] : [])),
    [{ kind: 'norm' }, { kind: 'cosine', row: 0 }],
  );
  await map.send({ type: 'measured', measure: { kind: 'norm' }, values: Float32Array.of(4, 3, 2, 1) });
  await page.click('.grid-head .norm button');
  await page.click('.grid-head .norm button');
  assert.deepEqual(await page.locator('.grid-body .word').allTextContents(), [
    'river',
    '面包',
    'queen',
    'king',
  ]);
  await page.fill('.table > input', 'river,');
  assert.deepEqual(await page.locator('.grid-body .word').allTextContents(), ['river', '面包']);
  await page.focus('.grid');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press(' ');
  assert.equal(await picked(map), '3');
  await page.keyboard.press('Enter');
  assert.equal(await page.textContent('.details h2'), '面包');
  await page.close();
});

test('arrow keys walk from neighbour to neighbour: in a mode, or with Shift', async () => {
  const map = await open();
  const { page } = map;
  await page.mouse.click(...pixelOf(0, 0));
  const answer = async (...rows: number[]) => {
    const { request, row } = asked(map, 'neighbours')!;
    const neighbours = rows.map((row, i) => ({ row, word: SQUARE.words[row], cosine: 0.9 - i / 10 }));
    await map.send({ type: 'neighbours', request, row, neighbours, metadata: [] });
    await page.waitForFunction(
      (words) =>
        Array.from(document.querySelectorAll('.word-line .word'), (word) => word.textContent).join() ===
        words,
      neighbours.map(({ word }) => word).join(),
    );
  };
  await answer(2, 1);
  await press(map, 'Shift+ArrowRight');
  assert.equal(await page.textContent('.details h2'), 'queen');
  await answer(3, 0);
  await press(map, 'w', 'ArrowUp');
  assert.equal(await page.textContent('.details h2'), 'river');
  await answer(1, 2);
  await press(map, 'ArrowRight');
  assert.equal(await page.textContent('.spoken'), 'No neighbour lies in this direction.');
  await press(map, 'Enter');
  assert.equal(await page.textContent('.details h2'), 'river', 'one stays where one stands');
  await page.close();
});

test('an analogy is asked for, answered and drawn; vectors are shown with their difference', async () => {
  const map = await open();
  const { page } = map;
  await press(map, 'a');
  for (const [i, word] of ['king', 'queen', 'river'].entries()) {
    const box = page.locator('.analogies .search input').nth(i);
    await box.fill(word);
    await box.press('Enter');
  }
  await until(map, () => asked(map, 'analogy') !== undefined);
  const { request, ...rest } = asked(map, 'analogy')!;
  assert.deepEqual(rest, { type: 'analogy', a: 0, b: 1, c: 3 });
  await map.send({ type: 'analogy', request, words: [{ row: 2, word: '面包', score: 0.5 }] });
  await page.waitForSelector('.analogies .word-line');
  assert.equal(await page.locator('.analogies li.line').count(), 0, 'kept only where that is wanted');
  await page.press('.analogies .search input >> nth=2', 'Enter');
  assert.equal(await page.textContent('.analogies li.line button'), 'king : queen :: river : 面包');
  assert.deepEqual(((await map.state()) as MapState).analogies, [{ a: 0, b: 1, c: 3, d: 2 }]);
  const first = page.locator('.analogies .search input').first();
  await first.fill('xyzzy');
  assert.equal(await page.locator('.analogies .word-line').count(), 0);
  assert.equal(await page.isDisabled('.analogies .primary'), true);
  await first.blur();
  assert.equal(await page.textContent('.analogies .fault'), '‘xyzzy’ is not among the words on the map.');
  const questions = () => map.posted.filter(({ type }) => type === 'analogy').length;
  const before = questions();
  await first.fill('queen');
  assert.match((await page.textContent('.analogies .fault')) ?? '', /same word/);
  await first.fill('');
  assert.equal(questions(), before);
  await first.fill('面包');
  await until(map, () => questions() > before);
  assert.deepEqual([asked(map, 'analogy')?.a, questions()], [2, before + 1]);
  assert.equal(((await map.state()) as MapState).analogies?.length, 1);
  await press(map, 'v');
  for (const word of ['king', 'queen']) {
    await page.fill('.strips .search input', word);
    await page.press('.strips .search input', 'Enter');
  }
  const vectors = asked(map, 'vectors')!;
  assert.deepEqual(vectors.rows, [0, 1]);
  await map.send({
    type: 'vectors',
    request: vectors.request,
    vectors: [Float32Array.of(1, 2), Float32Array.of(0.5, 3)],
  });
  await page.waitForSelector('.difference canvas');
  assert.equal(await page.textContent('.difference span'), 'king − queen');
  assert.equal(await page.locator('.strips canvas').count(), 3);
  await page.close();
});

test('a regular expression finds words, and all of them are picked', async () => {
  const map = await open();
  const { page } = map;
  await page.click('.search .pattern');
  await page.fill('.tools .search input', '(');
  assert.equal(await page.textContent('.matches.none'), 'This is no regular expression yet.');
  assert.equal(await page.locator('.matches [role=option]').count(), 0);
  await page.fill('.tools .search input', '^[kr]i');
  assert.equal(await page.textContent('.tools .said'), '2 words match.');
  assert.deepEqual(await page.locator('.matches li').allTextContents(), [
    'king',
    'river',
    'Select all 2 words',
  ]);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  assert.equal(await picked(map), '1 3');
  await page.close();
});

test('maps that are linked hear what is pointed at and selected; what comes from another does not go back', async () => {
  const map = await open();
  const { page } = map;
  await page.mouse.move(...pixelOf(1, 0));
  await settle(map, 200);
  assert.equal(asked(map, 'point')?.word, 'queen');
  await map.send({ type: 'focus', row: 3, isLinked: true });
  await page.waitForFunction(() => document.querySelector('.details h2')?.textContent === 'river');
  assert.equal(asked(map, 'choose'), undefined);
  await press(map, 'k');
  await map.send({ type: 'focus', row: 0, isLinked: true });
  await settle(map, 200);
  assert.equal(await page.textContent('.details h2'), 'river');
  await page.click('text=Find in the Workspace');
  assert.deepEqual(lastAsked(map), { type: 'occurrences', word: 'river' });
  await page.close();
});

/** Answers what was asked to be placed last; words of no place have a sentence instead. */
async function answerPlaces(map: MapPage, ...places: (PlacedWord | string)[]): Promise<void> {
  const request = asked(map, 'place')?.request ?? -1;
  const answers = places.map((place) =>
    typeof place === 'string' ? { word: '?', row: -1, fault: place } : place,
  );
  await map.send({ type: 'placed', request, places: answers });
  await settle(map, 300);
}

test('words are added to a settled map: typed, placed, listed, found by the pointer, undone, kept', async () => {
  const map = await open();
  const { page } = map;
  await map.send({ type: 'others', sets: [{ id: 'o', name: 'other.vec' }] });
  await press(map, 'n');
  await page.fill('.add-words textarea', 'prince, kingish\nzzz, king');
  await page.press('.add-words textarea', 'Enter');
  const words = ['prince', 'kingish', 'zzz', 'king'].map((word) => ({ word, setId: undefined }));
  assert.deepEqual(asked(map, 'place')?.words, words);
  await answerPlaces(
    map,
    { word: 'prince', row: 17, at: [0.5, 0.5] },
    { word: 'kingish', row: -1, at: [0.5, 0.2] },
    'The embedding set does not know ‘zzz’.',
    { word: 'king', row: 0, at: [0, 0] },
  );
  assert.deepEqual(await page.locator('.add-words li').allTextContents(), ['prince', 'kingish']);
  const report = (await page.locator('.add-words .report p').allTextContents()).join(' ');
  assert.match(report, /^2 words are placed\. .*‘zzz’\. Already on the map: king\.$/);
  assert.equal(await page.textContent('.spoken'), report);
  // A word of the set and one that the set has not are pointed at and selected like others.
  await pointAt(map, pixelOf(0.5, 0.5, PANEL), 'prince');
  await page.mouse.click(...pixelOf(0.5, 0.2, PANEL));
  assert.equal(await page.textContent('.details h2'), 'kingish');
  assert.equal(asked(map, 'neighbours')?.added?.word, 'kingish');
  await press(map, 't');
  assert.deepEqual(await page.locator('.grid-body .word').allTextContents(), [
    ...SQUARE.words,
    'prince',
    'kingish',
  ]);
  await press(map, 'Control+z', 'n');
  assert.equal(await page.locator('.add-words li').count(), 0);
  await press(map, 'Control+y');
  assert.equal(await page.locator('.add-words li').count(), 2);
  await page.selectOption('.add-words select', 'other.vec');
  await page.fill('.add-words textarea', 'king');
  await page.click('text=Place on the Map');
  assert.deepEqual(asked(map, 'place')?.words, [{ word: 'king', setId: 'o' }]);
  await answerPlaces(map, { word: 'king', row: -1, at: [1, 0.5] });
  const state = (await map.state()) as MapState;
  await page.close();
  const again = await open({ state });
  assert.equal(asked(again, 'place'), undefined, 'the same layout: nothing is to be placed anew');
  await pointAt(again, pixelOf(1, 0.5, PANEL), 'king');
  await again.page.click('.add-words [aria-label="Remove prince"]');
  assert.deepEqual(await again.page.locator('.add-words li .link').allTextContents(), ['kingish', 'king']);
  await again.page.fill('.search input', 'GISH');
  await again.page.waitForSelector('.matches li');
  await again.page.press('.search input', 'Enter');
  await again.page.waitForFunction(() => document.querySelector('.details h2')?.textContent === 'kingish');
  assert.deepEqual(again.problems, []);
  await again.page.close();
});

test('in another layout the added words are placed anew', async () => {
  const map = await open();
  await press(map, 'n');
  await map.page.fill('.add-words textarea', 'prince');
  await map.page.click('text=Place on the Map');
  await answerPlaces(map, { word: 'prince', row: 17, at: [0.5, 0.5] });
  const first = asked(map, 'place')?.request;
  await map.page.evaluate(() => {
    const choice = { params: { method: 'pca', components: 2 } };
    const positions = Float32Array.from([0, 0, 1, 0, 0, 1, 1, 0.5]);
    window.postMessage({ type: 'layout', positions, state: { kind: 'settled' }, choice }, '*');
  });
  await settle(map);
  assert.deepEqual(asked(map, 'place')?.words, [{ word: 'prince', setId: undefined }]);
  assert.notEqual(asked(map, 'place')?.request, first);
  await answerPlaces(map, 'The set is closed.');
  assert.equal(await map.page.textContent('.add-words li .hint'), 'The set is closed.');
  await map.page.close();
});

test('the table shows, sorts and filters what the file says of its words', async () => {
  const map = await open({ metadata: ['topic', 'year', 'a', 'b', 'c'] });
  const { page } = map;
  await press(map, 't');
  const columns = map.posted.flatMap((message) => (message.type === 'column' ? [message.column] : []));
  assert.deepEqual(columns, ['topic', 'year', 'a', 'b'], 'the first few, and no more before they are wanted');
  await page.evaluate(() => {
    const text = {
      bytes: new TextEncoder().encode('courtcourtland'),
      offsets: Uint32Array.of(0, 5, 10, 10, 14),
    };
    const year = Float64Array.of(1000, 1200, NaN, 800);
    window.postMessage({ type: 'column', column: 'topic', values: { kind: 'text', values: text } }, '*');
    window.postMessage({ type: 'column', column: 'year', values: { kind: 'number', values: year } }, '*');
  });
  await page.click('.grid-head >> text=year');
  const cells = (name: string) => page.locator(`.grid-body .${name}`).allTextContents();
  assert.deepEqual(await cells('word'), ['river', 'king', 'queen', '面包']);
  await page.fill('.table > input', 'cour');
  assert.deepEqual(await cells('word'), ['king', 'queen']);
  await page.fill('.table > input', '800');
  assert.deepEqual(await cells('word'), ['river']);
  await page.click('.columns summary');
  await page.click('.columns >> text="c"');
  assert.equal(asked(map, 'column')?.column, 'c');
  await page.click('.columns >> text="year"');
  assert.deepEqual(((await map.state()) as MapState).columns, ['topic', 'a', 'b', 'c']);
  assert.deepEqual(map.problems, []);
  await page.close();
});

/** How many pixels of the overlay are drawn on to the left of a word, where it has no label. */
function drawnBeside({ page }: MapPage, [x, y]: [number, number]): Promise<number> {
  return page.evaluate(
    ([left, top]) => {
      const canvas = document.querySelector<HTMLCanvasElement>('canvas.overlay')!;
      const { data } = canvas.getContext('2d')!.getImageData(left - 26, top - 26, 20, 52);
      return data.filter((value, i) => i % 4 === 3 && value > 0).length;
    },
    [x, y],
  );
}

test('the word under the cursor of the text editor has a ring, and so has what a linked map points at', async () => {
  const map = await open();
  /** Waits until so much is drawn, and says how much that is. */
  const drawn = async (isRight: (pixels: number) => boolean): Promise<number> => {
    for (let i = 0; i < 50; i++) {
      const pixels = await drawnBeside(map, pixelOf(0, 1));
      if (isRight(pixels)) return pixels;
      await settle(map, 100);
    }
    throw new Error('The map does not show what it was told.');
  };
  await drawn((pixels) => pixels === 0);
  await map.send({ type: 'cursor', row: 2 });
  const one = await drawn((pixels) => pixels > 0);
  await map.send({ type: 'linked', row: 2 });
  await drawn((pixels) => pixels > one + 30);
  await map.send({ type: 'cursor', row: -1 });
  await press(map, 'k');
  // The second goes as the maps are linked no more.
  await drawn((pixels) => pixels === 0);
  assert.deepEqual(map.problems, []);
  await map.page.close();
});

/** The pixels of the points, and how many of them are set. */
function pointsOf({ page }: MapPage): Promise<{ set: number; sums: number[] }> {
  return page.evaluate(() => {
    const drawn = document.querySelector<HTMLCanvasElement>('.cloud canvas')!;
    // It reaches beyond the view.
    const { x, y } = drawn.getBoundingClientRect();
    const canvas = new OffscreenCanvas(innerWidth, innerHeight);
    const context = canvas.getContext('2d')!;
    context.drawImage(drawn, x, y);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const sums = Array.from({ length: 100 }, () => 0);
    let set = 0;
    for (let i = 3; i < data.length; i += 4) {
      if (data[i] === 0) continue;
      set++;
      const pixel = i >> 2;
      const [x, y] = [pixel % canvas.width, Math.floor(pixel / canvas.width)];
      sums[Math.floor((10 * y) / canvas.height) * 10 + Math.floor((10 * x) / canvas.width)] += data[i];
    }
    return { set, sums };
  });
}

test('a map of very many words that was dragged shows the same as one that is drawn there', async () => {
  const words = Array.from({ length: 60_000 }, (_, i) => `w${i}`);
  const positions = words.flatMap((_, i) => [Math.sin(i) * (i % 7), Math.cos(i * 1.3) * (i % 5)]);
  const map = await openMap(words, positions);
  // Beyond the margin of the picture that moves, step by step.
  await drag(map, [800, 500], [700, 430], [430, 210]);
  await settle(map);
  const dragged = await pointsOf(map);
  const state = (await map.state()) as MapState;
  await map.page.close();
  const drawn = await openMap(words, positions, { state });
  const fresh = await pointsOf(drawn);
  assert.ok(fresh.set > 10_000, `${fresh.set}`);
  assert.ok(Math.abs(dragged.set - fresh.set) < fresh.set / 50, `${dragged.set} and ${fresh.set}`);
  const apart = dragged.sums.reduce((sum, value, i) => sum + Math.abs(value - fresh.sums[i]), 0);
  const total = fresh.sums.reduce((sum, value) => sum + value, 0);
  assert.ok(apart < total / 20, `${apart} of ${total}`);
  await drawn.page.close();
});

test('pictures, tables and sessions are handed to the host', async () => {
  const map = await open();
  const { page } = map;
  await press(map, 'e');
  await page.fill('.export-panel .field:first-child input', '400');
  await page.fill('.export-panel .field:nth-child(2) input', '300');
  await page.click('text=PNG…');
  await until(map, () => asked(map, 'save') !== undefined);
  const png = asked(map, 'save')?.file;
  assert.equal(png?.extension, 'png');
  const bytes = Buffer.from(Object.values(png.content) as number[]);
  assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [400, 300]);
  await page.click('text=SVG…');
  const svg = asked(map, 'save')?.file;
  assert.match(String(svg?.content), /^<svg .*>\s*<rect/);
  assert.match(String(svg?.content), />面包<\/text>/);
  await page.click('text=CSV…');
  assert.match(String(asked(map, 'save')?.file.content), /^rank,word,x,y,cluster,groups\r\n1,king,0,0,,\r\n/);
  await page.check('.export-panel input[type=checkbox]');
  await page.click('text=JSON…');
  assert.deepEqual(lastAsked(map), { type: 'graph', count: 10 });
  await page.click('text=Save Session…');
  assert.equal(asked(map, 'saveSession')?.state.setId, 's');
  assert.deepEqual(map.problems, []);
  await page.close();
});

test('every tool stands in every theme, named and within reach of the keys', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    const map = await open({ theme, metadata: ['topic'] });
    const { page } = map;
    await showClusters(map);
    await page.mouse.click(...pixelOf(0, 0));
    for (const [key, name] of Object.entries({
      g: 'groups',
      p: 'layout',
      n: 'add',
      a: 'analogies',
      v: 'strips',
      t: 'table',
      e: 'export',
    })) {
      await press(map, key);
      assert.equal(await page.getAttribute('.drawer', 'data-name'), name);
      await settle(map, 150);
      await page.screenshot({ path: join(tmpdir(), `embedding-explorer-map-${name}-${theme}.png`) });
    }
    const unnamed = await page.locator('button, input, select, textarea').evaluateAll((all) =>
      all
        .filter((each) => {
          const labels = [...((each as HTMLInputElement).labels ?? [])].map((label) => label.textContent);
          const name = `${each.textContent}${each.ariaLabel ?? ''}${labels.join('')}`.trim();
          return each.checkVisibility() && name === '';
        })
        .map((each) => each.outerHTML),
    );
    assert.deepEqual(unnamed, []);
    await page.keyboard.press('Escape');
    assert.equal(await page.isVisible('.drawer'), false, 'Escape closes the panel');
    assert.deepEqual(map.problems, []);
    await page.close();
  }
});
