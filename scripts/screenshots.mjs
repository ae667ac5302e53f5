// Makes the documents' pictures from the real thing: `npm run screenshots`, or `npm run screenshots -- map hover` for some.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journey } from '../test/workbench/e2e/journey.ts';
import { ROOT } from './machine.mjs';

/** Those of the README come with the extension, those of the user guide do not. */
const README = join(ROOT, 'media', 'readme');
const GUIDE = join(ROOT, 'docs', 'pictures');
for (const folder of [README, GUIDE]) mkdirSync(folder, { recursive: true });
/** The pictures that are wanted; none named: all. */
const named = process.argv.slice(2);

/** Judgements of how similar words are, as a person may give them who has read the sample text. */
const PAIRS = [
  ['king', 'queen', 9],
  ['prince', 'princess', 9],
  ['boy', 'girl', 8.5],
  ['father', 'mother', 8.5],
  ['son', 'daughter', 8],
  ['dog', 'cat', 7.5],
  ['wolf', 'fox', 8],
  ['spring', 'summer', 8],
  ['bread', 'cheese', 6.5],
  ['milk', 'tea', 7],
  ['village', 'city', 7],
  ['farmer', 'baker', 6],
  ['king', 'prince', 6.5],
  ['river', 'mountain', 5],
  ['horse', 'cow', 6.5],
  ['king', 'bread', 1],
  ['dog', 'winter', 0.5],
  ['queen', 'grass', 1],
  ['apple', 'wolf', 0.5],
  ['doctor', 'horse', 1.5],
  ['monday', 'tuesday', 9],
  ['monday', 'cheese', 0.5],
  ['red', 'white', 7],
  ['four', 'five', 8.5],
  ['castle', 'palace', 8],
];

const journey = new Journey();
const workbench = await journey.begin();
const { page } = workbench;
const picture = async (name, folder = README) => {
  if (named.length > 0 && !named.includes(name)) return;
  await page.waitForTimeout(900);
  await workbench.screenshot(join(folder, `${name}.png`));
};

try {
  await page.setViewportSize({ width: 1200, height: 760 });
  await page.locator('.activitybar [aria-label^="Embeddings"]').first().click();
  await page.getByText('No embedding set is open.').first().waitFor();
  await workbench.openFile('english.vec');
  const map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
  await map.fill('.search input', 'queen');
  await map.waitForSelector('.matches li');
  await map.press('.search input', 'Enter');
  await map.waitForSelector('.word-line');
  await map.focus('.overlay');
  await map.press('.overlay', '0');
  await picture('map');

  await workbench.runCommand('Embeddings: Open Vector File…');
  await workbench.answer(join(journey.workspace, 'english.csv'));
  const coloured = await workbench.webview('.summary', 'english.csv · 213 words × 50');
  await coloured.waitForSelector('.status[data-kind=settled]');
  await coloured.selectOption('.legend select', 'topic');
  await coloured.waitForSelector('.legend li');
  await coloured.uncheck('.legend li:last-child input');
  await picture('colours', GUIDE);

  await workbench.openFile('english.vec');
  const tools = await workbench.webview('.summary', 'english.vec · 213 words × 50');
  await tools.waitForSelector('.status[data-kind=settled]');
  await tools.selectOption('.legend select', { label: 'Cluster' });
  await tools.waitForSelector('.legend:not([aria-busy]) li');
  await tools.press('.overlay', 'a');
  for (const [i, word] of ['man', 'king', 'woman'].entries()) {
    await tools.locator('.analogies .search input').nth(i).fill(word);
    await tools.locator('.analogies .search input').nth(i).press('Enter');
  }
  await tools.click('.analogies .primary:enabled');
  await tools.waitForSelector('.analogies li.line');
  await page.setViewportSize({ width: 1500, height: 860 });
  await picture('tools');
  await page.setViewportSize({ width: 1200, height: 760 });

  await workbench.openFile('english.txt');
  await workbench.runCommand('Embeddings: Pin Word…');
  await workbench.answer('queen');
  await workbench.hoverText('king');
  await picture('hover');

  await workbench.runCommand('Embeddings: Nearest Words…');
  await workbench.input.fill('king - man + woman');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'queen' }).first().waitFor();
  await picture('nearest', GUIDE);
  await page.keyboard.press('Escape');
  await workbench.selectText('king');
  await workbench.runCommand('Embeddings: Highlight Similar Words');
  await page.locator('.statusbar-item', { hasText: 'nearest 1 %' }).first().waitFor();
  await picture('highlight', GUIDE);
  await workbench.runCommand('Embeddings: Stop Highlighting Similar Words');
  // What is selected would be what is compared.
  await page.keyboard.press('Control+Home');

  await workbench.openFile('english.txt');
  await workbench.runCommand('Embeddings: Compare Selections');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ width: 1500, height: 760 });
  const matrix = await workbench.webview('.matrix tbody td');
  await matrix.check('.fields input');
  await matrix.selectOption('.fields select >> nth=1', 'similar');
  await matrix.click('tbody tr:nth-child(4) td:nth-child(4)');
  await matrix.waitForSelector('.pair blockquote');
  await picture('compare');

  const pairs = join(journey.workspace, 'pairs.tsv');
  writeFileSync(pairs, PAIRS.map((pair) => pair.join('\t')).join('\n'));
  await workbench.runCommand('Embeddings: Evaluate…');
  await workbench.pick('Word pairs');
  await workbench.answer(pairs);
  await workbench.pick('Start evaluation');
  await workbench.webview('.evaluation .figures');
  await picture('evaluation', GUIDE);
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ width: 1200, height: 760 });

  // So that what follows has the room of those before.
  await workbench.runCommand('View: Close All Editors');
  await workbench.openFile('english.txt');
  await workbench.runCommand('Embeddings: Train on…');
  await workbench.pick('This file');
  const training = await workbench.webview('.before form');
  await training.waitForSelector('.counted dd');
  await page.setViewportSize({ width: 1400, height: 940 });
  await picture('form', GUIDE);
  await page.setViewportSize({ width: 1200, height: 760 });
  await training.fill('#epochs', '1000');
  await training.fill('#dims', '300');
  await training.click('.start');
  await training.waitForSelector('.watched li');
  for (const word of ['king', 'bread', 'winter']) {
    await training.fill('.watched input', word);
    await training.press('.watched input', 'Enter');
  }
  await page.waitForTimeout(2500);
  await picture('train');
  // So small a text is done by now on a fast machine.
  const discard = training.locator('.state button:has-text("Stop and Discard")');
  if ((await discard.count()) > 0) await discard.click();
  await workbench.runCommand('View: Close Editor');

  await workbench.openFile('english.txt');
  await workbench.selectText('The king and the queen live in the city.');
  await workbench.runCommand('Embeddings: Trace RNN over Selection');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await page.setViewportSize({ width: 1900, height: 860 });
  const trace = await workbench.webview('.trace .summary');
  await trace.selectOption('label:has-text("Network") select', 'lstm');
  await trace.waitForSelector('.toolbar label:has-text("Shows") select:visible');
  await trace.click('.scroller', { position: { x: 320, y: 200 } });
  await trace.waitForSelector('.ledger');
  await picture('trace');

  await trace.click('text=Forgetting');
  await trace.click('.forgetting button:has-text("Far:")');
  await trace.getByText('each such word has a random vector of its own').waitFor();
  await picture('forgetting', GUIDE);
  await workbench.runCommand('View: Close All Editors');

  await workbench.openFile('english.txt');
  await workbench.runCommand('Embeddings: Train Language Model on…');
  await workbench.pick('This file');
  const course = await workbench.webview('.before #hiddenSize');
  await course.waitForSelector('.counted dd');
  await course.fill('#epochs', '40');
  await course.click('.start');
  await course.waitForSelector('.status:text("Done.")');
  await workbench.openFile('english.txt');
  await workbench.selectText('The king and the queen live in the city.');
  await workbench.runCommand('Embeddings: Trace RNN over Selection');
  const model = await workbench.webview('.trace .summary');
  await model.click('text=Predictions');
  await model.getByText('the model expects').waitFor();
  await picture('predictions', GUIDE);
  await workbench.runCommand('View: Close Editor');

  await page.setViewportSize({ width: 1200, height: 760 });
  await workbench.runCommand('Embeddings: Open Vector File with Other Choices…');
  await workbench.pick('Another file…');
  await workbench.answer(join(journey.workspace, 'english.csv'));
  await page.getByText('Which column holds the words?').first().waitFor();
  await picture('question', GUIDE);
  await page.keyboard.press('Escape');

  await page.setViewportSize({ width: 1200, height: 860 });
  await workbench.runCommand('Embeddings: Open Lessons');
  const lessons = await workbench.webview('.lessons h1');
  await lessons.click('nav li:nth-child(2) button');
  await lessons.waitForSelector('.arrows');
  await picture('lessons');
} finally {
  await journey.end();
}
