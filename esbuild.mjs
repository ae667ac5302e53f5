// Builds the three worlds: the extension host's bundle, the engine's (a process of its own, so that it may be ESM),
// and a bundle a webview. `--tests` adds the suite that runs inside a real VS Code; `--watch` rebuilds; `--production`
// minifies.
import { build, context } from 'esbuild';
import { copyFile, mkdir, rm } from 'node:fs/promises';

const flag = (name) => process.argv.includes(name);
const production = flag('--production');

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

const node = { ...common, platform: 'node', target: 'node22' };

const bundles = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  },
  {
    ...node,
    entryPoints: ['src/engine/main.ts', 'src/engine/worker.ts'],
    outdir: 'dist/engine',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    external: ['@tensorflow/tfjs-node'],
    // CommonJS libraries inside an ES module still ask for what only CommonJS modules have.
    banner: {
      js: [
        "import { createRequire as bundleRequire } from 'node:module';",
        'const require = bundleRequire(import.meta.url);',
        'const [__dirname, __filename] = [import.meta.dirname, import.meta.filename];',
      ].join(' '),
    },
  },
  {
    ...common,
    entryPoints: { map: 'src/webview/map/main.ts', trace: 'src/webview/trace/main.ts' },
    outdir: 'dist/webview',
    platform: 'browser',
    target: 'chrome130',
    format: 'iife',
  },
];

const tests = {
  ...node,
  entryPoints: { index: 'test/workbench/index.ts', activation: 'test/workbench/activation.ts' },
  outdir: 'out/test/workbench',
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  external: ['vscode', 'mocha'],
};

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

await rm('dist', { recursive: true, force: true });
await copyAssets();
const all = flag('--tests') ? [...bundles, tests] : bundles;
if (flag('--watch')) {
  for (const options of all) await (await context({ ...options, logLevel: 'info' })).watch();
} else {
  await Promise.all(all.map((options) => build(options)));
}
