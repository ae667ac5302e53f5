/** A workbench with the packaged extension and the sample workspace, as a user sees it; shared by tests and pictures. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { Workbench } from '../../../scripts/driver.mjs';
import { ensureBrowser, ROOT } from '../../../scripts/machine.mjs';
import { VSIX } from '../../../scripts/package.mjs';
import { launchBrowser, WorkbenchServer } from '../../../scripts/workbench.mjs';

export class Journey {
  readonly folder = mkdtempSync(join(tmpdir(), 'embedding-explorer-'));
  readonly workspace = join(this.folder, 'sample');
  private server: WorkbenchServer | undefined;
  private browser: Browser | undefined;

  /** Opens the sample workspace in a fresh VS Code, in a display language. */
  async begin(settings: Record<string, unknown> = {}, language = 'en'): Promise<Workbench> {
    cpSync(join(ROOT, 'media', 'sample'), this.workspace, { recursive: true });
    this.server = await WorkbenchServer.start({ vsix: VSIX, settings, language });
    this.browser = await launchBrowser(ensureBrowser());
    return Workbench.open(this.browser, this.server.url(this.workspace));
  }

  async end(): Promise<void> {
    await this.browser?.close();
    this.server?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
