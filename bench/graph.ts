import { neighbourGraph } from '../src/engine/search/neighbourGraph.ts';
import { readPoints } from './points.ts';
import { median } from './statistics.ts';

const RUNS = 5;
const NEIGHBOURS = 15;

/** `POINTS.f32 N D`: the 15 nearest of every point, itself included, exactly: seconds, median of five runs, warm. */
export async function graph([points, n, d]: string[]): Promise<object> {
  const set = await readPoints(points, Number(n), Number(d));
  const { signal } = new AbortController();
  const times: number[] = [];
  for (let run = 0; run <= RUNS; run++) {
    const start = performance.now();
    await neighbourGraph(set.searcher, set, set.size, NEIGHBOURS, signal);
    times.push((performance.now() - start) / 1000);
  }
  return { seconds: median(times.slice(1)), runs: times };
}
