// Drives a workbench page as a person would: by its palette, its editors, its notifications, its webviews.

/** How long to wait for anything, in ms: a machine under load may take a minute to bring up a webview. */
const PATIENCE = 120_000;
/** How long, before what nobody heeded is tried once more. */
const TRY = 15_000;

/** A workbench page, with what was printed to its console. */
export class Workbench {
  /**
   * Opens a folder's workbench and waits until it can be used.
   *
   * @param {import('playwright-core').Browser} browser
   * @param {string} url
   */
  static async open(browser, url, { width = 1280, height = 800 } = {}) {
    const page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(PATIENCE);
    const workbench = new Workbench(page);
    await page.goto(url);
    // A file that is opened before the extension's editors are known comes as plain text, and stays so: its view speaks later.
    await page.locator('.activitybar [class*="view-extension-embeddings"]').first().click();
    await page.locator('.welcome-view-content').first().waitFor();
    await page.locator('.activitybar [class*="explorer-view-icon"]').first().click();
    return workbench;
  }

  /** @type {string[]} */
  errors = [];

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    page.on('console', (message) => message.type() === 'error' && this.errors.push(message.text()));
    page.on('pageerror', (error) => this.errors.push(String(error)));
  }

  /** Where one types in the quick input that is open. */
  get input() {
    return this.page.locator('.quick-input-widget input[type=text]:visible');
  }

  /** Presses a key that opens a quick input, types into it, and takes one of the lines that come: what may be done twice. */
  async choose(/** @type {string} */ key, /** @type {string} */ text, row) {
    await this.again(async (timeout) => {
      await this.typeInto(key, text, timeout);
      await row.click({ timeout });
    });
  }

  /** Presses a key that opens a quick input, as soon as the last one has gone, and types into it. */
  async typeInto(/** @type {string} */ key, /** @type {string} */ text, /** @type {number} */ timeout) {
    const { page } = this;
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden', timeout });
    await page.keyboard.press(key);
    await this.input.fill(text, { timeout });
  }

  /**
   * Tries what VS Code may not heed at once: a window that has only just come up hears no keys and finds no files yet, and a page
   * that comes up takes the focus, which closes the input.
   */
  async again(/** @type {(timeout: number) => Promise<void>} */ act) {
    for (let end = Date.now() + PATIENCE; ;) {
      try {
        return await act(TRY);
      } catch (error) {
        if (Date.now() > end) throw error;
      }
      await this.page.keyboard.press('Escape');
      // A webview that stays blank keeps the keys that are pressed in it.
      await this.page.evaluate(() => document.activeElement?.blur());
    }
  }

  /** Runs a command by its title, through the palette. */
  async runCommand(/** @type {string} */ title) {
    // The palette sorts by the alphabet: another title that has the same words may stand first.
    const label = this.page.locator('.label-name').getByText(title, { exact: true });
    const row = this.page.locator('.quick-input-list .monaco-list-row').filter({ has: label }).first();
    await this.again((timeout) => this.typeInto('F1', `>${title}`, timeout));
    // Not again: it may have run.
    await row.click();
  }

  /** Reloads the window as a user does, so that VS Code can store what it remembers; a page's own reload cuts that off. */
  async reloadWindow() {
    const loaded = this.page.waitForEvent('load');
    await this.runCommand('Developer: Reload Window');
    await loaded;
  }

  /** Shows the tab whose title holds a text: by the list of editors, as many tabs reach beyond their strip. */
  async showTab(/** @type {string} */ title) {
    await this.choose('Control+P', `edt ${title}`, this.line(title));
  }

  /** Opens a file of the workspace by its name. */
  async openFile(/** @type {string} */ name) {
    await this.choose('Control+P', name, this.line(name));
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
  }

  /** Chooses a line of the quick pick that is open. */
  async pick(/** @type {string} */ text) {
    await this.line(text).click();
  }

  /** A line of the quick pick that is open. */
  line(/** @type {string} */ text) {
    return this.page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();
  }

  /** Writes into the input box that is open, and confirms. */
  async answer(/** @type {string} */ text) {
    const { input } = this;
    await input.waitFor();
    // A file dialog opens with a proposal that may arrive after what was typed.
    do {
      await input.fill(text);
      await this.page.waitForTimeout(500);
    } while ((await input.inputValue()) !== text);
    await this.page.keyboard.press('Enter');
  }

  /** The notification that holds a text, once it is there. */
  async notification(/** @type {string} */ text) {
    const found = this.page.locator('.notification-toast', { hasText: text }).first();
    await found.waitFor();
    return found;
  }

  /** Closes every notification. */
  async clearNotifications() {
    await this.runCommand('Notifications: Clear All Notifications');
  }

  /**
   * The frame of the webview that holds an element; its script has drawn it by then.
   *
   * @param {string} selector
   * @param {string | RegExp} [text] that the element has, or that fits
   */
  async webview(selector, text) {
    const fits = (/** @type {string | null} */ found) =>
      text instanceof RegExp ? text.test(found ?? '') : found === text;
    const end = Date.now() + PATIENCE;
    let reload = Date.now() + PATIENCE / 4;
    while (Date.now() < end) {
      if (Date.now() > reload) {
        // On a machine under load the browser's service worker now and then leaves a webview of VS Code blank.
        await this.runCommand('Developer: Reload Webviews');
        reload = Date.now() + PATIENCE / 3;
      }
      for (const frame of this.page.frames()) {
        const element = await frame.$(selector).catch(() => null);
        if (!element || !(await element.isVisible().catch(() => false))) continue;
        // A tab that goes away takes its frame along.
        if (text === undefined || fits(await element.textContent().catch(() => null))) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`No webview holds ${selector}.`);
  }

  /** What the editor's hover says over a word of the visible text. */
  async hoverText(/** @type {string} */ word) {
    const { page } = this;
    const box = await page.evaluate((wanted) => {
      // Chinese has no spaces around its words.
      const isParted = !/\p{Script=Han}/u.test(wanted);
      const pattern = new RegExp(isParted ? `(?<![\\p{L}])${wanted}(?![\\p{L}])` : wanted, 'u');
      for (const line of document.querySelectorAll('.view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = pattern.exec(node.textContent ?? '')?.index;
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
  async selectText(/** @type {string} */ text) {
    const { page } = this;
    // The title line, so that no word is hovered or clicked.
    await page.locator('.editor-group-container.active .view-line').first().click();
    await page.keyboard.press('Control+F');
    await page.locator('.find-widget.visible textarea').first().fill(text);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
  }

  /** Waits until something holds outside the page. */
  async until(/** @type {() => boolean | Promise<boolean>} */ holds) {
    const end = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > end) throw new Error('Waited in vain.');
      await this.page.waitForTimeout(100);
    }
  }

  async screenshot(/** @type {string} */ path) {
    await this.page.screenshot({ path });
  }
}
