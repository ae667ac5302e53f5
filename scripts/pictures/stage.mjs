// A workbench in which pictures are taken, and what more than one of them begins with.
import { join } from 'node:path';
import { Journey } from '../../test/workbench/e2e/journey.ts';
import { wordingOf } from './wording.mjs';

const USUAL = { width: 1200, height: 760 };

export class Stage {
  static async begin(language) {
    const journey = new Journey();
    try {
      return new Stage(journey, await journey.begin({}, language), wordingOf(language));
    } catch (error) {
      await journey.end();
      throw error;
    }
  }

  constructor(journey, workbench, wording) {
    this.journey = journey;
    this.workbench = workbench;
    this.page = workbench.page;
    this.wording = wording;
    this.sample = wording.sample;
  }

  end() {
    return this.journey.end();
  }

  /** Runs one of our commands by the end of its identifier. */
  run(command) {
    return this.workbench.runCommand(this.wording.command(command));
  }

  toggleSideBar() {
    return this.workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  }

  resize(size) {
    return this.page.setViewportSize({ ...USUAL, ...size });
  }

  /** No editors, and the usual size: a picture has nothing of the one before. */
  async clear() {
    await this.workbench.runCommand('View: Close All Editors');
    await this.resize({});
  }

  /** The sample's map, which has come to rest. */
  async openMap() {
    const { vectors } = this.sample;
    await this.workbench.openFile(vectors);
    const map = await this.workbench.webview('.summary', new RegExp(`^${vectors} · `));
    await map.waitForSelector('.status[data-kind=settled]');
    return map;
  }

  /** The sample's text, and its set to look words up in. */
  async openText() {
    await this.openMap();
    await this.workbench.openFile(this.sample.text);
  }

  /** The sample's sentence in the text that is open, traced beside it. To be followed by {@link toggleSideBar}. */
  async openTrace() {
    await this.workbench.selectText(this.sample.sentence);
    await this.run('traceRnn');
    await this.toggleSideBar();
    await this.resize({ width: 1900, height: 860 });
    return this.workbench.webview('.trace .summary');
  }

  async picture(folder, name) {
    await this.page.waitForTimeout(900);
    await this.workbench.screenshot(join(folder, `${name}.png`));
  }
}
