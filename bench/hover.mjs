import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NODE, ROOT } from '../scripts/machine.mjs';
import { VSIX } from '../scripts/package.mjs';
import { runInWorkbench } from '../test/workbench/run.mjs';
import { median, percentile } from './statistics.ts';

/**
 * `FILE [layout]`: hovers on the words of a set in the real workbench, from the editor's request to its answer, and what of it is
 * the extension's: milliseconds; with `layout` while the set is laid out.
 */
export async function hover([file, layout]) {
  for (const args of [['esbuild.mjs', '--tests'], ['scripts/package.mjs']]) {
    const { status, stderr } = spawnSync(NODE, args, { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
  const out = join(mkdtempSync(join(tmpdir(), 'embedding-explorer-')), 'hover.json');
  Object.assign(process.env, {
    HOVER_VECTORS: resolve(file),
    HOVER_TIMES: out,
    ...(layout && { HOVER_LAYOUT: layout }),
  });
  const code = await runInWorkbench(VSIX, join(ROOT, 'out', 'test', 'workbench', 'hoverTimes.cjs'));
  if (code !== 0) throw new Error('The workbench did not measure.');
  const { times, answers, host } = JSON.parse(readFileSync(out, 'utf8'));
  return {
    while: layout ?? 'nothing else',
    hovers: times.length,
    median_ms: median(times),
    p95_ms: percentile(times, 0.95),
    max_ms: Math.max(...times),
    // Without the way through VS Code's own window: a word's nearest, from the extension host's question to its answer.
    answer_median_ms: median(answers),
    answer_p95_ms: percentile(answers, 0.95),
    answer_max_ms: Math.max(...answers),
    // How late the extension host comes to what is due, in steps of 10 ms.
    host_delay_p95_ms: host.p95,
    host_delay_max_ms: host.max,
  };
}
