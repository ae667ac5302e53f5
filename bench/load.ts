import { parseArgs } from 'node:util';
import { EmbeddingSet } from '../src/engine/embeddings/embeddingSet.ts';
import { runJob } from '../src/engine/jobs.ts';

/** `FILE`: from the request to a set that answers. Takes the peers' flags too, and needs none: the format is found. */
export async function load(args: string[]): Promise<object> {
  const options = { binary: { type: 'boolean' }, 'no-header': { type: 'boolean' } } as const;
  const { positionals } = parseArgs({ args, options, allowPositionals: true });
  const start = performance.now();
  const signal = new AbortController().signal;
  const set = new EmbeddingSet(
    await runJob('load', { path: positionals[0] }, { signal, report: () => undefined }),
  );
  const seconds = (performance.now() - start) / 1000;
  return { words: set.size, dims: set.dims, seconds, peak_mib: process.resourceUsage().maxRSS / 1024 };
}
