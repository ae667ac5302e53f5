// Runs the suite inside a real VS Code with the packaged extension installed in it: `node test/workbench/run.mjs VSIX`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser, main, ROOT } from '../../scripts/machine.mjs';
import { launchBrowser, WorkbenchServer } from '../../scripts/workbench.mjs';

const LIMIT_MS = 5 * 60_000;

/** What the workbench says of itself: that it has no network, and how its own parts are. */
const NOISE = /getaddrinfo|^\[[A-Z][A-Za-z]+[\]:]/;

/** Runs a suite in the workbench and prints what it prints. Resolves with its exit code. */
export async function runInWorkbench(vsix, suite) {
  const workspace = mkdtempSync(join(tmpdir(), 'embedding-explorer-workspace-'));
  const server = await WorkbenchServer.start({ vsix, runsSuite: true });
  const browser = await launchBrowser(ensureBrowser());
  try {
    const page = await browser.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    const verdict = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', (_type, args) => {
      if (!NOISE.test(String(args[0]))) console.log(...args);
    });
    const remote = (path) => `vscode-remote://remote${path}`;
    await page.goto(
      server.url(workspace, [
        ['extensionDevelopmentPath', remote(join(ROOT, 'test', 'workbench', 'harness'))],
        ['extensionTestsPath', remote(suite)],
      ]),
    );
    const code = await Promise.race([verdict, timeout()]);
    if (code !== 0) console.error(problems.join('\n'));
    return code;
  } finally {
    await browser.close();
    server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

function timeout() {
  return new Promise((resolve) =>
    setTimeout(() => {
      console.error(`The suite did not end within ${LIMIT_MS / 60_000} minutes.`);
      resolve(1);
    }, LIMIT_MS).unref(),
  );
}

if (process.argv[1] === import.meta.filename) {
  await main(async () => {
    process.exitCode = await runInWorkbench(
      process.argv[2],
      join(ROOT, 'out', 'test', 'workbench', 'index.cjs'),
    );
  });
}
