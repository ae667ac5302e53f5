import { writeFile } from 'node:fs/promises';
import { runLayout } from '../src/engine/projection/layout.ts';
import { readPoints } from './points.ts';

/** `POINTS.f32 N D OUT.f32`: lays N points of D dimensions out by UMAP with its default parameters. */
export async function project([points, n, d, out]: string[]): Promise<object> {
  const set = await readPoints(points, Number(n), Number(d));
  const start = performance.now();
  let first: number | undefined;
  const params = { neighbours: 15, minDist: 0.1, seed: 42 };
  const layout = await runLayout(set, set.size, params, {
    signal: new AbortController().signal,
    report: ({ positions }) => {
      if (positions.length > 0) first ??= performance.now();
    },
  });
  const end = performance.now();
  await writeFile(out, new Uint8Array(layout.positions.buffer));
  const seconds = (time: number) => (time - start) / 1000;
  return { first_layout_s: seconds(first ?? end), seconds: seconds(end), epochs: layout.epochs };
}
