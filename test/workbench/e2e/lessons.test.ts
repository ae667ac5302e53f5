import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Workbench } from '../../../scripts/driver.mjs';
import { Journey } from './journey.ts';

/** The walkthrough and the lessons in the real workbench. */
const journey = new Journey();
let workbench: Workbench;

before(async () => {
  workbench = await journey.begin();
});
after(() => journey.end());

/** The walkthrough's page, opened by its name. */
async function walkthrough() {
  await workbench.runCommand('Welcome: Open Walkthrough...');
  await workbench.pick('Get Started with Embeddings');
  const steps = workbench.page.locator('.getting-started-step');
  await steps.first().waitFor();
  return steps;
}

test('the walkthrough opens the sample: its map, and its text beside it', async () => {
  // As soon as the view has something to say, the extension is there.
  await workbench.page.locator('.activitybar [aria-label^="Embeddings"]').first().click();
  await workbench.page.getByText('New to word vectors?').waitFor();
  const steps = await walkthrough();
  assert.equal(await steps.count(), 6);
  await workbench.page.getByText('Open Sample Vectors and Text').click();
  await (await workbench.webview('.overlay')).waitForSelector('.status[data-kind=settled]');
  await workbench.page.locator('.tab.active', { hasText: 'english.txt' }).waitFor();
});

test('in the lessons a question is answered, and the words of the open set are looked at', async () => {
  await workbench.runCommand('Embeddings: Open Lessons');
  const page = await workbench.webview('.lessons h1');
  await page.locator('.one-hot tbody tr').nth(3).waitFor();
  await page.fill('.question input', '9999');
  await page.press('.question input', 'Enter');
  await page.locator('.verdict.right').waitFor();
  await page.click('nav li:nth-child(3) button');
  await page.selectOption('label:has-text("Words of") select', 'own');
  await page.locator('.strip-list .name').first().waitFor();
  assert.deepEqual(await page.locator('.strip-list .name').allTextContents(), [
    ...['man', 'woman', 'king'],
    ...['man', 'woman', 'man − woman'],
  ]);
});

test('the walkthrough has marked what was done', async () => {
  const steps = await walkthrough();
  for (const title of ['Open vectors', 'See the map', 'Learn how it works'])
    await steps.filter({ hasText: title }).locator('.codicon.complete').waitFor();
  assert.equal(await steps.filter({ hasText: 'Train' }).locator('.codicon.complete').count(), 0);
});

test('the button of a lesson runs the command', async () => {
  await workbench.showTab('Embedding Lessons');
  const page = await workbench.webview('.lessons h1');
  await page.click('nav li:nth-child(2) button');
  await page.click('.own button');
  await workbench.page.locator('.quick-input-widget input:visible').waitFor();
  await workbench.page.keyboard.press('Escape');
});

test('after a reload of the window the lesson and the progress are there again', async () => {
  await workbench.reloadWindow();
  const page = await workbench.webview('.lessons h1');
  await page.locator('h1', { hasText: 'Traits' }).waitFor();
  await page.locator('nav .count', { hasText: '1 of' }).waitFor();
  await page.locator('.arrows').waitFor();
});
