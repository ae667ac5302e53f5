// The README's and the walkthrough's pictures, each of which begins with no editor open. They come with the extension.

export async function map(stage) {
  const shown = await stage.openMap();
  await shown.fill('.search input', stage.sample.wanted);
  await shown.waitForSelector('.matches li');
  await shown.press('.search input', 'Enter');
  await shown.waitForSelector('.word-line');
  await shown.focus('.overlay');
  await shown.press('.overlay', '0');
}

export async function tools(stage) {
  const shown = await stage.openMap();
  await shown.selectOption('.legend select', { label: stage.wording.said('Cluster') });
  await shown.waitForSelector('.legend:not([aria-busy]) li');
  await shown.press('.overlay', 'a');
  for (const [i, word] of stage.sample.analogy.entries()) {
    await shown.locator('.analogies .search input').nth(i).fill(word);
    await shown.locator('.analogies .search input').nth(i).press('Enter');
  }
  await shown.click('.analogies .primary:enabled');
  await shown.waitForSelector('.analogies li.line');
  await stage.resize({ width: 1500, height: 860 });
}

export async function hover(stage) {
  await stage.openText();
  await stage.run('pinWord');
  await stage.workbench.answer(stage.sample.wanted);
  await stage.workbench.hoverText(stage.sample.hovered);
}

export async function compare(stage) {
  await stage.openText();
  // What is selected would be what is compared.
  await stage.page.keyboard.press('Control+Home');
  await stage.run('compareSelections');
  await stage.toggleSideBar();
  await stage.resize({ width: 1500 });
  const matrix = await stage.workbench.webview('.matrix tbody td');
  await matrix.check('.fields input');
  await matrix.selectOption('.fields select >> nth=1', 'similar');
  await matrix.click('tbody tr:nth-child(4) td:nth-child(4)');
  await matrix.waitForSelector('.pair blockquote');
  return () => stage.toggleSideBar();
}

export async function train(stage) {
  await stage.openText();
  await stage.run('train');
  await stage.workbench.pick(stage.wording.said('$(file) This file').replace('$(file) ', ''));
  const training = await stage.workbench.webview('.before form');
  await training.waitForSelector('.counted dd');
  await training.fill('#epochs', '1000');
  await training.fill('#dims', '300');
  await training.click('.start');
  await training.waitForSelector('.watched li');
  for (const word of stage.sample.watched) {
    await training.fill('.watched input', word);
    await training.press('.watched input', 'Enter');
  }
  await stage.page.waitForTimeout(2500);
  return async () => {
    // So small a text is done by now on a fast machine.
    const discard = training.locator('.state button', { hasText: stage.wording.said('Stop and Discard') });
    if ((await discard.count()) > 0) await discard.click();
  };
}

export async function trace(stage) {
  await stage.openText();
  const traced = await stage.openTrace();
  const choice = (label) => `label:has-text("${stage.wording.said(label)}") select`;
  await traced.selectOption(choice('Network'), 'lstm');
  await traced.waitForSelector(`.toolbar ${choice('Shows')}:visible`);
  await traced.click('.scroller', { position: { x: 320, y: 200 } });
  await traced.waitForSelector('.ledger');
  return () => stage.toggleSideBar();
}

export async function lessons(stage) {
  await stage.resize({ height: 860 });
  await stage.run('openLessons');
  const shown = await stage.workbench.webview('.lessons h1');
  await shown.click('nav li:nth-child(2) button');
  await shown.waitForSelector('.arrows');
}
