import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Workbench } from '../../../scripts/driver.mjs';
import { Journey } from './journey.ts';

/** Texts and sets compared, and a set evaluated, in the real workbench with the packaged extension. */
const journey = new Journey();
let workbench: Workbench;

before(async () => {
  workbench = await journey.begin();
  await workbench.openFile('english.vec');
  const map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
});
after(() => journey.end());

/** Runs a command that asks: from a text editor, as a webview that comes up takes the focus, and so an open list, away. */
async function runAsking(title: string): Promise<void> {
  await workbench.openFile('english.txt');
  await workbench.runCommand(title);
}

/** Closes a set: alone in its list, as others may change their places there while it is being read. */
async function closeSet(name: string): Promise<void> {
  await runAsking('Embeddings: Close Set');
  await workbench.input.fill(name);
  await workbench.pick(name);
}

test('the lines of a file become a matrix, which says how many words are known', async () => {
  await workbench.openFile('english.txt');
  await workbench.runCommand('Embeddings: Compare Selections');
  const matrix = await workbench.webview('.matrix tbody td');
  const lines = readFileSync(join(journey.workspace, 'english.txt'), 'utf8').split('\n');
  const count = lines.filter((line) => line.trim() !== '').length;
  assert.equal(await matrix.locator('tbody tr').count(), count);
  assert.equal(await matrix.textContent('.summary'), `${count} texts · english.vec`);
  assert.match((await matrix.locator('tbody td').first().getAttribute('style')) ?? '', /rgb\(178, 24, 43\)/);
  const first = await matrix.locator('tbody .known').first().textContent();
  const [known, all] = (first ?? '').split('/').map(Number);
  assert.ok(known > 0 && known <= all, first ?? '');
  await matrix.locator('tbody tr').nth(1).locator('td').nth(0).click();
  const cosine = await matrix.textContent('.pair h2');
  await matrix.check('input[type=checkbox]');
  await matrix.waitForFunction(
    (before) => document.querySelector('.pair h2')?.textContent !== before,
    cosine,
  );
});

test('the matrix is exported where the user says', async () => {
  const matrix = await workbench.webview('.matrix tbody td');
  const path = join(journey.folder, 'matrix.csv');
  await matrix.click('text=CSV');
  await workbench.answer(path);
  await workbench.until(() => existsSync(path));
  assert.match(readFileSync(path, 'utf8'), /^text,words,known words,/);
});

test('word pairs are evaluated, and the report says what it left out', async () => {
  const pairs = join(journey.folder, 'pairs.tsv');
  writeFileSync(pairs, 'king\tqueen\t9\nking\tbread\t1\nking\tcity\t4\nking\tqqq\t3\n');
  await runAsking('Embeddings: Evaluate…');
  await workbench.pick('Word pairs');
  await workbench.answer(pairs);
  await workbench.pick('Start evaluation');
  const report = await workbench.webview('.evaluation .figures');
  assert.deepEqual((await report.locator('.figures dd').allTextContents()).slice(2), ['3', '1']);
  assert.match((await report.textContent('.notice')) ?? '', /Left out: 1 of 4 lines, 25\.0 % of the file/);
});

test('analogies are evaluated section by section', async () => {
  const questions = join(journey.folder, 'questions.txt');
  writeFileSync(
    questions,
    ': royal\nking queen man woman\nking queen man qqq\n: other\nman woman king queen\n',
  );
  await runAsking('Embeddings: Evaluate…');
  await workbench.pick('Analogies');
  await workbench.answer(questions);
  await workbench.pick('Method');
  await workbench.pick('3CosMul');
  await workbench.pick('Start evaluation');
  const report = await workbench.webview('.evaluation h1', 'questions.txt');
  assert.match((await report.textContent('.summary')) ?? '', /analogies · 3CosMul/);
  const names = await report.locator('table >> nth=0 >> tbody th').allTextContents();
  assert.deepEqual(names, ['royal', 'other']);
});

test('one set is too few to compare; two come side by side', async () => {
  await workbench.runCommand('Embeddings: Compare Two Sets…');
  await workbench.notification('Only one embedding set is open; a comparison needs two.');
  await workbench.clearNotifications();
  await runAsking('Embeddings: Train on…');
  await workbench.pick('This file');
  const training = await workbench.webview('.before form');
  await training.waitForSelector('.counted dd');
  await training.click('.start');
  await training.click('.buttons button:has-text("Show Map")');
  await workbench.webview('.summary', 'english.txt · 213 words × 50');
  await runAsking('Embeddings: Compare Two Sets…');
  await workbench.pick('english.vec');
  await workbench.pick('english.txt');
  const sets = await workbench.webview('.two-sets .moved li');
  assert.match((await sets.textContent('.facts')) ?? '', /213 words are in both\./);
  await sets.fill('.search input', 'queen');
  await sets.waitForFunction(() => document.querySelector('.answer h2')?.textContent === 'queen');
  assert.equal(await sets.locator('.sides ol').count(), 2);
  const path = join(journey.folder, 'moved.csv');
  await sets.click('text=CSV');
  await workbench.answer(path);
  await workbench.until(() => existsSync(path));
  const lines = readFileSync(path, 'utf8').trimEnd().split('\r\n');
  assert.deepEqual([lines[0], lines.length], ['word,cosine after alignment', 1 + 213]);
  await sets.fill('.search input', 'qqq');
  await sets.waitForFunction(() => document.querySelector('.answer')?.textContent?.includes('qqq'));
});

test('after a reload of the window the panels are there again', async () => {
  // The editor's own command: a page that is reloaded in a hurry has not stored which panels are open.
  await workbench.reloadWindow();
  const sets = await workbench.webview('.two-sets .moved li');
  assert.match((await sets.textContent('.facts')) ?? '', /213 words are in both\./);
  for (const [label, selector] of [
    ['Evaluation: pairs.tsv', '.evaluation .figures'],
    ['Similarity: english.txt', '.matrix tbody td'],
    ['english.vec and english.txt', '.two-sets .moved li'],
  ]) {
    await workbench.showTab(label);
    await workbench.webview(selector);
  }
});

test('a comparison that fails comes back as itself, and not as another one', async () => {
  writeFileSync(join(journey.workspace, 'foreign.vec'), '2 2\nzzz 1 0\nqqq 0 1\n');
  await workbench.openFile('foreign.vec');
  await workbench.webview('.overlay');
  await runAsking('Embeddings: Compare Two Sets…');
  await workbench.pick('foreign.vec');
  await workbench.pick('english.vec');
  const sentence = 'The two embedding sets share no word.';
  await workbench.webview('.gone p', sentence);
  await workbench.reloadWindow();
  await workbench.showTab('foreign.vec and english.vec');
  await workbench.webview('.gone p', sentence);
  await workbench.showTab('english.vec and english.txt');
  await workbench.webview('.two-sets h1', 'english.vec and english.txt');
});

test('panels of a set that was closed name it, keep a finished report, and open it again', async () => {
  await workbench.showTab('Evaluation: pairs.tsv · english.vec');
  await workbench.webview('.evaluation .figures');
  await closeSet('english.vec');
  await workbench.showTab('Evaluation: pairs.tsv · english.vec');
  const report = await workbench.webview('.evaluation .figures');
  assert.deepEqual((await report.locator('.figures dd').allTextContents()).slice(2), ['3', '1']);
  await workbench.showTab('Similarity: english.txt · english.vec');
  const gone = await workbench.webview('.gone p', 'The embedding set english.vec was closed.');
  await gone.click('text=Open Again');
  await workbench.webview('.matrix tbody td');
});

test('a set that is closed takes its panels along, and they say so', async () => {
  await closeSet('english.vec');
  await workbench.showTab('english.vec and english.txt');
  const gone = await workbench.webview('.gone p');
  assert.equal(await gone.textContent('.gone p'), 'The embedding set english.vec was closed.');
});
