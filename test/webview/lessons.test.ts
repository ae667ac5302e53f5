import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser } from './harness.ts';
import { answer, lastKept, openLessons, says, SET, slide } from './lessonsHost.ts';

after(closeBrowser);

test('lessons follow each other by buttons and by the list, and what is answered is marked', async () => {
  const lessons = await openLessons();
  const { page } = lessons;
  assert.equal(await page.isDisabled('footer button:has-text("Previous")'), true);
  await says(lessons, '.count', '0 of');
  await page.click('footer button:has-text("Next")');
  await says(lessons, 'h1', 'Traits');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1');
  assert.match((await page.getAttribute('nav [aria-current=step]', 'aria-label')) ?? '', /^Lesson 2/);
  await page.click('nav li:first-child button');
  await says(lessons, 'h1', 'One-hot');
  await answer(lessons, '10000');
  await says(lessons, '.verdict.wrong', 'Not yet.');
  assert.deepEqual(lastKept(lessons)?.answered, []);
  await answer(lessons, '9,999');
  await says(lessons, '.verdict.right', '9,999');
  await says(lessons, '.count', '1 of');
  assert.match(
    (await page.getAttribute('nav li:first-child button', 'aria-label')) ?? '',
    /question answered/,
  );
  assert.deepEqual(lessons.problems, []);
  await page.close();
});

test('progress and what was changed come back after a reload', async () => {
  const lessons = await openLessons();
  await lessons.page.fill('.text input', 'sun moon');
  await says(lessons, '.one-hot tbody', 'moon');
  await answer(lessons, '9999');
  await says(lessons, '.verdict.right', '');
  await lessons.page.click('footer button:has-text("Next")');
  await says(lessons, 'h1', 'Traits');
  const kept = lastKept(lessons);
  await lessons.page.close();
  const again = await openLessons(kept);
  await says(again, 'h1', 'Traits');
  await says(again, '.count', '1 of');
  await again.page.click('footer button:has-text("Previous")');
  await says(again, '.one-hot tbody', 'moon');
  assert.equal(await again.page.inputValue('.question input[type=text]'), '9999');
  await again.page.close();
});

test('a lesson that was asked for is opened; one that does not exist is not', async () => {
  const lessons = await openLessons();
  await lessons.send({ type: 'open', lesson: 'matrix' });
  await says(lessons, 'h1', 'Q');
  await lessons.send({ type: 'open', lesson: 'nonsense' });
  await says(lessons, 'h1', 'Q');
  await lessons.page.close();
});

test('one-hot: the matrix grows with the vocabulary, and every cosine is 0', async () => {
  const lessons = await openLessons({ lesson: 'oneHot' });
  const { page } = lessons;
  await page.locator('.one-hot tbody tr').nth(3).waitFor();
  assert.equal(await page.locator('.one-hot .hot').count(), 4);
  await slide(lessons, 'Words in the vocabulary', '4');
  await says(lessons, '.figures', '9,999');
  await says(lessons, '.figures', '400 MB');
  await says(lessons, '.one-hot', '… and 9,976 more zeros');
  const cosines = await page.locator('table:not(.one-hot) tbody td').allTextContents();
  assert.equal(cosines.filter((text) => text === '1').length, 4);
  assert.equal(cosines.filter((text) => text === '0').length, 12);
  await page.fill('.text input', ' ');
  await says(lessons, '.fault', 'Type a word');
  await page.close();
});

test('traits: a slider turns an arrow, and who is nearer is said', async () => {
  const lessons = await openLessons({ lesson: 'traits' });
  const { page } = lessons;
  await says(lessons, 'article td', '−0.24');
  await says(lessons, 'p', 'Person 1 is nearer to Jay.');
  await slide(lessons, 'Openness', '20');
  await says(lessons, 'p', 'Person 2 is nearer to Jay.');
  assert.match((await page.getAttribute('.arrows', 'aria-label')) ?? '', /Jay at −0.24, −0.60/);
  await page.selectOption('label:has-text("By") select', '5');
  await says(lessons, 'th', 'Neuroticism');
  assert.equal(await page.locator('.sliders .slider:visible').count(), 5);
  await page.close();
});

test('traits: the cosine by hand, with the tutorial’s slip named', async () => {
  const lessons = await openLessons({ lesson: 'traits' });
  await says(lessons, '.steps', '0.9417');
  await says(lessons, '.steps .note', 'That is a slip');
  await answer(lessons, '0.86');
  await says(lessons, '.verdict.wrong', 'slipped');
  await answer(lessons, '0,94');
  await says(lessons, '.verdict.right', '0.9417');
  await lessons.page.getByLabel('a, number 1').fill('-4');
  await says(lessons, '.steps li', '(−4)·1+3·4');
  await says(lessons, '.steps li', '0.3881');
  assert.equal(await lessons.page.locator('.steps .note').count(), 0);
  await lessons.page.getByLabel('a, number 1').fill('1000');
  await says(lessons, '.hint:not([hidden])', 'a number from −99 to 99');
  await answer(lessons, 'much');
  await says(lessons, '.verdict', 'Type one number');
  // What was right before stands there when the reader comes back.
  assert.equal(lastKept(lessons)?.given.traits, '0,94');
  await lessons.page.close();
});

test('strips: what differs is lit, and counted', async () => {
  const lessons = await openLessons({ lesson: 'strips' });
  const { page } = lessons;
  await says(
    lessons,
    '.across',
    '7 of 50 numbers differ that much. The cosine of the whole vectors is 0.8860.',
  );
  await page.selectOption('label:has-text("with") select', '2');
  await says(lessons, '.across', '0.5309');
  await page.click('summary');
  assert.equal(await page.locator('details tbody tr').count(), 50);
  assert.equal(await page.locator('details tbody tr:first-child td').nth(2).textContent(), '0.505');
  await page.check('.question input[value="0"]');
  await page.click('text=Check');
  await says(lessons, '.verdict.wrong', 'another pair');
  await page.check('.question input[value="1"]');
  await page.click('text=Check');
  await says(lessons, '.verdict.right', '0.89');
  assert.deepEqual(lastKept(lessons)?.answered, ['strips']);
  await page.close();
});

test('strips: the words of the active set, as soon as there is one', async () => {
  const lessons = await openLessons({ lesson: 'strips' });
  const { page } = lessons;
  await says(lessons, '.across', 'of 50');
  assert.equal(await page.locator('label:has-text("Words of") option').count(), 1);
  await lessons.send({ type: 'set', set: SET });
  await page.selectOption('label:has-text("Words of") select', 'own');
  await says(lessons, '.across', 'of 20');
  await says(lessons, '.strip-list .name', 'sea');
  await page.fill('label.text input', 'ship moon');
  await says(lessons, '.fault', 'does not know ‘moon’');
  await page.fill('label.text input', 'ship bread');
  await says(lessons, '.strip-list .name', 'ship − bread');
  assert.equal(await page.isVisible('.fault'), false);
  // Its set is closed: the tutorial's words are there again.
  await lessons.send({ type: 'set' });
  await says(lessons, '.across', 'of 50');
  await page.close();
});

test('the matrix: step by step all rows but one are left out, and the product is the row', async () => {
  const lessons = await openLessons({ lesson: 'matrix' }, { set: SET });
  const { page } = lessons;
  await says(lessons, '[role=status]', 'and row 1 of Q is the same');
  await says(lessons, 'table', '3,000,000');
  await says(lessons, 'th', 'your active set');
  await page.selectOption('label:has-text("Vector of") select', '2');
  await says(lessons, '[role=status]', 'and row 3 of Q is the same');
  await page.focus('[aria-label="Previous step"]');
  await page.keyboard.press('Enter');
  await says(lessons, '[role=status]', 'The row of 小 times 1');
  await page.keyboard.press('Enter');
  await says(lessons, '[role=status]', 'The row of 头 times 0');
  assert.equal(await page.locator('.product .left-out').count(), 2);
  assert.equal(await page.locator('.product .taken').count(), 0);
  assert.deepEqual(await page.locator('.product tfoot .cell').allTextContents(), ['0.0', '0.0', '0.0']);
  await answer(lessons, '3000000');
  await says(lessons, '.verdict.right', '300');
  await page.close();
});

test('the button of a lesson runs the command; leaving a lesson cancels what it asked', async () => {
  const asked: number[] = [];
  const lessons = await openLessons(undefined, {
    host: async (message) => {
      if (message.type === 'ready') return { type: 'show', set: SET };
      if (message.type === 'ask') asked.push(message.request);
      return undefined;
    },
  });
  const { page } = lessons;
  await page.click('.own button');
  await page.click('footer button:has-text("Next")');
  await says(lessons, 'h1', 'Traits');
  assert.ok(lessons.posted.some((message) => message.type === 'run' && message.command === 'train'));
  const cancelled = lessons.posted
    .filter((message) => message.type === 'cancel')
    .map(({ request }) => request);
  assert.deepEqual(cancelled, asked.slice(0, 1));
  // An answer that comes too late is nobody's.
  await lessons.send({ type: 'answer', request: asked[0], answer: {} });
  assert.deepEqual(lessons.problems, []);
  await page.close();
});

test('every lesson has a formula, a question and a button, in a narrow panel, too', async () => {
  const lessons = await openLessons(undefined, { width: 420, theme: 'high-contrast' });
  const { page } = lessons;
  const count = await page.locator('nav li').count();
  for (let i = 0; i < count; i++) {
    await page.locator('nav li button').nth(i).click();
    // NNLM's has two lines.
    assert.equal(await page.locator('figure math').count(), i === 4 ? 2 : 1);
    assert.equal(await page.locator('.question form').count(), 1);
    assert.equal(await page.locator('.own button').count(), 1);
    await page.locator('section.try :is(table, canvas)').first().waitFor({ state: 'attached' });
    const overflow = await page.evaluate(() => {
      const scroller = document.querySelector('.scroller')!;
      return scroller.scrollWidth - scroller.clientWidth;
    });
    assert.ok(overflow <= 0, `lesson ${i + 1} is ${overflow} px too wide`);
  }
  assert.deepEqual(lessons.problems, []);
  await page.close();
});
