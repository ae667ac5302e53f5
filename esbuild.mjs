// Builds the three worlds. `--tests` adds the suite that runs inside a real VS Code; `--watch` rebuilds; `--production`
// minifies.
import { build, context } from 'esbuild';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { bundlesFor } from './scripts/bundles.mjs';
import { ensureKernels } from './scripts/kernels.mjs';

const flag = (name) => process.argv.includes(name);
const { extension, engine, webviews, tests } = bundlesFor(flag('--production'));

const wasmFiles = [
  'tfjs-backend-wasm.wasm',
  'tfjs-backend-wasm-simd.wasm',
  'tfjs-backend-wasm-threaded-simd.wasm',
];

/** TensorFlow.js looks for its WebAssembly beside the engine. */
async function copyAssets() {
  await mkdir('dist/engine', { recursive: true });
  await Promise.all(
    wasmFiles.map((file) =>
      copyFile(`node_modules/@tensorflow/tfjs-backend-wasm/dist/${file}`, `dist/engine/${file}`),
    ),
  );
}

await ensureKernels();
await rm('dist', { recursive: true, force: true });
await copyAssets();
const all = [extension, engine, webviews, ...(flag('--tests') ? [tests] : [])];
if (flag('--watch')) {
  for (const options of all) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  await Promise.all(all.map((options) => build(options)));
}
