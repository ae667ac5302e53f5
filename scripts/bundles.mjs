// What is bundled, and how: the extension host's script, the engine's (a process of its own, so that it may be ESM), a
// script a webview, and what tests and benchmarks need beside them.

/** @param production minified, without maps */
export function bundlesFor(production) {
  const common = {
    bundle: true,
    minify: production,
    sourcemap: production ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
  };
  const node = { ...common, platform: 'node', target: 'node22' };
  const engine = {
    ...node,
    // All beside each other, as they look for each other there.
    entryPoints: {
      main: 'src/engine/main.ts',
      worker: 'src/engine/worker.ts',
      thread: 'src/engine/search/thread.ts',
    },
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
  };
  return {
    extension: {
      ...node,
      entryPoints: { extension: 'src/extension.ts' },
      outdir: 'dist',
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      external: ['vscode'],
    },
    engine,
    webviews: {
      ...common,
      entryPoints: Object.fromEntries(
        ['map', 'trace', 'matrix', 'twoSets', 'evaluation', 'training', 'lessons'].map((name) => [
          name,
          `src/webview/${name}/main.ts`,
        ]),
      ),
      outdir: 'dist/webview',
      platform: 'browser',
      target: 'chrome130',
      format: 'iife',
    },
    /** The suite that runs inside a real VS Code. */
    tests: {
      ...node,
      entryPoints: {
        index: 'test/workbench/index.ts',
        activation: 'test/workbench/activation.ts',
        hoverTimes: 'test/workbench/hoverTimes.ts',
      },
      outdir: 'out/test/workbench',
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      external: ['vscode', 'mocha'],
    },
    /** The engine as it ships, its worker threads beside it. */
    bench: {
      ...engine,
      entryPoints: {
        main: 'bench/main.ts',
        worker: 'src/engine/worker.ts',
        thread: 'src/engine/search/thread.ts',
      },
      outdir: 'out/bench',
    },
  };
}
