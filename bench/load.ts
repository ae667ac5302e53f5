import { parseArgs } from 'node:util';
import { openSet } from './openSet.ts';

/** `FILE`: from the request to a set that answers. Takes the peers' flags too, and needs none: the format is found. */
export async function load(args: string[]): Promise<object> {
  const options = { binary: { type: 'boolean' }, 'no-header': { type: 'boolean' } } as const;
  const { positionals } = parseArgs({ args, options, allowPositionals: true });
  const start = performance.now();
  const set = await openSet(positionals[0]);
  const seconds = (performance.now() - start) / 1000;
  return { words: set.size, dims: set.dims, seconds, peak_mib: process.resourceUsage().maxRSS / 1024 };
}
