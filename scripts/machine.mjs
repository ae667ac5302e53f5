// What the scripts need of a machine, and how it is got: dependencies, Node 24, a browser, a VS Code to test in.
// Only Node's own modules are used here: it runs before anything is installed, on Node 20 and newer.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '..');

/** The server that holds VS Code's workbench where the desktop one cannot be downloaded or shown. */
const SERVER_VERSION = '4.139.1';
const CACHE = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'embedding-explorer');
const SERVER_FOLDER = join(CACHE, `workbench-${SERVER_VERSION}`);

/** The workbench server's own folder. */
export const SERVER = join(SERVER_FOLDER, 'node_modules', 'code-server', 'lib', 'vscode');

/** Something that cannot be had: one sentence that says what, why, and what to do. */
export class Missing extends Error {}

/** Runs the main function of a script; what cannot be had ends it with its sentence. */
export async function main(action) {
  try {
    await action();
  } catch (error) {
    console.error(error instanceof Missing ? `\n${error.message}` : error);
    process.exit(1);
  }
}

/** Says what is being done. */
export function say(text) {
  console.log(`• ${text}`);
}

/** Node 24, which is the extension host's own; the dependency `node` brings it. */
export const NODE = join(
  ROOT,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** Installs the dependencies where they are missing or older than the lock file. */
export function ensureDependencies() {
  const lock = join(ROOT, 'package-lock.json');
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  const isCurrent = existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
  if (!isCurrent || !existsSync(NODE)) {
    say('Installing dependencies (npm ci)…');
    mustRun(
      'npm',
      ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: ROOT },
      'The dependencies could not be installed',
    );
  }
  if (!existsSync(NODE)) {
    throw new Missing(
      'Node 24 is missing: the dependency ‘node’ brings it by an install script. Allow install scripts (npm config set ignore-scripts false) and run npm ci.',
    );
  }
}

/** Installs the workbench server where it is missing: aside first, so that half an installation is never used. */
export function ensureServer() {
  if (existsSync(join(SERVER_FOLDER, 'complete'))) return;
  say('Installing the VS Code server to test in (630 MB, about half a minute)…');
  const partial = `${SERVER_FOLDER}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    installServer(partial);
    writeFileSync(join(partial, 'complete'), '');
    rmSync(SERVER_FOLDER, { recursive: true, force: true });
    renameSync(partial, SERVER_FOLDER);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function installServer(folder) {
  const npm = (cwd, ...args) =>
    mustRun(
      'npm',
      [...args, '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd, env: withNode24() },
      'The VS Code server could not be installed',
    );
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  npm(folder, 'install', `code-server@${SERVER_VERSION}`, '--ignore-scripts');
  const vscode = join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
  npm(vscode, 'install', '--ignore-scripts', '--omit=dev');
  npm(vscode, 'rebuild', '@vscode/spdlog', '@parcel/watcher', 'node-pty', 'native-watchdog');
  npm(join(vscode, 'extensions'), 'install', '--ignore-scripts', '--omit=dev');
}

const BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The path of a Chromium; installed from Debian's packages where that is possible. */
export function ensureBrowser() {
  const named = process.env.CHROMIUM_PATH;
  const found = [named, ...BROWSERS].find((path) => path && existsSync(path));
  if (found) return found;
  const isDebian = existsSync('/usr/bin/apt-get');
  const isRoot = process.getuid?.() === 0;
  const maySudo = !isRoot && spawnSync('sudo', ['-n', 'true']).status === 0;
  if (!isDebian || (!isRoot && !maySudo)) {
    throw new Missing(
      'No Chromium was found to test in: install Chromium or Chrome, or name one by CHROMIUM_PATH.',
    );
  }
  say('Installing Chromium and a Chinese font…');
  const sudo = isRoot ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', '-qq', ...args];
    mustRun(
      command,
      rest,
      { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } },
      'Chromium could not be installed',
    );
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-noto-cjk');
  return BROWSERS[0];
}

/** The environment in which `node` is Node 24. */
export function withNode24() {
  return { ...process.env, PATH: `${join(NODE, '..')}:${process.env.PATH}` };
}

/** Runs a command and shows what it prints; false where it failed. */
export function runs(command, args, options = {}) {
  return spawnSync(command, args, { stdio: 'inherit', cwd: ROOT, ...options }).status === 0;
}

function mustRun(command, args, options, sentence) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8', ...options });
  if (status === 0) return;
  const said = `${stdout ?? ''}${stderr ?? ''}`.trim().split('\n').slice(-12).join('\n');
  throw new Missing(`${sentence} (${command} ${args.join(' ')}): ${error?.message ?? said}`);
}

/** The project's version. */
export const VERSION = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version;
