// Compiles the kernels, src/engine/kernels/assembly, into src/engine/kernels/compiled.ts, where that is older than they
// are. Run by npm's `prepare`, by the build and by the tests.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, say } from './machine.mjs';

const KERNELS = join(ROOT, 'src', 'engine', 'kernels');
const SOURCES = join(KERNELS, 'assembly');
const COMPILED = join(KERNELS, 'compiled.ts');
const FLAGS = [
  '-O3',
  '--noAssert',
  ...['--runtime', 'stub'],
  '--importMemory',
  '--sharedMemory',
  ...['--initialMemory', '1', '--maximumMemory', '65536'],
  ...['--enable', 'simd', '--enable', 'threads', '--enable', 'relaxed-simd'],
];

/** @throws where a source is not AssemblyScript */
export async function ensureKernels() {
  const newest = Math.max(...readdirSync(SOURCES).map((name) => statSync(join(SOURCES, name)).mtimeMs));
  if ((statSync(COMPILED, { throwIfNoEntry: false })?.mtimeMs ?? 0) > newest) return;
  say('Compiling the kernels…');
  const { default: asc } = await import('assemblyscript/asc');
  let wasm;
  const { error, stderr } = await asc.main(['index.ts', '--outFile', 'kernels.wasm', ...FLAGS], {
    readFile: (name, folder) => {
      try {
        return readFileSync(join(SOURCES, folder === '.' ? '' : folder, name), 'utf8');
      } catch {
        return null;
      }
    },
    writeFile: (name, contents) => name === 'kernels.wasm' && (wasm = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`${error.message}\n${stderr}`);
  const base64 = Buffer.from(wasm).toString('base64');
  writeFileSync(
    COMPILED,
    `/** The kernels as WebAssembly, by scripts/kernels.mjs. */\nexport const COMPILED =\n  '${base64}';\n`,
  );
}

if (process.argv[1] === import.meta.filename) await ensureKernels();
