import { readFile, writeFile } from 'node:fs/promises';
import { runJob } from '../src/engine/jobs.ts';

/** `POINTS.f32 N D OUT.f32`: lays N points of D dimensions out by UMAP with its default parameters. */
export async function project([points, n, d, out]: string[]): Promise<object> {
  const bytes = await readFile(points);
  const vectors = new Float32Array(new SharedArrayBuffer(bytes.length));
  new Uint8Array(vectors.buffer).set(bytes);
  if (vectors.length !== Number(n) * Number(d))
    throw new Error(`${points} holds ${vectors.length} numbers, not ${n} × ${d}.`);

  const start = performance.now();
  let first: number | undefined;
  const layout = await runJob(
    'layout',
    { vectors, dims: Number(d), params: { neighbours: 15, minDist: 0.1, seed: 42 } },
    {
      signal: new AbortController().signal,
      report: ({ positions }) => {
        if (positions.length > 0) first ??= performance.now();
      },
    },
  );
  const end = performance.now();
  await writeFile(out, new Uint8Array(layout.positions.buffer));
  const seconds = (time: number) => (time - start) / 1000;
  return { first_layout_s: seconds(first ?? end), seconds: seconds(end), epochs: layout.epochs };
}
