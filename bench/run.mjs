// `npm run --silent bench -- NAME …`: runs one benchmark of the engine as it ships; the last line printed is one JSON
// object.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundlesFor } from '../scripts/bundles.mjs';
import { ensureKernels } from '../scripts/kernels.mjs';
import { ROOT } from '../scripts/machine.mjs';

const [name = '', ...args] = process.argv.slice(2);
if (name === 'activate') {
  // In a real VS Code, not in this process.
  const { activate } = await import('./activate.mjs');
  console.log(JSON.stringify(await activate()));
} else {
  await ensureKernels();
  await build(bundlesFor(true).bench);
  const main = join(ROOT, 'out', 'bench', 'main.mjs');
  process.exitCode = spawnSync(process.execPath, [main, name, ...args], { stdio: 'inherit' }).status;
}
