import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Workbench } from '../../../scripts/driver.mjs';
import { Journey } from './journey.ts';

/** The lessons and the walkthrough in the real workbench. */
const journey = new Journey();
let workbench: Workbench;

before(async () => {
  workbench = await journey.begin();
});
after(() => journey.end());

test('lessons are read, a question is answered, and the words of an open set are looked at', async () => {
  await workbench.openFile('english.vec');
  await (await workbench.webview('.overlay')).waitForSelector('.status[data-kind=settled]');
  await workbench.runCommand('Embeddings: Open Lessons');
  const page = await workbench.webview('.lessons h1');
  await page.locator('.one-hot tbody tr').nth(3).waitFor();
  await page.fill('.question input', '9999');
  await page.press('.question input', 'Enter');
  await page.locator('.verdict.right').waitFor();
  await page.click('nav li:nth-child(3) button');
  await page.selectOption('label:has-text("Words of") select', 'own');
  await page.locator('.across', { hasText: 'of 50' }).waitFor();
  assert.deepEqual(await page.locator('.strip-list .name').allTextContents(), [
    ...['man', 'woman', 'king'],
    ...['man', 'woman', 'man − woman'],
  ]);
});

test('the button of a lesson runs the command', async () => {
  const page = await workbench.webview('.lessons h1');
  await page.click('nav li:nth-child(2) button');
  await page.click('.own button');
  await workbench.page.locator('.quick-input-widget input:visible').waitFor();
  await workbench.page.keyboard.press('Escape');
});

test('after a reload of the window the lesson and the progress are there again', async () => {
  await workbench.page.reload();
  const page = await workbench.webview('.lessons h1');
  await page.locator('h1', { hasText: 'Traits' }).waitFor();
  await page.locator('nav .count', { hasText: '1 of' }).waitFor();
  await page.locator('.arrows').waitFor();
});

test('the walkthrough knows what has been done', async () => {
  await workbench.runCommand('Welcome: Open Walkthrough...');
  await workbench.pick('Get Started with Embeddings');
  const { page } = workbench;
  const steps = page.locator('.getting-started-step');
  await steps.first().waitFor();
  assert.equal(await steps.count(), 6);
  for (const title of ['Open vectors', 'See the map', 'Learn how it works']) {
    const step = steps.filter({ hasText: title });
    await step.locator('.codicon-getting-started-step-checked').waitFor();
  }
});
