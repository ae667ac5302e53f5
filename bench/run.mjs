// `npm run --silent bench -- NAME …`: runs one benchmark of the engine as it ships; the last line printed is one JSON
// object.
import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundlesFor } from '../scripts/bundles.mjs';
import { ensureKernels } from '../scripts/kernels.mjs';
import { ROOT } from '../scripts/machine.mjs';

const [name = '', ...args] = process.argv.slice(2);
/** Those that run in a real VS Code or a real browser, not in this process. */
const IN_BROWSER = {
  activate: async () => (await import('./activate.mjs')).activate,
  hover: async () => (await import('./hover.mjs')).hover,
  draw: async () => (await import('./draw.ts')).draw,
  scroll: async () => (await import('./scroll.ts')).scroll,
};

if (name in IN_BROWSER) {
  const bench = await IN_BROWSER[name]();
  console.log(JSON.stringify(await bench(args)));
} else {
  await ensureKernels();
  await build(bundlesFor(true).bench);
  const main = join(ROOT, 'out', 'bench', 'main.mjs');
  process.exitCode = spawnSync(process.execPath, [main, name, ...args], { stdio: 'inherit' }).status;
}
