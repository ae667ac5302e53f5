import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Workbench } from '../../../scripts/driver.mjs';
import { Journey } from './journey.ts';

/** VS Code in Simplified Chinese: every world of the packaged extension finds its translations. */
const journey = new Journey();
let workbench: Workbench;

before(async () => {
  workbench = await journey.begin({}, 'zh-cn');
  // The palette shows what is there when it opens.
  await workbench.page.locator('.activitybar [aria-label^="嵌入"]').first().waitFor();
  await workbench.runCommand('嵌入: 打开向量文件…');
  await workbench.answer(join(journey.workspace, 'english.vec'));
});
after(() => journey.end());

test('the webview is Chinese, and so is its tab', async () => {
  const map = await workbench.webview('.overlay');
  await map.waitForSelector('.status[data-kind=settled]');
  assert.equal(await map.textContent('.summary'), 'english.vec · 213 个词 × 50');
  assert.equal(await map.evaluate(() => document.documentElement.lang), 'zh-cn');
  await workbench.page.locator('.tab.active', { hasText: '嵌入图：english.vec' }).waitFor();
});

test('commands, the extension host and the engine’s process are Chinese', async () => {
  const { page } = workbench;
  await workbench.runCommand('嵌入: 最近的词…');
  const widget = page.locator('.quick-input-widget');
  await widget.locator('.quick-input-message', { hasText: '输入一个词' }).waitFor();
  await widget.locator('input[type=text]').fill('king +');
  await page
    .locator('.quick-input-list .monaco-list-row', {
      hasText: '算式在第 7 个字符处无法解读：应为词、数或左括号。',
    })
    .waitFor();
  await page.keyboard.press('Escape');
});
