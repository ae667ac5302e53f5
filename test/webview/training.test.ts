import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DEFAULT_TRAINING } from '../../src/common/trainingDefaults.ts';
import type { CorpusReport, TrainingProgress } from '../../src/protocol/engine.ts';
import type {
  FromTraining,
  ToTraining,
  TrainingFrame,
  TrainingPanelState,
  TrainingStatus,
} from '../../src/protocol/training.ts';
import type { TrainingWindow, WatchedWord } from '../../src/protocol/watch.ts';
import { seededRandom } from '../../src/engine/random.ts';
import { closeBrowser, openWebview, type WebviewOptions, type WebviewPage } from './harness.ts';
import type { ThemeName } from './themes.ts';

after(closeBrowser);

type Page = WebviewPage<FromTraining>;
type Whole = Extract<ToTraining, { type: 'training' }>;

const WORDS = [
  'king',
  'queen',
  'man',
  'woman',
  'city',
  'river',
  'bread',
  'cheese',
  '足球',
  ...Array.from({ length: 191 }, (_, i) => `word${i}`),
];
const REPORT: CorpusReport = {
  ...{ words: 1_234_567, known: 1_200_000, different: 54_321, vocabulary: 23_456, epochs: 5, seconds: 83 },
  frequent: WORDS.slice(0, 24).map((word, i) => ({ word, count: Math.round(60_000 / (i + 1)) })),
};
const DIMS = 50;

function progress(fraction: number): TrainingProgress {
  const loss = 4.1 - 1.9 * (1 - Math.exp(-4 * fraction));
  return {
    ...{ epoch: Math.min(5, Math.floor(5 * fraction) + 1), epochs: 5, loss, heldOutLoss: loss + 0.15 },
    ...{
      rate: 0.025 * Math.max(0.004, 1 - fraction),
      seconds: 80 * fraction,
      wordsPerSecond: 987_654,
      fraction,
      vocabulary: 23_456,
    },
  };
}

/** Points that part into clusters. */
function frame(fraction: number): TrainingFrame {
  const random = seededRandom(3);
  const positions = Float32Array.from({ length: 2 * WORDS.length }, (_, i) => {
    const cluster = (i >> 1) % 5;
    const centre = 4 * (i % 2 ? Math.sin(cluster) : Math.cos(cluster * 1.3));
    return fraction * centre + (1.6 - fraction) * (random() + random() - 1) * 2;
  });
  return { fraction, positions, watched: [watched(0), watched(4), watched(6)] };
}

function watched(row: number): WatchedWord {
  const others = WORDS.map((word, other) => ({ row: other, word, cosine: 0.95 - other / 30 })).filter(
    (other) => other.row !== row,
  );
  return { word: WORDS[row], row, neighbours: others.slice(0, 6) };
}

function windowOf(number: number): TrainingWindow {
  const random = seededRandom(number);
  const row = (word: string) => {
    const before = Float32Array.from({ length: DIMS }, () => random() - 0.5);
    return { word, before, after: before.map((value) => value + (random() - 0.5) / 50) };
  };
  return {
    ...{ number, windows: 1418, rate: 0.02, lossBefore: 2.31, lossAfter: 2.25 },
    inputs: ['the', 'king', 'rules'].map(row),
    targets: ['city', 'cheese', 'word7', '足球', 'river', 'word9'].map(row),
    products: Float32Array.from({ length: 18 }, (_, i) => (i % 6 === 0 ? 1.8 : -0.4 - (i % 5) / 4)),
  };
}

function whole(change: Partial<Whole> = {}): Whole {
  return {
    ...{ type: 'training', id: 't', name: 'english.txt', status: { kind: 'draft' } },
    draft: { params: DEFAULT_TRAINING, what: 'texts/english.txt', from: undefined },
    ...{ history: [], words: undefined, frames: [], watched: [] },
    ...change,
  };
}

function packedWords() {
  const bytes = WORDS.map((word) => [...Buffer.from(word)]);
  const offsets = [0];
  for (const word of bytes) offsets.push(offsets[offsets.length - 1] + word.length);
  return { bytes: bytes.flat(), offsets };
}

/** Typed arrays of whole numbers do not cross to the page by the harness. */
async function send(training: Page, message: ToTraining): Promise<void> {
  await training.page.evaluate(
    ({ json, words }) => {
      const revive = (_: string, value: unknown) =>
        value !== null && typeof value === 'object' && 'floats' in value
          ? Float32Array.from(value.floats as number[])
          : value;
      const data = JSON.parse(json, revive) as { words?: { words: unknown } };
      if (data.words)
        data.words.words = { bytes: Uint8Array.from(words.bytes), offsets: Uint32Array.from(words.offsets) };
      window.postMessage(data, '*');
    },
    {
      json: JSON.stringify(message, (_, value: unknown) =>
        value instanceof Float32Array ? { floats: [...value] } : value,
      ),
      words: packedWords(),
    },
  );
}

const CONTENT = {
  words: { bytes: new Uint8Array(0), offsets: new Uint32Array(1) },
  content: ['king', 'city', 'bread'],
};

async function openDraft(options: WebviewOptions = {}, change: Partial<Whole> = {}): Promise<Page> {
  const training = await openWebview<FromTraining>('training', options);
  await training.page.waitForSelector('.training', { state: 'attached' });
  await send(training, whole(change));
  await training.page.waitForSelector('.before form');
  return training;
}

async function openRun(status: TrainingStatus, options: WebviewOptions = {}): Promise<Page> {
  const training = await openWebview<FromTraining>('training', options);
  await training.page.waitForSelector('.training', { state: 'attached' });
  const fractions = Array.from({ length: 21 }, (_, i) => (status.kind === 'done' ? i / 20 : i / 40));
  await send(
    training,
    whole({
      ...{ status, words: CONTENT, watched: ['king', 'city', 'bread'] },
      history: fractions.map(progress),
      frames: fractions.map(frame),
    }),
  );
  await training.page.waitForSelector('.course .watched li');
  return training;
}

/** The last message of a type, when it has come. */
async function posted<T extends FromTraining['type']>(
  training: Page,
  type: T,
): Promise<Extract<FromTraining, { type: T }>> {
  for (let tries = 0; tries < 60; tries++) {
    const found = training.posted.findLast((message) => message.type === type);
    if (found) return found as Extract<FromTraining, { type: T }>;
    await training.page.waitForTimeout(50);
  }
  throw new Error(`The page has not said ‘${type}’.`);
}

async function counted(training: Page): Promise<void> {
  const { request } = await posted(training, 'count');
  await send(training, { type: 'counted', request, report: REPORT });
  await training.page.waitForSelector('.frequent li');
}

test('asks how to train, explains the algorithms, and shows what the text holds', async () => {
  const training = await openDraft();
  const { page } = training;
  assert.equal(await page.textContent('h1'), 'Word vectors of english.txt');
  assert.equal(await page.textContent('.summary'), 'texts/english.txt');
  assert.match((await page.textContent('#explanation')) ?? '', /skip-gram predicts the words around it/);
  await counted(training);
  const figures = await page.locator('.counted dd').allTextContents();
  assert.deepEqual(figures, ['1,234,567', '23,456', '5', 'about 1 min 23 s']);
  assert.match(
    (await page.textContent('.counted .hint')) ?? '',
    /54,321 different words, 23,456 .* 97\.2\s% of the text/,
  );
  assert.equal(await page.locator('.frequent .word').first().textContent(), 'king');
  await page.selectOption('#algorithm', 'nnlm');
  assert.match((await page.textContent('#explanation')) ?? '', /matrix Q/);
  assert.equal(await page.locator('#negative').isVisible(), false);
  assert.deepEqual(training.problems, []);
  await page.close();
});

test('counts anew what is entered, and starts with it', async () => {
  const training = await openDraft();
  const { page } = training;
  await counted(training);
  const before = training.posted.length;
  await page.selectOption('#tokeniser', 'pattern');
  await page.fill('#pattern', '(');
  await page.waitForTimeout(600);
  assert.equal(training.posted.slice(before).filter(({ type }) => type === 'count').length, 0);
  assert.match((await page.textContent('#pattern-note')) ?? '', /no regular expression/);
  await page.fill('#pattern', '\\w+');
  await page.fill('#dims', '30');
  await page.waitForTimeout(600);
  const { params, request } = await posted(training, 'count');
  assert.deepEqual([params.tokeniser, params.pattern, params.dims], ['pattern', '\\w+', 30]);
  await send(training, { type: 'notCounted', request, message: 'The text is too short.' });
  await page.waitForSelector('.counted .fault');
  assert.equal(await page.locator('.start').isDisabled(), true);
  await send(training, { type: 'counted', request, report: REPORT });
  await page.waitForSelector('.counted dd');
  await page.press('#dims', 'Enter');
  const started = await posted(training, 'start');
  assert.deepEqual([started.params.pattern, started.params.dims], ['\\w+', 30]);
  assert.deepEqual(((await training.state()) as TrainingPanelState).params, started.params);
  await page.close();
});

test('a number that will not do is said beside its field, and nothing starts', async () => {
  const training = await openDraft();
  const { page } = training;
  await counted(training);
  await page.fill('#window', '0');
  await page.click('.start');
  assert.equal(await page.textContent('#window-note'), 'A whole number from 1 to 50');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'window');
  assert.equal(
    training.posted.some(({ type }) => type === 'start'),
    false,
  );
  await page.close();
});

test('what was entered comes back after a reload; what one goes on from is said', async () => {
  const params = { ...DEFAULT_TRAINING, dims: 77 };
  const state: TrainingPanelState = { id: 't', params };
  const draft = { params: DEFAULT_TRAINING, what: '12 files', from: 'older.txt' };
  const training = await openDraft({ state }, { draft });
  assert.equal(await training.page.inputValue('#dims'), '77');
  assert.equal(await training.page.locator('#dims').isDisabled(), true);
  assert.match((await training.page.textContent('.notice')) ?? '', /what was learned on older\.txt/);
  await training.page.close();
});

test('shows how it goes: numbers, both losses, the map and the nearest words', async () => {
  const training = await openRun({ kind: 'running' });
  const { page, problems } = training;
  await send(training, { type: 'progress', progress: progress(0.6) });
  await page.waitForFunction(() =>
    document.querySelector('.state .figures')?.textContent?.includes('4 of 5'),
  );
  const figures = await page.locator('.state dd').allTextContents();
  assert.deepEqual(figures, ['4 of 5', '2.372', '2.522', '987,654', '0.01', '32 s']);
  assert.match(
    (await page.getAttribute('.loss-chart svg', 'aria-label')) ?? '',
    /Training loss from 4\.100 to 2\.372\. Held-out loss 2\.522\./,
  );
  assert.equal(await page.locator('.loss-chart polyline').count(), 2);
  assert.deepEqual(await page.locator('.watched h3 span').allTextContents(), ['king', 'city', 'bread']);
  await page.click('.loss-chart summary');
  assert.equal(await page.locator('.loss-chart tbody tr').last().locator('th').textContent(), '60 %');
  assert.equal(await page.locator('.replay').isVisible(), false);
  assert.deepEqual(problems, []);
  await page.close();
});

test('the points glide from frame to frame, and stand at once where no movement is wanted', async () => {
  for (const reduced of [false, true]) {
    const training = await openRun({ kind: 'running' });
    const { page } = training;
    if (reduced) await page.evaluate(() => document.body.classList.add('vscode-reduce-motion'));
    await page.waitForTimeout(1300);
    const picture = () => page.locator('.map').screenshot();
    const before = await picture();
    await send(training, {
      type: 'frame',
      frame: { ...frame(1), positions: frame(1).positions.map((value) => 3 * value) },
    });
    await page.waitForTimeout(120);
    const during = await picture();
    await page.waitForTimeout(1600);
    const end = await picture();
    assert.ok(!before.equals(end), 'the map has moved');
    assert.equal(during.equals(end), reduced);
    await page.close();
  }
});

test('pauses, resumes, stops and keeps or discards by its buttons', async () => {
  const training = await openRun({ kind: 'running' });
  const { page } = training;
  await page.click('text=Pause');
  await posted(training, 'pause');
  await send(training, { type: 'status', status: { kind: 'paused' } });
  await page.click('text=Resume');
  await posted(training, 'resume');
  assert.equal(await page.textContent('.spoken'), 'Paused.');
  await send(training, { type: 'status', status: { kind: 'running' } });
  await page.click('text=Stop and Keep');
  assert.equal((await posted(training, 'stop')).keep, true);
  await page.click('text=Stop and Discard');
  await page.waitForTimeout(100);
  assert.equal((await posted(training, 'stop')).keep, false);
  await send(training, {
    type: 'status',
    status: { kind: 'interrupted', message: 'The engine stopped.', fraction: 0.42 },
  });
  await page.click('.buttons button:has-text("Go On")');
  assert.equal((await posted(training, 'act')).action, 'goOn');
  assert.match((await page.textContent('.status')) ?? '', /It can go on where 42 % were done/);
  await page.close();
});

test('other words are watched by the field, by a neighbour and by none', async () => {
  const training = await openRun({ kind: 'running' });
  const { page } = training;
  await page.fill('.watched input', 'river');
  await page.press('.watched input', 'Enter');
  assert.deepEqual((await posted(training, 'watch')).words, ['river', 'king', 'city', 'bread']);
  await page.click('.watched button[aria-label="Watch city no more"]');
  await page.waitForTimeout(100);
  assert.deepEqual((await posted(training, 'watch')).words, ['river', 'king', 'bread']);
  await page.click('.watched li button >> nth=0');
  await page.waitForTimeout(100);
  assert.deepEqual((await posted(training, 'watch')).words, ['queen', 'river', 'king', 'bread']);
  const unknown: TrainingFrame = { ...frame(0.5), watched: [{ word: 'xyz', row: -1, neighbours: [] }] };
  await send(training, { type: 'frame', frame: unknown });
  await page.waitForFunction(() => document.querySelector('.watched .hint'));
  assert.equal(await page.textContent('.watched .hint'), 'The vocabulary does not know it.');
  await page.close();
});

test('one window: its pairs, and what the step does to the rows of both tables', async () => {
  const training = await openRun({ kind: 'paused' });
  const { page } = training;
  const asked = await posted(training, 'window');
  assert.equal(asked.number, 0);
  await send(training, { type: 'window', request: asked.request, window: windowOf(0) });
  await page.waitForSelector('.products tbody td');
  assert.equal(await page.locator('.products tbody tr').count(), 3);
  assert.deepEqual(await page.locator('.products thead th').allTextContents(), [
    '+ city',
    '− cheese',
    '− word7',
    '− 足球',
    '− river',
    '− word9',
  ]);
  assert.equal(await page.locator('.products tbody td').first().textContent(), '1.800');
  assert.equal(await page.locator('.window .row').count(), 9);
  assert.match((await page.textContent('.window > div:last-child')) ?? '', /from 2\.3100 to 2\.2500/);
  assert.match((await page.textContent('.window')) ?? '', /Full colour at ±0\.5; of the changes at ±0\.01/);
  await page.click('text=Next window');
  await page.waitForTimeout(100);
  const next = await posted(training, 'window');
  assert.equal(next.number, 1);
  await send(training, { type: 'window', request: next.request, window: windowOf(1) });
  await page.waitForFunction(() => document.querySelector('.window .place')?.textContent === '2 of 1,418');
  assert.match((await page.textContent('.spoken')) ?? '', /Around city: the, king, rules/);
  assert.equal(((await training.state()) as TrainingPanelState).window, 1);
  await send(training, { type: 'window', request: next.request, window: null });
  await page.waitForFunction(() => document.querySelector('.window')?.textContent?.includes('softmax'));
  await page.close();
});

test('a slider replays how the map came to be', async () => {
  const training = await openRun({ kind: 'done', completed: true });
  const { page } = training;
  const slider = page.locator('.replay input');
  assert.equal(await slider.getAttribute('aria-valuetext'), '100 % done');
  await slider.fill('0');
  assert.equal(await page.textContent('.replay output'), '0 % done');
  assert.equal(await page.locator('.loss-chart .now').count(), 1);
  await page.focus('.replay input');
  await page.keyboard.press('ArrowRight');
  assert.equal(await page.textContent('.replay output'), '5 % done');
  await page.click('.replay button');
  await page.waitForFunction(() => document.querySelector('.replay output')?.textContent === '100 % done');
  await page.click('text=Open Context Vectors');
  assert.equal((await posted(training, 'act')).action, 'openContext');
  await page.close();
});

test('is readable in every theme, and in a narrow panel', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as ThemeName[]) {
    for (const width of [1200, 420]) {
      const draft = await openDraft({ theme, width, height: 800 });
      await counted(draft);
      await draft.page.screenshot({ path: join(tmpdir(), `training-draft-${theme}-${width}.png`) });
      const run = await openRun({ kind: 'done', completed: false }, { theme, width, height: 800 });
      const { request } = await posted(run, 'window');
      await send(run, { type: 'window', request, window: windowOf(0) });
      await run.page.waitForSelector('.products td');
      await run.page.waitForTimeout(1300);
      await run.page.screenshot({ path: join(tmpdir(), `training-${theme}-${width}.png`) });
      for (const { page, problems } of [draft, run]) {
        assert.deepEqual(problems, []);
        assert.ok(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          'nothing sticks out',
        );
        await page.close();
      }
    }
  }
});
