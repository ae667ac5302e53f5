import { writeFile } from 'node:fs/promises';
import { runLayout } from '../src/engine/projection/layout.ts';
import type { LayoutParams } from '../src/protocol/engine.ts';
import { readPoints } from './points.ts';

const MIB = 2 ** 20;
const EVERY_MS = 20;

/**
 * `POINTS.f32 N D OUT.f32 [ENGINE]`: lays N points of D dimensions out by UMAP with its default parameters, by Euclidean
 * distance as the peers do. Seconds to the first frame and to the last, those of all processors together, and MiB that
 * were in use at most beyond those before.
 */
export async function project([points, n, d, out, engine = 'auto']: string[]): Promise<object> {
  const set = await readPoints(points, Number(n), Number(d));
  const params = { method: 'umap', engine, metric: 'euclidean', neighbours: 15, minDist: 0.1, seed: 42 };
  const before = process.memoryUsage.rss();
  let most = before;
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), EVERY_MS);
  const start = performance.now();
  const processors = process.cpuUsage();
  let first: number | undefined;
  const layout = await runLayout(set, set.size, params as LayoutParams, {
    signal: new AbortController().signal,
    report: ({ positions }) => {
      if (positions.length > 0) first ??= performance.now();
    },
  });
  const end = performance.now();
  const { user, system } = process.cpuUsage(processors);
  clearInterval(watching);
  await writeFile(out, new Uint8Array(layout.positions.buffer));
  const seconds = (time: number) => (time - start) / 1000;
  return {
    first_layout_s: seconds(first ?? end),
    seconds: seconds(end),
    processor_s: (user + system) / 1e6,
    peak_mib: Math.round((most - before) / MIB),
    epochs: layout.epochs,
  };
}
