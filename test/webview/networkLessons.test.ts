import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from './harness.ts';
import { answer, lastKept, openLessons, says, slide } from './lessonsHost.ts';

after(closeBrowser);

test('RNN: a step of the unrolled loop is chosen by the keyboard, and its formula has its numbers', async () => {
  const lessons = await openLessons({ lesson: 'recurrent' });
  const { page } = lessons;
  await says(lessons, '.steps li', '(Wih x1)[1] =');
  await page.locator('.step-of-loop').nth(2).focus();
  await page.keyboard.press('Enter');
  await says(lessons, '.steps li', '(Wih x3)[1] =');
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-current')), 'step');
  await page.getByLabel('Hidden unit').selectOption({ label: '3' });
  await says(lessons, '.steps li', 'h3[3] = tanh(');
  await page.getByLabel('x, number 1').fill('5');
  await says(lessons, '.steps li', '5.0000');
  await page.getByLabel('Text of the batch').selectOption('1');
  await page.locator('input[type=number]:disabled').first().waitFor();
  await page.click('nav li:first-child button');
  await says(lessons, 'h1', 'One-hot');
  const kept = lastKept(lessons)?.kept.recurrent as { first: number[] };
  assert.equal(kept.first[4], 5);
  assert.deepEqual(lessons.problems, []);
  await page.close();
});

test('RNN: by hand, by the network and by TensorFlow.js, the numbers agree', async () => {
  const lessons = await openLessons({ lesson: 'recurrent' });
  const { page } = lessons;
  await says(lessons, '[role=status]', 'They agree');
  await page.click('button:has-text("TensorFlow.js")');
  await says(lessons, 'th', 'TensorFlow.js 4');
  await says(lessons, '[role=status]', 'They agree');
  const cells = await page
    .locator('table:has-text("h of every step") tbody tr')
    .first()
    .locator('td')
    .allTextContents();
  assert.equal(cells.length, 4);
  assert.equal(new Set(cells).size, 1);
  await page.click('button:has-text("Draw Other Weights")');
  await page.locator('th:has-text("TensorFlow.js 4")').waitFor({ state: 'detached' });
  await answer(lessons, '12');
  await says(lessons, '.verdict.wrong', '3 numbers');
  await answer(lessons, '18');
  await says(lessons, '.verdict.right', '= 18');
  await page.close();
});

test('range: bars of three networks, and gates that keep what is far', async () => {
  const lessons = await openLessons({ lesson: 'range' });
  const { page } = lessons;
  await says(lessons, '.influence .word.clue', '足球场');
  assert.equal(await page.locator('.influence .bars:not(.words) .bar').count(), 3 * 44);
  // 足球场 and 足球, twice.
  const rows = page.locator('table:has(caption:has-text("share")) tbody tr');
  assert.deepEqual(
    (await rows.locator('th').allTextContents()).map((head) => head.split(',')[0]),
    ['足球场', '足球', '足球'],
  );
  const shares = async () =>
    (await rows.first().locator('td').allTextContents()).map((text) => parseFloat(text.replace('−', '-')));
  assert.ok((await shares())[1] > 1);
  await slide(lessons, 'How far the gates that keep are open', '0');
  await says(lessons, '.slider .value', 'half');
  await rows
    .first()
    .locator('td', { hasText: /e−\d+ %/ })
    .nth(1)
    .waitFor();
  assert.ok((await shares()).every((share) => share < 0.01));
  // Curves are shares, as the table is: all begin at 1, which is the upper line.
  const starts = await page
    .locator('.by-distance polyline')
    .evaluateAll((lines) => lines.map((line) => line.getAttribute('points')?.split(/[ ,]/)[1]));
  assert.deepEqual(new Set(starts).size, 1);
  const sentence = page.locator('label.choice select');
  await page.getByRole('textbox', { name: 'Sentence' }).fill('I sing in the sun');
  await page.getByLabel('The word that tells it').fill('i');
  await says(lessons, '.influence .word.clue', 'I');
  assert.equal(await page.locator('.influence .word.clue').count(), 1);
  await sentence.selectOption('far');
  await says(lessons, '.influence .word.clue', '足球场');
  await sentence.selectOption('own');
  await says(lessons, '.influence .word.clue', 'I');
  assert.equal(await page.inputValue('label.long input'), 'I sing in the sun');
  await sentence.selectOption('near');
  await page.waitForFunction(() => document.querySelectorAll('.influence .word').length === 6);
  await page.getByLabel('The word that tells it').fill('牛');
  await says(lessons, 'p', 'does not hold ‘牛’');
  await page.check('input[value=LSTM]');
  await page.click('.question button');
  await says(lessons, '.verdict.wrong', 'long sentence');
  await page.check('input[value=none]');
  await page.click('.question button');
  await says(lessons, '.verdict.right', 'RNN');
  assert.deepEqual(lessons.problems, []);
  await page.close();
});

test('NNLM: the words that come next, and the nearest rows of Q, before and after a training', async () => {
  const lessons = await openLessons({ lesson: 'nnlm' });
  const { page } = lessons;
  await says(lessons, '.note', 'only how often each word occurs');
  await answer(lessons, 'tokyo');
  await says(lessons, '.verdict.wrong', 'Train first');
  await slide(lessons, 'Epochs: how often the text is read', '3');
  await page.click('.trainer button');
  await page.locator('.trainer [role=status]', { hasText: 'different' }).waitFor({ timeout: 120_000 });
  const heads = page.locator('table:has-text("How likely") th', { hasText: 'after training' });
  await heads.waitFor();
  const row = page.locator('table:has-text("Words nearest to ‘paris’") tbody tr').first();
  await page.locator('table:has-text("Words nearest to") th', { hasText: 'after training' }).waitFor();
  const nearest = (await row.locator('td').last().textContent())?.split(' ')[0] ?? '';
  await answer(lessons, nearest);
  await says(lessons, '.verdict.right', 'Capitals');
  await page.getByLabel('The words before').fill('the queen combs');
  await says(lessons, '.note', 'the queen combs');
  await page.getByLabel('A word of the text').fill('zebra');
  await says(lessons, '.fault', '‘zebra’');
  assert.deepEqual(lessons.problems, []);
  await page.close();
});

test('word2vec: the window slides, a step lowers the loss, and analogies are tried on what is trained', async () => {
  const lessons = await openLessons({ lesson: 'word2vec' });
  const { page } = lessons;
  await says(lessons, '.window', 'every dot product is 0');
  const middle = await page.textContent('.sliding .middle');
  await slide(lessons, 'Word in the middle', '1');
  await page.waitForFunction(
    (before) => document.querySelector('.sliding .middle')?.textContent !== before,
    middle,
  );
  assert.equal(await page.locator('.sliding .around').count(), 3);
  await page.getByLabel('Algorithm').selectOption('cbow');
  await says(lessons, '.products th', 'mean of 3 words');
  await page.getByLabel('Algorithm').selectOption('skip-gram');
  await page.click('.trainer button');
  await page.locator('.trainer [role=status]', { hasText: 'different' }).waitFor({ timeout: 60_000 });
  assert.match((await page.getAttribute('.loss-chart svg', 'aria-label')) ?? '', /^Training loss from/);
  await says(lessons, '.window', 'The tables are trained.');
  await says(lessons, 'td', '✓ queen');
  await says(lessons, 'td', '✗');
  await says(lessons, '[role=status]', 'berlin');
  await answer(lessons, 'Cold');
  await says(lessons, '.verdict.right', 'same sentences');
  assert.deepEqual(lessons.problems, []);
  await page.close();
});

test('a training is stopped by its button, and by leaving the lesson', async () => {
  const lessons = await openLessons({ lesson: 'word2vec' });
  const { page } = lessons;
  await says(lessons, '.sliding', 'the');
  await slide(lessons, 'Epochs: how often the text is read', '60');
  const cancelled = () => lessons.posted.filter(({ type }) => type === 'cancel').length;
  await page.locator('.trainer button').dblclick();
  await says(lessons, '.trainer [role=status]', 'was stopped');
  const before = cancelled();
  assert.ok(before > 0);
  await page.click('.trainer button');
  await page.click('nav li:first-child button');
  await says(lessons, 'h1', 'One-hot');
  assert.ok(cancelled() > before);
  assert.deepEqual(lessons.problems, []);
  await page.close();
});
