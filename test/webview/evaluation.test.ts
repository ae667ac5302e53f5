import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { FromEvaluation } from '../../src/protocol/evaluation.ts';
import type { WordPairsReport } from '../../src/protocol/queries.ts';
import { closeBrowser, openWebview } from './harness.ts';
import { type EvaluationPage, KEPT, wordPairs, analogies, openReport } from './evaluationPage.ts';

after(closeBrowser);

/** What a button makes. */
async function exported(evaluation: EvaluationPage, button: string): Promise<string> {
  const before = evaluation.posted.length;
  await evaluation.page.click(`text=${button}`);
  for (let tries = 0; evaluation.posted.length === before && tries < 40; tries++)
    await evaluation.page.waitForTimeout(50);
  const message = evaluation.posted.at(-1);
  assert.ok(message?.type === 'save');
  return String(message.file.content);
}

test('word pairs: both coefficients, every pair as a point, and honest words on what was left out', async () => {
  const report = wordPairs();
  const evaluation = await openReport(report);
  const { page } = evaluation;
  assert.equal(await page.textContent('h1'), 'words.tsv');
  assert.equal(
    await page.textContent('.summary'),
    'test.vec · word pairs · the first 300,000 of 400,000 words · case does not matter',
  );
  const figures = await page.locator('.figures dd').allTextContents();
  assert.deepEqual(figures, [report.spearman.toFixed(4), report.pearson.toFixed(4), '121', '4']);
  assert.equal(await page.locator('.scatter circle').count(), 121);
  const notice = (await page.textContent('.notice')) ?? '';
  assert.match(notice, /Left out: 4 of 125 lines, 3\.2 % of the file\. A score over a part of a file is not/);
  assert.match(notice, /Unreadable: 2, in line 1, 77/);
  await page.click('summary');
  assert.match((await page.textContent('details p')) ?? '', /zzz · cat, 足球 · qqq/);
  assert.deepEqual(await evaluation.state(), KEPT);
  assert.deepEqual(evaluation.problems, []);
  await page.close();
});

test('word pairs: the largest disagreement comes first, with both ranks', async () => {
  const { page } = await openReport(wordPairs());
  const cells = await page.locator('table tbody tr').first().locator('th, td').allTextContents();
  assert.deepEqual(cells.slice(0, 3), ['money · w|thdrawal', '9.9', '−0.2000']);
  assert.ok(Number(cells[3]) <= 3 && cells[4] === '121', cells.join());
  assert.equal(await page.locator('.scatter').getAttribute('role'), 'img');
  await page.close();
});

test('a coefficient that is undefined is said to be so, and the rest of the report is there', async () => {
  const pairs = wordPairs().pairs.map((pair) => ({ ...pair, human: 5 }));
  // JSON makes null of NaN on its way to the page.
  const evaluation = await openReport({ ...wordPairs(), pairs, pearson: NaN, spearman: NaN });
  const figures = await evaluation.page.locator('.figures dd').allTextContents();
  assert.deepEqual(figures.slice(0, 3), [
    'undefined (all judgements are equal)',
    'undefined (all judgements are equal)',
    '121',
  ]);
  assert.equal(await evaluation.page.locator('.scatter circle').count(), 121);
  assert.match(await exported(evaluation, 'Markdown'), /\| undefined \(all judgements are equal\) \|/);
  assert.deepEqual(evaluation.problems, []);
  await evaluation.page.close();
});

test('a panel that fails at once keeps what it is about', async () => {
  const evaluation = await openWebview<FromEvaluation>('evaluation');
  await evaluation.send({ type: 'remember', state: KEPT });
  await evaluation.send({ type: 'gone', message: 'It cannot be read.' });
  await evaluation.page.waitForSelector('.gone:not([hidden])');
  assert.deepEqual(await evaluation.state(), KEPT);
  await evaluation.page.close();
});

test('a report of which nothing was left out has no notice', async () => {
  const { page } = await openReport({ ...wordPairs(), unknown: [], unreadable: [] });
  assert.equal(await page.locator('.notice').count(), 0);
  await page.close();
});

test('analogies: accuracy in all and by section, with wrong answers from the whole file', async () => {
  const { page, problems } = await openReport(analogies());
  assert.deepEqual(await page.locator('.figures dd').allTextContents(), ['74.0 %', '370', '500', '400']);
  assert.match((await page.textContent('.notice')) ?? '', /400 of 900 lines, 44\.4 % of the file/);
  const rows = page.locator('table >> nth=0 >> tbody tr');
  const last = (await rows.nth(2).locator('th, td').allTextContents()).filter((text) => text !== '');
  assert.deepEqual(last, ['gram1-adjective-to-adverb', '–', '0', '0', '300']);
  const width = (part: string) =>
    rows
      .nth(0)
      .locator(part)
      .evaluate((bar) => bar.getBoundingClientRect().width);
  assert.ok(Math.abs((await width('.correct')) / (await width('.unknown')) - 3.5) < 0.1);
  assert.equal(
    await page.locator('table >> nth=1 >> caption').textContent(),
    '44 of the 130 wrong answers, from all over the file',
  );
  assert.match((await page.textContent('table >> nth=1')) ?? '', /city129/);
  assert.deepEqual(problems, []);
  await page.close();
});

test('exports as Markdown, CSV and JSON', async () => {
  const pairs = await openReport(wordPairs());
  const markdown = await exported(pairs, 'Markdown');
  assert.match(markdown, /^# Evaluation by words\.tsv\n\ntest\.vec · word pairs/);
  assert.ok(markdown.includes('| money · w\\|thdrawal | 9.9 | −0.2000 |'));
  const lines = (await exported(pairs, 'CSV')).trimEnd().split('\r\n');
  assert.equal(lines[0], 'word 1,word 2,people,cosine');
  assert.equal(lines.at(-1), '足球,"qqq, ""x""",,');
  assert.equal(lines.length, 1 + 121 + 2);
  const parsed = JSON.parse(await exported(pairs, 'JSON')) as WordPairsReport & { set: string };
  assert.deepEqual([parsed.set, parsed.pairs.length, parsed.unreadable], ['test.vec', 121, [1, 77]]);
  await pairs.page.close();

  const questions = await openReport(analogies());
  assert.match(await exported(questions, 'Markdown'), /\| All \| 74\.0 % \| 370 \| 500 \| 400 \|/);
  assert.match(await exported(questions, 'CSV'), /\r\nfamily,20,100,0\r\n/);
  assert.equal((JSON.parse(await exported(questions, 'JSON')) as { method: string }).method, 'add');
  await questions.page.close();
});

test('a closed set leaves one sentence, and a way to try again', async () => {
  const evaluation = await openReport(analogies());
  await evaluation.send({ type: 'gone', message: 'It was closed.' });
  await evaluation.page.waitForSelector('.gone:not([hidden])');
  assert.equal(await evaluation.page.textContent('.gone p'), 'It was closed.');
  await evaluation.page.click('text=Try Again');
  assert.deepEqual(evaluation.posted.at(-1), { type: 'retry' });
  await evaluation.page.close();
});

test('every theme shows both reports without a breach of the policy', async () => {
  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    for (const report of [wordPairs(), analogies()]) {
      const { page, problems } = await openReport(report, { theme });
      await page.screenshot({
        path: join(tmpdir(), `embedding-explorer-evaluation-${report.kind}-${theme}.png`),
      });
      assert.deepEqual(problems, []);
      await page.close();
    }
  }
});
