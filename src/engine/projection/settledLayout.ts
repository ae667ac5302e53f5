import type { LayoutFrame, TsneParams, UmapParams } from '../../protocol/engine.ts';
import { runJob } from '../jobs.ts';
import { nearbyGraph } from '../search/neighbourGraph.ts';
import type { LayoutFollowing } from './layout.ts';
import { neighboursOf } from './neighbours.ts';
import type { Points } from './points.ts';

/** Layouts that settle: principal components to begin with, while the neighbours are looked for. */
export async function settledLayout(
  points: Points,
  params: UmapParams | TsneParams,
  following: LayoutFollowing,
): Promise<LayoutFrame> {
  const { signal, report } = following;
  report({ positions: new Float32Array(0), epoch: 0, epochs: 0 });
  const starting = startOf(points, params, signal).then((start) => {
    report({ positions: start, epoch: 0, epochs: 0 });
    return start;
  });
  return settle(points, params, starting, following);
}

/** @param start [points × 2] where they begin */
export async function settle(
  points: Points,
  params: UmapParams | TsneParams,
  start: Float32Array | Promise<Float32Array>,
  { signal, report, pause }: LayoutFollowing,
): Promise<LayoutFrame> {
  const count = Math.min(neighboursOf(params), points.count - 1);
  const tell = (found: number) => report({ positions: new Float32Array(0), epoch: 0, epochs: 0, found });
  const finding = nearbyGraph(points.searcher, points, points.count, count, signal, params.metric, tell);
  const [places, graph] = await Promise.all([start, finding]);
  return runJob('layout', { graph, params, start: places, pause }, { signal, report });
}

/** [points × 2] The first two principal components, of vectors of one length where only their directions count. */
export async function startOf(
  { vectors, dims, searcher }: Points,
  { metric }: UmapParams | TsneParams,
  signal: AbortSignal,
): Promise<Float32Array> {
  const factors = metric === 'cosine' ? await searcher.inverseNorms() : undefined;
  const work = { vectors, dims, factors, components: 2, exact: false } as const;
  return (await runJob('principal', work, { signal, report: () => undefined })).positions;
}
