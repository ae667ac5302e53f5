// Desktop VS Code by @vscode/test-electron: what `npm start` opens where there is a desktop and network, and
// `npm run test:desktop`, which runs the workbench suite in it.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, main, Missing, NODE, ROOT, runs, say, withNode24 } from './machine.mjs';

/** Whether windows can be shown here. */
export function hasDesktop() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/** The path of desktop VS Code, downloaded where it is not there yet. */
async function desktopVsCode() {
  if (!hasDesktop()) {
    throw new Missing(
      'There is no desktop to show VS Code on (no DISPLAY): run `npm start` or `npm test`, which need none.',
    );
  }
  say('Downloading VS Code…');
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode();
  } catch (error) {
    throw new Missing(
      `VS Code could not be downloaded (${error.message}): run \`npm start\` or \`npm test\`, which need no download.`,
    );
  }
}

/** Opens a folder in desktop VS Code with the checkout's extension. */
export async function openDesktop(workspace) {
  const executable = await desktopVsCode();
  spawn(executable, [`--extensionDevelopmentPath=${ROOT}`, workspace], {
    stdio: 'inherit',
    detached: true,
  }).unref();
}

/** Runs the workbench suite in desktop VS Code, with the packaged extension installed in it. */
async function testDesktop() {
  ensureDependencies();
  const executable = await desktopVsCode();
  const env = withNode24();
  if (!runs(NODE, ['esbuild.mjs', '--tests'], { env })) throw new Missing('The build failed.');
  const { makeVsix, VSIX } = await import('./package.mjs');
  await makeVsix();
  const { resolveCliArgsFromVSCodeExecutablePath, runTests } = await import('@vscode/test-electron');
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  if (spawnSync(cli, [...args, '--install-extension', VSIX], { stdio: 'inherit' }).status !== 0) {
    throw new Missing(`${VSIX} could not be installed.`);
  }
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: join(ROOT, 'test', 'workbench', 'harness'),
    extensionTestsPath: join(ROOT, 'out', 'test', 'workbench', 'index.cjs'),
    launchArgs: ['--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
  });
}

if (process.argv[1] === import.meta.filename) await main(testDesktop);
