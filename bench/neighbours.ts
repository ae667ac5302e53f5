import { parseArgs } from 'node:util';
import { seededRandom } from '../src/engine/random.ts';
import { openSet } from './openSet.ts';
import { median, percentile } from './statistics.ts';

const WARM_UP = 20;

/** `FILE --queries N`: the ten nearest of random words by cosine similarity. */
export async function neighbours(args: string[]): Promise<object> {
  const options = { queries: { type: 'string', default: '200' } } as const;
  const { positionals, values } = parseArgs({ args, options, allowPositionals: true, strict: false });
  const set = await openSet(positionals[0]);
  const random = seededRandom(1);
  const query = () => set.neighbours(Math.floor(random() * set.size), 10);
  for (let i = 0; i < WARM_UP; i++) await query();
  const times: number[] = [];
  for (let i = 0; i < Number(values.queries); i++) {
    const start = performance.now();
    await query();
    times.push(performance.now() - start);
  }
  return { median_ms: median(times), p95_ms: percentile(times, 0.95) };
}
