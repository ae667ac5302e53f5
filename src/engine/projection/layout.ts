import * as l10n from '@vscode/l10n';
import type { Layout, LayoutFrame, LayoutParams, TsneParams, UmapParams } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../faults.ts';
import { runJob, type Following } from '../jobs.ts';
import { nearbyGraph } from '../search/neighbourGraph.ts';
import { axesLayout } from './axes.ts';
import { pcaLayout } from './pca.ts';
import { pointsOf, type Points } from './points.ts';

/** How a layout in the making is followed; it waits where the number in `pause`, [1] in shared memory, is 1. */
export type LayoutFollowing = Following<LayoutFrame> & { pause?: Int32Array | undefined };

/**
 * Lays words of an embedding set out in the plane, frame by frame: the first so many, or those of some rows.
 *
 * @returns the last frame; also where it was stopped, if there was a frame by then
 * @throws Cancelled where it was stopped before the first frame; UserFault where an axis has unknown words or no direction
 */
export async function runLayout(
  set: EmbeddingSet,
  rows: number | Int32Array,
  params: LayoutParams,
  { signal, report, pause }: LayoutFollowing,
): Promise<Layout> {
  const points = pointsOf(set, rows);
  if (points.count === 0) throw new UserFault(l10n.t('An embedding set without words has no map.'));
  let last: LayoutFrame | undefined;
  const follow = (frame: LayoutFrame) => {
    if (frame.positions.length > 0) last = frame;
    report(frame);
  };
  try {
    const layout = await layOut(set, points, params, { signal, report: follow, pause });
    return { ...layout, settled: true };
  } catch (error) {
    if (error instanceof Cancelled && last) return { ...last, settled: false };
    throw error;
  } finally {
    points.dispose();
  }
}

async function layOut(
  set: EmbeddingSet,
  points: Points,
  params: LayoutParams,
  following: LayoutFollowing,
): Promise<LayoutFrame> {
  if (params.method === 'axes') return axesLayout(set, points, params, following);
  const trivial = trivialLayout(points);
  if (trivial) return { positions: trivial, epoch: 0, epochs: 0 };
  if (params.method === 'pca') return pcaLayout(points, params, following);
  return settledLayout(points, params, following);
}

/** Layouts that need no reduction: too few points for a neighbour graph, or a plane already. */
function trivialLayout({ vectors, dims, count }: Points): Float32Array | undefined {
  if (dims === 2) return vectors.slice();
  if (dims === 1) return Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 ? 0 : vectors[i / 2]));
  if (count > 3) return undefined;
  // Up to three points: evenly on a circle.
  const angle = (i: number) => (2 * Math.PI * (i >> 1)) / count;
  return Float32Array.from({ length: count * 2 }, (_, i) =>
    i % 2 ? Math.sin(angle(i)) : Math.cos(angle(i)),
  );
}

/** Those that settle: principal components to begin with, while the neighbours are looked for. */
async function settledLayout(
  points: Points,
  params: UmapParams | TsneParams,
  { signal, report, pause }: LayoutFollowing,
): Promise<LayoutFrame> {
  report({ positions: new Float32Array(0), epoch: 0, epochs: 0 });
  const starting = startOf(points, params, signal).then((start) => {
    report({ positions: start, epoch: 0, epochs: 0 });
    return start;
  });
  const count = Math.min(neighboursOf(params), points.count - 1);
  const finding = nearbyGraph(points.searcher, points, points.count, count, signal, params.metric);
  const [start, graph] = await Promise.all([starting, finding]);
  return runJob('layout', { graph, params, start, pause }, { signal, report });
}

/** [points × 2] The first two principal components, of vectors of one length where only their directions count. */
async function startOf(
  { vectors, dims, searcher }: Points,
  { metric }: UmapParams | TsneParams,
  signal: AbortSignal,
): Promise<Float32Array> {
  const factors = metric === 'cosine' ? await searcher.inverseNorms() : undefined;
  const work = { vectors, dims, factors, components: 2, exact: false } as const;
  return (await runJob('principal', work, { signal, report: () => undefined })).positions;
}

/** Neighbours of each point, itself included. */
function neighboursOf(params: UmapParams | TsneParams): number {
  // Behind three times the perplexity affinities are next to nothing (van der Maaten 2014).
  return params.method === 'umap' ? params.neighbours : Math.ceil(3 * params.perplexity) + 1;
}
