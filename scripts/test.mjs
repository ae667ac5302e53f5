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

/** Every step: whether it passes. In the order in which they find mistakes fastest. */
const STEPS = {
  format: () => runNode(bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'),
  lint: () => runNode(bin('eslint/bin/eslint.js'), '.'),
  types: () => runNode(bin('typescript/bin/tsc'), '-p', '.'),
  unit: () => runNode('--test', 'test/unit/**/*.test.ts'),
  build: () => runNode('esbuild.mjs', '--tests'),
  webview: () => runNode('--test', '--test-concurrency=1', 'test/webview/**/*.test.ts'),
  package: () => runNode('scripts/package.mjs'),
  workbench: async () => runNode('test/workbench/run.mjs', await vsix()),
  e2e: runJourneys,
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
    const passed = await STEPS[name]();
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
    const run = () => runNode('--test', `${JOURNEYS}/${file}`);
    const before = { ...totals };
    if (await run()) continue;
    say(`${file} failed: once more…`);
    Object.assign(totals, before);
    haveAllPassed = (await run()) && haveAllPassed;
  }
  return haveAllPassed;
}

/** Runs Node 24, shows what it prints, adds up what its test runner counted, and says whether all went well. */
function runNode(...args) {
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
