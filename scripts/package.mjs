// Makes the VSIX: one for all platforms, under 5 MB, with everything bundled.
import { mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main, Missing, NODE, ROOT, runs, say, VERSION, withNode24 } from './machine.mjs';

const MOST_BYTES = 5_000_000;

export const VSIX = join(ROOT, 'out', `embedding-explorer-${VERSION}.vsix`);

/** Builds for production and packages. */
export async function makeVsix() {
  const env = withNode24();
  if (!runs(NODE, ['esbuild.mjs', '--production'], { env })) throw new Missing('The build failed.');
  mkdirSync(dirname(VSIX), { recursive: true });
  const { createVSIX } = await import('@vscode/vsce');
  await quietly(createVSIX, {
    cwd: ROOT,
    packagePath: VSIX,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  const { size } = statSync(VSIX);
  if (size > MOST_BYTES) throw new Missing(`${VSIX} has ${size} bytes, more than ${MOST_BYTES}.`);
  say(`${VSIX}: ${(size / 1e6).toFixed(2)} MB`);
}

/** Without the list of files that the packager prints; its warnings and errors stay. */
async function quietly(action, options) {
  const { info, log } = console;
  console.info = console.log = () => undefined;
  try {
    await action(options);
  } finally {
    Object.assign(console, { info, log });
  }
}

if (process.argv[1] === import.meta.filename) await main(makeVsix);
