// Drives a workbench page as a person would: by its palette, its editors, its notifications, its webviews.

const PATIENCE = 60_000;

/** A workbench page, with what was printed to its console. */
export class Workbench {
  /** Opens a folder's workbench and waits until it can be used. */
  static async open(browser, url, { width = 1280, height = 800 } = {}) {
    const page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(PATIENCE);
    const workbench = new Workbench(page);
    await page.goto(url);
    await page.locator('.monaco-workbench .activitybar').waitFor();
    return workbench;
  }

  errors = [];

  constructor(page) {
    this.page = page;
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  /** Runs a command by its title, through the palette. */
  async runCommand(title) {
    const { page } = this;
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input[type=text]:visible');
    await input.waitFor();
    await input.fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await page.keyboard.press('Enter');
  }

  /** Opens a file of the workspace by its name. */
  async openFile(name) {
    const { page } = this;
    await page.keyboard.press('Control+P');
    const input = page.locator('.quick-input-widget input[type=text]:visible');
    await input.waitFor();
    await input.fill(name);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab', { hasText: name }).first().waitFor();
  }

  /** Chooses a line of the quick pick that is open. */
  async pick(text) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
    await row.waitFor();
    await row.click();
  }

  /** Writes into the input box that is open, and confirms. */
  async answer(text) {
    const input = this.page.locator('.quick-input-widget input[type=text]:visible');
    await input.waitFor();
    await input.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** The notification that holds a text, once it is there. */
  async notification(text) {
    const found = this.page.locator('.notification-toast', { hasText: text }).first();
    await found.waitFor();
    return found;
  }

  /** Closes every notification. */
  async clearNotifications() {
    await this.runCommand('Notifications: Clear All Notifications');
  }

  /** The frame of the webview that holds an element; its script has drawn it by then. */
  async webview(selector) {
    const end = Date.now() + PATIENCE;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        const element = await frame.$(selector).catch(() => null);
        if (element && (await element.isVisible().catch(() => false))) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`No webview holds ${selector}.`);
  }

  /** What the editor's hover says over a word of the visible text. */
  async hoverText(word) {
    const { page } = this;
    const box = await page.evaluate((wanted) => {
      for (const line of document.querySelectorAll('.view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = new RegExp(`(?<![\\p{L}])${wanted}(?![\\p{L}])`, 'u').exec(node.textContent ?? '')?.index;
          if (at === undefined) continue;
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          if (width > 0) return { x: x + width / 2, y: y + height / 2 };
        }
      }
      return null;
    }, word);
    if (!box) throw new Error(`The visible text has no ‘${word}’.`);
    await page.mouse.move(box.x, box.y - 3);
    await page.mouse.move(box.x, box.y, { steps: 4 });
    const hover = page.locator('.monaco-hover .hover-contents:visible').first();
    await hover.waitFor();
    await page.waitForTimeout(300);
    return page.locator('.monaco-hover:visible').first().innerText();
  }

  /** Selects a text of the active editor, through its find widget. */
  async selectLine(text) {
    const { page } = this;
    await page.keyboard.press('Control+F');
    await page.locator('.find-widget textarea, .find-widget input').first().fill(text);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  }

  /** Waits until something holds outside the page. */
  async until(holds) {
    const end = Date.now() + PATIENCE;
    while (!holds()) {
      if (Date.now() > end) throw new Error('Waited in vain.');
      await this.page.waitForTimeout(100);
    }
  }

  async screenshot(path) {
    await this.page.screenshot({ path });
  }
}
