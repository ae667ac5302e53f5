import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { analogies, openReport, wordPairs } from './evaluationPage.ts';
import { closeBrowser } from './harness.ts';
import { openLessons, SET } from './lessonsHost.ts';
import { openMap, settle, SQUARE } from './mapPage.ts';
import { openMatrix, TEXTS } from './matrixPage.ts';
import { smallText } from '../../src/engine/lessons/smallText.ts';
import { LONG_SENTENCE, SHORT_SENTENCE } from '../../src/common/articleSentences.ts';
import { inspect, pseudoBundle, untranslated } from './pseudo.ts';
import { choose, openTrace, TEXT } from './traceHost.ts';
import { counted, openDraft, openRun, posted, send, windowOf, WORDS } from './trainingPage.ts';
import { ANSWER, answer, COMPARED, FIRST, openSets, SECOND } from './twoSetsPage.ts';

after(closeBrowser);

const bundle = pseudoBundle();

/** An editor that fills the window, and one beside another. */
const SIZES = [
  { width: 1000, height: 700 },
  { width: 480, height: 760 },
];

/** Names that are the same in every language, of methods, cells, formats and keys. */
const NAMES =
  'UMAP t-SNE RNN tanh relu LSTM GRU CSV TSV JSON SVG PNG Markdown skip-gram CBOW NNLM CosAdd CosMul';

/** Collects what is wrong with every state of a page, so that one run tells all of it. */
class Finds {
  private readonly data: string;
  private readonly found = new Set<string>();

  /** @param data what the page shows as it is */
  constructor(data: unknown) {
    this.data = `${NAMES} ${JSON.stringify(data)}`;
  }

  async look({ page }: { page: Page }): Promise<void> {
    await page.waitForTimeout(300);
    const { texts, cutOff } = await inspect(page);
    assert.ok(
      texts.some(({ text }) => text.includes('⟦')),
      'The page is translated.',
    );
    for (const find of untranslated(texts, this.data)) this.found.add(`not translated: ${find}`);
    const { width } = page.viewportSize()!;
    for (const { text, where } of cutOff) this.found.add(`cut off at ${width} pixels: ${where}: ‘${text}’`);
  }

  assertNone(): void {
    assert.deepEqual([...this.found], []);
  }
}

for (const size of SIZES) {
  const options = { bundle, ...size };
  const title = (page: string) =>
    `${page}, ${size.width} pixels wide: all is translated, and nothing is cut off`;

  test(title('map'), async () => {
    const finds = new Finds(['test.vec', 'topic', SQUARE.words]);
    const map = await openMap(SQUARE.words, SQUARE.positions, { ...options, metadata: ['topic'] });
    await finds.look(map);
    await map.page.fill('.search input', 'queen');
    await map.page.press('.search input', 'Enter');
    await settle(map);
    await finds.look(map);
    for (const key of ['g', 'p', 'a', 'v', 't', 'e']) {
      await map.page.focus('.overlay');
      await map.page.keyboard.press(key);
      await finds.look(map);
    }
    await map.page.close();
    finds.assertNone();
  });

  test(title('trace'), async () => {
    const finds = new Finds(['test.vec', TEXT, 'W_ih b_hh', SHORT_SENTENCE, LONG_SENTENCE]);
    const trace = await openTrace(undefined, options);
    await finds.look(trace);
    await choose(trace, 2, 3);
    await finds.look(trace);
    for (const summary of await trace.page.locator('summary:visible').all()) await summary.click();
    await finds.look(trace);
    for (const tab of await trace.page.getByRole('tab').all()) {
      await tab.click();
      await finds.look(trace);
    }
    await trace.page.close();
    finds.assertNone();
  });

  test(title('training'), async () => {
    const finds = new Finds(['texts/english.txt', WORDS, 'word', windowOf(7).inputs.map(({ word }) => word)]);
    const draft = await openDraft(options);
    await counted(draft);
    for (const algorithm of ['skip-gram', 'cbow', 'nnlm']) {
      await draft.page.selectOption('#algorithm', algorithm);
      await finds.look(draft);
    }
    await draft.page.close();
    for (const status of [{ kind: 'paused' }, { kind: 'done', completed: true }] as const) {
      const run = await openRun(status, options);
      await finds.look(run);
      if (status.kind === 'paused') {
        const { request } = await posted(run, 'window');
        await send(run, { type: 'window', request, window: windowOf(7) });
        await finds.look(run);
      }
      await run.page.close();
    }
    finds.assertNone();
  });

  test(title('lessons'), async () => {
    const words = 'sea ship bread Jay GloVe Wikipedia one-hot KB MB GB max cos log softmax W_ih b_hh';
    const finds = new Finds([SET, words, smallText()]);
    const lessons = await openLessons(undefined, { ...options, set: SET });
    const pages = lessons.page.locator('nav li button');
    const count = await pages.count();
    assert.ok(count >= 4, `${count} lessons`);
    for (let i = 0; i < count; i++) {
      await pages.nth(i).click();
      await finds.look(lessons);
    }
    await lessons.page.close();
    finds.assertNone();
  });

  test(title('matrix'), async () => {
    const finds = new Finds(['test.vec', 'notes.md', TEXTS]);
    const matrix = await openMatrix(undefined, options);
    await finds.look(matrix);
    await matrix.page.click('tbody tr:nth-child(2) td:nth-child(3)');
    await finds.look(matrix);
    await matrix.page.close();
    finds.assertNone();
  });

  test(title('two sets'), async () => {
    const finds = new Finds([FIRST, SECOND, COMPARED, ANSWER]);
    const sets = await openSets(options);
    await finds.look(sets);
    await sets.page.click('.moved button');
    await answer(sets, 'cell');
    await finds.look(sets);
    await sets.page.close();
    finds.assertNone();
  });

  test(title('evaluation'), async () => {
    const reports = [wordPairs(), analogies()];
    const finds = new Finds(['test.vec', 'words.tsv', reports]);
    for (const report of reports) {
      const evaluation = await openReport(report, options);
      for (const summary of await evaluation.page.locator('summary:visible').all()) await summary.click();
      await finds.look(evaluation);
      await evaluation.page.close();
    }
    finds.assertNone();
  });
}
