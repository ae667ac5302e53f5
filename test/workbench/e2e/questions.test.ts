import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Workbench } from '../../../scripts/driver.mjs';
import { Journey } from './journey.ts';

/** Questions typed into the real workbench, and similar words highlighted in its editor. */
const journey = new Journey();
let workbench: Workbench;

before(async () => {
  workbench = await journey.begin();
  await workbench.openFile('english.vec');
  const map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
  await workbench.openFile('english.txt');
});
after(() => journey.end());

const widget = () => workbench.page.locator('.quick-input-widget');
const rows = () => workbench.page.locator('.quick-input-list .monaco-list-row');
const legend = () => workbench.page.locator('.statusbar-item[id*="embeddingExplorer.highlight"]');
const highlighted = () => workbench.page.locator('.view-overlays [class*="ced-"]');

/** Types into the quick pick and waits until it says how it understood that. */
async function ask(text: string, understood: string): Promise<void> {
  await widget().locator('input[type=text]').fill(text);
  await widget().locator('.quick-input-message', { hasText: understood }).waitFor();
}

async function leave(): Promise<void> {
  await workbench.page.keyboard.press('Escape');
  await widget().waitFor({ state: 'hidden' });
}

/** Puts the cursor on a word of the active editor. */
async function putCursorOn(word: string): Promise<void> {
  await workbench.selectText(word);
  await workbench.page.keyboard.press('ArrowLeft');
}

/** Chooses from the menu of the editor, on its first line. */
async function chooseFromMenu(title: string): Promise<void> {
  const line = workbench.page.locator('.editor-group-container.active .view-line').first();
  await line.click({ button: 'right', position: { x: 20, y: 8 } });
  await workbench.page.locator('.monaco-menu .action-label', { hasText: title }).first().click();
}

test('Nearest Words begins with the word at the cursor, and answers while one types', async () => {
  await putCursorOn('king');
  await workbench.runCommand('Embeddings: Nearest Words…');
  await rows()
    .filter({ hasText: /^queen0\.\d{4}/ })
    .waitFor();
  assert.equal(await widget().locator('input[type=text]').inputValue(), 'king');
  await ask('king - man + woman', 'Nearest to king − man + woman');
  await rows().first().filter({ hasText: 'queen' }).waitFor();
  await widget().locator('input[type=text]').fill('king -');
  await rows().filter({ hasText: 'cannot be read at character 7' }).waitFor();
  assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
  await leave();
});

test('an answer is looked up further, by another metric, and shown on the map', async () => {
  await workbench.runCommand('Embeddings: Nearest Words…');
  await ask('bread', 'Nearest to bread');
  const word = (await rows().first().locator('.label-name').first().textContent()) ?? '';
  await rows().first().hover();
  await rows().first().locator('.action-label.codicon-search').click();
  await widget()
    .locator('.quick-input-message', { hasText: `Nearest to ${word}` })
    .waitFor();
  await widget().locator('.quick-input-titlebar .codicon-arrow-swap').click();
  await widget().locator('.quick-input-title', { hasText: 'by Euclidean distance' }).waitFor();
  await ask('winter', 'Nearest to winter');
  const nearest = await rows().first().locator('.label-name').first().textContent();
  await workbench.page.keyboard.press('Enter');
  const map = await workbench.webview('.overlay');
  await map.waitForFunction((shown) => document.querySelector('.details h2')?.textContent === shown, nearest);
  await workbench.openFile('english.txt');
});

test('Solve Analogy says what it lacks, and solves by either method', async () => {
  await workbench.runCommand('Embeddings: Solve Analogy…');
  await ask('man : king', 'man is to king as …');
  await ask('man : king :: woman', 'man is to king as woman is to …');
  await rows().first().filter({ hasText: 'queen' }).waitFor();
  await widget().locator('.quick-input-titlebar .codicon-arrow-swap').click();
  await widget().locator('.quick-input-title', { hasText: 'by 3CosMul' }).waitFor();
  await rows().first().filter({ hasText: 'queen' }).waitFor();
  await leave();
});

test('Odd One Out marks the odd one, and inserts a word at the cursor', async () => {
  await workbench.runCommand('Embeddings: Odd One Out…');
  await ask('bread, cheese, butter, mountain, no-such-word', 'mountain goes least with the others');
  await rows().first().filter({ hasText: 'the odd one out' }).waitFor();
  await rows()
    .filter({ hasText: /Unknown to the set, and left out:\s*no-such-word/ })
    .waitFor();
  await rows().first().hover();
  await rows().first().locator('.action-label.codicon-insert').click();
  await widget().waitFor({ state: 'hidden' });
  const line = workbench.page.locator('.view-line', { hasText: 'mountainking' });
  await line.first().waitFor();
  await workbench.page.keyboard.press('Control+Z');
  await line.first().waitFor({ state: 'detached' });
});

test('the menu of the editor asks of the word under the mouse', async () => {
  await chooseFromMenu('Nearest Words…');
  await widget().locator('.quick-input-message', { hasText: 'Nearest to' }).waitFor();
  await leave();
  await chooseFromMenu('Pin Word…');
  await widget().locator('input[type=text]').waitFor();
  await leave();
});

test('similar words are highlighted, follow the cursor, and a click on the legend ends it', async () => {
  await putCursorOn('king');
  await workbench.runCommand('Embeddings: Highlight Similar Words');
  await legend().filter({ hasText: 'king' }).waitFor();
  await highlighted().nth(100).waitFor();
  const label = (await legend().locator('a').getAttribute('aria-label')) ?? '';
  assert.match(label, /cosine similarity to king: dotted underline below 0/);
  await putCursorOn('bread');
  await legend().filter({ hasText: 'bread' }).waitFor();
  // An unknown word has no neighbours.
  await workbench.page.keyboard.type('qqqq');
  await legend().filter({ hasText: 'Similar Words' }).waitFor();
  await highlighted().first().waitFor({ state: 'detached' });
  await workbench.page.keyboard.press('Control+Z');
  await legend().filter({ hasText: 'bread' }).waitFor();
  await legend().locator('a').click();
  await legend().waitFor({ state: 'detached' });
});

test('a pinned word stands in the status bar, and a click there unpins it', async () => {
  const item = workbench.page.locator('.statusbar-item[id*="embeddingExplorer.pinned"]');
  await workbench.runCommand('Embeddings: Nearest Words…');
  await ask('king', 'Nearest to king');
  const word = (await rows().first().locator('.label-name').first().textContent()) ?? '';
  await rows().first().hover();
  await rows().first().locator('.action-label.codicon-pin').click();
  await item.filter({ hasText: word }).waitFor();
  await leave();
  await item.locator('a').click();
  await item.waitFor({ state: 'detached' });
});

test('after a reload of the window the highlight is as it was', async () => {
  await putCursorOn('king');
  await workbench.runCommand('Embeddings: Highlight Similar Words');
  await legend().filter({ hasText: 'king' }).waitFor();
  // The editor's own command: a page that is reloaded in a hurry has not stored where the cursor stands.
  await workbench.reloadWindow();
  await legend().filter({ hasText: 'king' }).waitFor();
  await workbench.runCommand('Embeddings: Stop Highlighting Similar Words');
  await legend().waitFor({ state: 'detached' });
});

test('without a set, the highlight says so and stays off', async () => {
  await workbench.runCommand('Embeddings: Close Set');
  await workbench.pick('english.vec');
  await workbench.runCommand('Embeddings: Highlight Similar Words');
  await workbench.notification('No embedding set is open.');
  assert.equal(await legend().count(), 0);
});
