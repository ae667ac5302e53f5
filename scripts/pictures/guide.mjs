// The user guide's pictures, each of which begins with no editor open.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

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

export async function colours(stage) {
  await stage.run('openVectorFile');
  await stage.workbench.answer(join(stage.journey.workspace, 'english.csv'));
  const coloured = await stage.workbench.webview('.summary', 'english.csv · 213 words × 50');
  await coloured.waitForSelector('.status[data-kind=settled]');
  await coloured.selectOption('.legend select', 'topic');
  await coloured.waitForSelector('.legend li');
  await coloured.uncheck('.legend li:last-child input');
}

export async function nearest(stage) {
  await stage.openText();
  await stage.run('nearestWords');
  await stage.workbench.input.fill('king - man + woman');
  await stage.workbench.line('queen').waitFor();
  return () => stage.page.keyboard.press('Escape');
}

export async function highlight(stage) {
  await stage.openText();
  await stage.workbench.selectText('king');
  await stage.run('toggleHighlight');
  await stage.page.locator('.statusbar-item', { hasText: 'nearest 1 %' }).first().waitFor();
  return () => stage.run('stopHighlight');
}

export async function evaluation(stage) {
  await stage.openMap();
  const pairs = join(stage.journey.workspace, 'pairs.tsv');
  writeFileSync(pairs, PAIRS.map((pair) => pair.join('\t')).join('\n'));
  await stage.run('evaluate');
  await stage.workbench.pick('Word pairs');
  await stage.workbench.answer(pairs);
  await stage.workbench.pick('Start evaluation');
  await stage.toggleSideBar();
  await stage.resize({ width: 1500 });
  await stage.workbench.webview('.evaluation .figures');
  return () => stage.toggleSideBar();
}

export async function form(stage) {
  await stage.openText();
  await stage.run('train');
  await stage.workbench.pick('This file');
  const training = await stage.workbench.webview('.before form');
  await training.waitForSelector('.counted dd');
  await stage.resize({ width: 1400, height: 940 });
}

export async function forgetting(stage) {
  await stage.openText();
  const trace = await stage.openTrace();
  await trace.selectOption('label:has-text("Network") select', 'lstm');
  await trace.click('text=Forgetting');
  await trace.click('.forgetting button:has-text("Far:")');
  await trace.getByText('each such word has a random vector of its own').waitFor();
  return () => stage.toggleSideBar();
}

export async function predictions(stage) {
  await stage.openText();
  await stage.run('trainLanguage');
  await stage.workbench.pick('This file');
  const course = await stage.workbench.webview('.before #hiddenSize');
  await course.waitForSelector('.counted dd');
  await course.fill('#epochs', '40');
  await course.click('.start');
  await course.waitForSelector('.status:text("Done.")');
  await stage.workbench.openFile('english.txt');
  const model = await stage.openTrace();
  await model.click('text=Predictions');
  await model.getByText('the model expects').waitFor();
  return () => stage.toggleSideBar();
}

export async function question(stage) {
  await stage.run('openOtherwise');
  await stage.workbench.pick('Another file…');
  await stage.workbench.answer(join(stage.journey.workspace, 'english.csv'));
  await stage.page.getByText('Which column holds the words?').first().waitFor();
  return () => stage.page.keyboard.press('Escape');
}
