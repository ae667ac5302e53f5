// `npm test`: sets everything up and runs every check; `npm test -- unit` runs one step.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  ensureBrowser,
  ensureDependencies,
  ensureServer,
  main,
  Missing,
  NODE,
  ROOT,
  say,
  withNode24,
} from './machine.mjs';

// Only Node's own modules are loaded before the dependencies are there.
const ensureKernels = async () => (await import('./kernels.mjs')).ensureKernels();
const bin = (name) => join(ROOT, 'node_modules', name);
const vsix = async () => (await import('./package.mjs')).VSIX;

/** Every step: what it runs by Node 24. In the order in which they find mistakes fastest. */
const STEPS = {
  format: async () => [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
  lint: async () => [bin('eslint/bin/eslint.js'), '.'],
  types: async () => [bin('typescript/bin/tsc'), '-p', '.'],
  unit: async () => ['--test', 'test/unit/**/*.test.ts'],
  build: async () => ['esbuild.mjs', '--tests'],
  webview: async () => ['--test', '--test-concurrency=1', 'test/webview/**/*.test.ts'],
  package: async () => ['scripts/package.mjs'],
  workbench: async () => ['test/workbench/run.mjs', await vsix()],
  /** Run by {@link runJourneys}. */
  e2e: async () => ['--test', '--test-concurrency=1'],
};
const JOURNEYS = 'test/workbench/e2e';

const totals = { passed: 0, failed: 0, skipped: 0 };

await main(async () => {
  const named = process.argv.slice(2);
  const unknown = named.find((name) => !(name in STEPS));
  if (unknown)
    throw new Missing(`There is no step ‘${unknown}’; there are ${Object.keys(STEPS).join(', ')}.`);
  ensureDependencies();
  await ensureKernels();
  ensureServer();
  ensureBrowser();
  for (const name of named.length > 0 ? named : Object.keys(STEPS)) {
    const start = Date.now();
    say(`${name}…`);
    const passed = await (name === 'e2e' ? runJourneys() : runStep(await STEPS[name]()));
    say(`${name}: ${passed ? 'passed' : 'FAILED'} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    if (!passed) {
      totals.failed ||= 1;
      process.exitCode = 1;
      break;
    }
  }
  console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
});

/**
 * Each journey in a VS Code of its own. Now and then a page of VS Code itself does not come up: a journey that fails is made once
 * more from its beginning, and only then is that what counts.
 */
async function runJourneys() {
  const files = readdirSync(join(ROOT, JOURNEYS)).filter((name) => name.endsWith('.test.ts'));
  let haveAllPassed = true;
  for (const file of files) {
    const args = [...(await STEPS.e2e()), `${JOURNEYS}/${file}`];
    const before = { ...totals };
    if (await runStep(args)) continue;
    say(`${file} failed: once more…`);
    Object.assign(totals, before);
    haveAllPassed = (await runStep(args)) && haveAllPassed;
  }
  return haveAllPassed;
}

/** Runs a step, shows what it prints, and adds up what its test runner counted. */
function runStep(args) {
  return new Promise((resolve) => {
    const child = spawn(NODE, args, { cwd: ROOT, env: withNode24(), stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (data) => {
      process.stdout.write(data);
      printed += data;
    });
    child.on('close', (code) => {
      count(printed);
      resolve(code === 0);
    });
  });
}

/** Node's runner ends with 'ℹ pass 3' (or '# pass 3'), mocha with '3 passing'. */
function count(printed) {
  const sum = (pattern) =>
    [...printed.matchAll(pattern)].reduce((total, match) => total + Number(match[1]), 0);
  totals.passed += sum(/^(?:ℹ|#) pass (\d+)$/gm) + sum(/^ *(\d+) passing\b/gm);
  totals.failed += sum(/^(?:ℹ|#) fail (\d+)$/gm) + sum(/^ *(\d+) failing\b/gm);
  totals.skipped += sum(/^(?:ℹ|#) skipped (\d+)$/gm) + sum(/^ *(\d+) pending\b/gm);
}
