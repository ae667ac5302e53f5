// A real VS Code workbench without a desktop: VS Code's own server, and its page in a browser.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Missing, NODE, SERVER } from './machine.mjs';

const START_MS = 60_000;

/** What the workbench shall leave alone, so that tests and screenshots show only what they are about. */
const SETTINGS = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'window.commandCenter': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'files.simpleDialog.enable': true,
};

/** VS Code's server on a port of this machine, with extensions and settings of its own. */
export class WorkbenchServer {
  /**
   * @param {{ vsix?: string, settings?: Record<string, unknown>, runsSuite?: boolean, language?: string }} options the
   *   extension to install, settings to go by, whether a page may run a test suite (which hides notifications), and the
   *   display language
   */
  static async start({ vsix, settings = {}, runsSuite = false, language = 'en' } = {}) {
    const data = mkdtempSync(join(tmpdir(), 'embedding-explorer-workbench-'));
    const server = new WorkbenchServer(data, await freePort());
    mkdirSync(join(data, 'server', 'data', 'Machine'), { recursive: true });
    writeFileSync(
      join(data, 'server', 'data', 'Machine', 'settings.json'),
      JSON.stringify({ ...SETTINGS, ...settings }),
    );
    try {
      if (vsix) server.install(vsix);
      if (language !== 'en') server.speak(language);
      await server.listen([
        ...(runsSuite ? ['--enable-smoke-test-driver'] : []),
        ...(language === 'en' ? [] : ['--locale', language]),
      ]);
    } catch (error) {
      server.stop();
      throw error;
    }
    return server;
  }

  /** What the server printed. */
  log = '';

  constructor(/** @type {string} */ data, /** @type {number} */ port) {
    this.data = data;
    this.port = port;
    this.stop = this.stop.bind(this);
    process.once('exit', this.stop);
  }

  /** The address of a folder's workbench; `payload` as VS Code's own web tests give it. */
  url(/** @type {string} */ folder, /** @type {string[][]} */ payload = []) {
    const query = new URLSearchParams({
      folder,
      payload: JSON.stringify([...payload, ['skipWelcome', 'true']]),
    });
    return `http://127.0.0.1:${this.port}/?${query}`;
  }

  stop() {
    process.off('exit', this.stop);
    // The server starts extension hosts of its own: the whole group ends.
    if (this.process?.pid) {
      try {
        process.kill(-this.process.pid, 'SIGKILL');
      } catch {
        // It ended by itself.
      }
    }
    rmSync(this.data, { recursive: true, force: true, maxRetries: 5 });
  }

  arguments() {
    return [
      join(SERVER, 'out', 'server-main.js'),
      '--accept-server-license-terms',
      '--server-data-dir',
      join(this.data, 'server'),
      '--extensions-dir',
      join(this.data, 'extensions'),
      '--disable-telemetry',
    ];
  }

  install(vsix) {
    const { status, stdout, stderr } = spawnSync(NODE, [...this.arguments(), '--install-extension', vsix], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Missing(`The extension ${vsix} could not be installed: ${stdout}${stderr}`);
  }

  /**
   * Gives VS Code a language pack that translates nothing of its own: the extensions speak the language, the workbench
   * stays English.
   */
  speak(language) {
    const data = join(this.data, 'server', 'data');
    const translations = join(data, 'translations.json');
    writeFileSync(translations, JSON.stringify({ contents: {} }));
    const extensions = [{ extensionIdentifier: { id: 'test.language-pack' }, version: '1.0.0' }];
    const pack = { hash: 'none', label: language, extensions, translations: { vscode: translations } };
    writeFileSync(join(data, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
  }

  async listen(moreFlags) {
    const flags = ['--host', '127.0.0.1', '--port', String(this.port), '--without-connection-token'];
    const all = [...this.arguments(), ...flags, '--disable-workspace-trust', ...moreFlags];
    this.process = spawn(NODE, all, { detached: true });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (data) => (this.log += data));
    const end = Date.now() + START_MS;
    while (!(await this.answers())) {
      if (this.process.exitCode !== null || Date.now() > end)
        throw new Missing(`The VS Code server did not start: ${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async answers() {
    try {
      return (await fetch(`http://127.0.0.1:${this.port}/version`)).ok;
    } catch {
      return false;
    }
  }
}

/** A headless Chromium that draws WebGL in software. */
export async function launchBrowser(/** @type {string} */ executablePath) {
  const { chromium } = await import('playwright-core');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
    ],
  });
}

/**
 * Resolves with a port that nothing listens on.
 *
 * @returns {Promise<number>}
 */
function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
