import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { NODE, ROOT } from '../scripts/machine.mjs';
import { VSIX } from '../scripts/package.mjs';
import { runInWorkbench } from '../test/workbench/run.mjs';
import { median } from './statistics.ts';

const RUNS = 5;

/** The extension's own activation in the real workbench, packaged and installed: milliseconds, median of five starts. */
export async function activate() {
  for (const args of [['esbuild.mjs', '--tests'], ['scripts/package.mjs']]) {
    const { status, stderr } = spawnSync(NODE, args, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
  const file = join(mkdtempSync(join(tmpdir(), 'embedding-explorer-')), 'activation.txt');
  process.env.ACTIVATION_FILE = file;
  for (let i = 0; i < RUNS; i++)
    await runInWorkbench(VSIX, join(ROOT, 'out', 'test', 'workbench', 'activation.cjs'));
  const times = readFileSync(file, 'utf8').trim().split('\n').map(Number);
  return { median_ms: median(times), runs: times };
}
