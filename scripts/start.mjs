// `npm start`: sets everything up and opens a VS Code with the extension and a sample workspace in it: desktop VS Code
// where there is a desktop and it can be downloaded, else the workbench server, in a browser. `--check` opens the
// latter in a browser without a window, sees that the extension is there, and ends.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDesktop, openDesktop } from './desktop.mjs';
import { ensureBrowser, ensureDependencies, ensureServer, main, Missing, ROOT, say } from './machine.mjs';

await main(async () => {
  ensureDependencies();
  const { makeVsix, VSIX } = await import('./package.mjs');
  say('Building and packaging…');
  await makeVsix();
  const isCheck = process.argv.includes('--check');
  if (hasDesktop() && !isCheck && (await opensOnDesktop())) return;
  await serve(isCheck, VSIX);
});

/** The sample workspace, copied so that the checkout stays as it is whatever one does in it. */
function sampleWorkspace() {
  const folder = join(mkdtempSync(join(tmpdir(), 'embedding-explorer-')), 'sample');
  cpSync(join(ROOT, 'media', 'sample'), folder, { recursive: true });
  return folder;
}

async function opensOnDesktop() {
  try {
    const workspace = sampleWorkspace();
    await openDesktop(workspace);
    say(`VS Code opens with the extension and the sample workspace (${workspace}).`);
    return true;
  } catch (error) {
    if (!(error instanceof Missing)) throw error;
    say(`${error.message.split(':')[0]}. The workbench server does it instead.`);
    return false;
  }
}

async function serve(isCheck, vsix) {
  ensureServer();
  const { WorkbenchServer } = await import('./workbench.mjs');
  const server = await WorkbenchServer.start({ vsix });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit());
  const url = server.url(sampleWorkspace());
  if (isCheck) return check(server, url);
  if (hasDesktop()) openInBrowser(url);
  say(`VS Code with the extension and the sample workspace: ${url}`);
  say('Open english.vec there for a map. Ctrl+C ends it.');
}

async function check(server, url) {
  const { launchBrowser } = await import('./workbench.mjs');
  const { Workbench } = await import('./driver.mjs');
  const browser = await launchBrowser(ensureBrowser());
  try {
    const { page } = await Workbench.open(browser, url);
    await page.locator('.activitybar [aria-label*="Embeddings"]').first().waitFor();
    say('VS Code is up, with the extension in it.');
  } finally {
    await browser.close();
    server.stop();
  }
}

function openInBrowser(url) {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
