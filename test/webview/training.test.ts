import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DEFAULT_LANGUAGE, DEFAULT_TRAINING } from '../../src/common/trainingDefaults.ts';
import type {
  FromTraining,
  TrainingDraft,
  TrainingFrame,
  TrainingPanelState,
} from '../../src/protocol/training.ts';
import { closeBrowser, openWebview } from './harness.ts';
import type { ThemeName } from './themes.ts';
import {
  REPORT,
  progress,
  frame,
  windowOf,
  send,
  openDraft,
  openRun,
  posted,
  counted,
  whole,
} from './trainingPage.ts';

after(closeBrowser);

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

test('says which files are read and which are not, how far it has come, and drops answers that are none any more', async () => {
  const training = await openDraft();
  const { request } = await posted(training, 'count');
  const files = {
    count: 300,
    first: [{ name: 'texts/one.txt', words: 1200 }],
    leftOut: [{ name: 'broken.ipynb', why: 'broken.ipynb is no Jupyter notebook' }],
  };
  await send(training, { type: 'counted', request, report: { ...REPORT, files } });
  const text = (await training.page.textContent('.counted')) ?? '';
  for (const part of [
    '300 texts are read',
    'texts/one.txt1,200',
    'and 299 more',
    'Left out: 1',
    'broken.ipynb',
  ])
    assert.ok(text.includes(part), part);
  await send(training, { type: 'notCounted', request, message: 'It takes too long.' });
  await training.page.waitForSelector('.counted .fault');
  await send(training, { type: 'counting', request, fraction: 0.4 });
  await training.page.waitForSelector('.counted .hint:text("It is being counted: 40 %.")');
  assert.equal(await training.page.locator('.counted .fault').count(), 0);
  await training.page.close();
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
  const entered = { tokeniser: 'pattern', pattern: '\\w+', dims: 30 };
  assert.deepEqual(params, { ...DEFAULT_TRAINING, ...entered });
  await send(training, { type: 'notCounted', request, message: 'The text is too short.' });
  await page.waitForSelector('.counted .fault');
  assert.equal(await page.locator('.start').isDisabled(), true);
  await send(training, { type: 'counted', request, report: REPORT });
  await page.waitForSelector('.counted dd');
  await page.press('#dims', 'Enter');
  const started = await posted(training, 'start');
  assert.deepEqual(started.params, { ...DEFAULT_TRAINING, ...entered });
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
  const draft = { kind: 'vectors' as const, params: DEFAULT_TRAINING, what: '12 files', from: 'older.txt' };
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

const LANGUAGE: TrainingDraft = {
  kind: 'language',
  params: DEFAULT_LANGUAGE,
  what: 'texts/english.txt',
  from: undefined,
};

test('a language model: asks for its cell and sizes, and starts with them', async () => {
  const training = await openDraft({}, { draft: LANGUAGE });
  const { page } = training;
  assert.equal(await page.textContent('h1'), 'Language model of english.txt');
  await counted(training);
  assert.match((await page.textContent('.counted')) ?? '', /54,321 different tokens.*Tokens1,234,567/);
  await page.selectOption('#kind', 'gru');
  assert.match((await page.textContent('#explanation')) ?? '', /two gates in place of three/);
  await page.selectOption('#tokeniser', 'characters');
  await page.fill('#dropout', '1');
  await page.click('.start');
  assert.equal(await page.textContent('#dropout-note'), 'A number from 0 to 0.9');
  await page.fill('#dropout', '0.1');
  await page.fill('#epochs', '3');
  await page.click('.start');
  const { params } = await posted(training, 'start');
  const entered = { kind: 'gru', tokeniser: 'characters', dropout: 0.1, epochs: 3 };
  assert.deepEqual(params, { ...DEFAULT_LANGUAGE, ...entered });
  assert.deepEqual(training.problems, []);
  await page.close();
});

test('a language model that goes on keeps its sizes and its vocabulary', async () => {
  const training = await openDraft({}, { draft: { ...LANGUAGE, from: 'older.txt' } });
  const { page } = training;
  assert.match((await page.textContent('.notice')) ?? '', /what older\.txt has learned, with its vocabulary/);
  const disabled = await page
    .locator('form :is(input, select):disabled')
    .evaluateAll((all) => all.map(({ id }) => id));
  const ofModel = ['kind', 'embeddingSize', 'hiddenSize', 'layers', 'tokeniser', 'minCount', 'mostTokens'];
  assert.deepEqual(disabled, ofModel);
  await page.close();
});

test('the course of a language model: perplexity, tokens a second, what it writes, and what can be done', async () => {
  for (const theme of ['dark', 'high-contrast'] as ThemeName[]) {
    const training = await openWebview<FromTraining>('training', { theme, width: 1000, height: 700 });
    const { page } = training;
    await page.waitForSelector('.training', { state: 'attached' });
    const samples = [{ epochs: 2, fraction: 0.1, heldOutLoss: Math.log(80), text: 'the king\nate bread' }];
    const history = Array.from({ length: 11 }, (_, i) => progress(i / 20));
    await send(training, whole({ draft: LANGUAGE, status: { kind: 'running' }, history, samples }));
    await page.waitForSelector('.samples li');
    assert.equal(await page.textContent('.samples h3'), 'after 2 epochs · perplexity 80.0');
    await send(training, {
      type: 'sample',
      sample: { epochs: 3.04, fraction: 0.2, heldOutLoss: Math.log(60), text: 'the queen' },
    });
    assert.deepEqual(await page.locator('.written').allTextContents(), ['the queen', 'the king\nate bread']);
    const names = await page.locator('.state dt').allTextContents();
    assert.ok(names.includes('Validation perplexity') && names.includes('Tokens/s'), names.join());
    assert.ok(names.includes('Time left'), names.join());
    await page.click('text=Pause');
    await posted(training, 'pause');
    await send(training, { type: 'status', status: { kind: 'done', completed: false } });
    const buttons = await page.locator('.state button').allTextContents();
    assert.deepEqual(buttons, [
      ...['Go On', 'Trace What It Writes', 'Show Map', 'Train Further…', 'Save Weights…'],
    ]);
    await page.click('text=Trace What It Writes');
    assert.equal((await posted(training, 'act')).action, 'trace');
    assert.equal(
      training.posted.some(({ type }) => type === 'window'),
      false,
      'a language model has no windows with negative samples',
    );
    await page.screenshot({ path: join(tmpdir(), `training-language-${theme}.png`) });
    assert.deepEqual(training.problems, []);
    await page.close();
  }
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
