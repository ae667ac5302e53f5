import * as l10n from '@vscode/l10n';
import type { Layout, LayoutFrame, LayoutParams, TsneParams, UmapParams } from '../../protocol/engine.ts';
import type { EmbeddingSet } from '../embeddings/embeddingSet.ts';
import { Cancelled, UserFault } from '../faults.ts';
import type { Following } from '../jobs.ts';
import { axesLayout } from './axes.ts';
import { pcaLayout } from './pca.ts';
import { pointsOf, type Points } from './points.ts';
import { sampledLayout } from './sampledLayout.ts';
import { settledLayout } from './settledLayout.ts';

/** Of more points a sample is laid out by neighbours, and the others placed by it. */
const MOST_BY_UMAP = 200_000;
/** An epoch of t-SNE is longer, and the neighbours by dot product are found exactly or not at all. */
const MOST_BY_TSNE = 50_000;
const MOST_BY_DOT = 50_000;
/** It needs some 60 KB for each. */
const MOST_BY_UMAP_JS = 20_000;

/** How a layout in the making is followed. */
export interface LayoutFollowing extends Following<LayoutFrame> {
  /** [1] in shared memory: 1 while the layout is to wait. */
  pause?: Int32Array | undefined;
  /** So many points are laid out by neighbours at most; without it as many as the method is meant for. */
  sample?: number | undefined;
}

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
  { signal, report, ...options }: LayoutFollowing,
): Promise<Layout> {
  const points = pointsOf(set, rows);
  if (points.count === 0) throw new UserFault(l10n.t('An embedding set without words has no map.'));
  let last: LayoutFrame | undefined;
  const follow = (frame: LayoutFrame) => {
    if (frame.positions.length > 0) last = frame;
    report(frame);
  };
  try {
    const layout = await layOut(set, points, params, { signal, report: follow, ...options });
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
): Promise<Omit<Layout, 'settled'>> {
  if (params.method === 'axes') return axesLayout(set, points, params, following);
  const trivial = trivialLayout(points);
  if (trivial) return { positions: trivial, epoch: 0, epochs: 0 };
  if (params.method === 'pca') return pcaLayout(points, params, following);
  const { sample = mostFor(params) } = following;
  if (points.count > sample) return sampledLayout(points, params, sample, following);
  return settledLayout(points, params, following);
}

function mostFor(params: UmapParams | TsneParams): number {
  if (params.method === 'tsne') return MOST_BY_TSNE;
  if (params.engine === 'umap-js') return MOST_BY_UMAP_JS;
  return params.metric === 'dot' ? MOST_BY_DOT : MOST_BY_UMAP;
}

/** Layouts that need no reduction: too few points for a neighbour graph, or a plane already. */
function trivialLayout({ vectors, dims, count }: Points): Float32Array | undefined {
  const plane = planeOf(vectors, dims);
  if (plane) return plane;
  if (count > 3) return undefined;
  // Up to three points: evenly on a circle.
  const angle = (i: number) => (2 * Math.PI * (i >> 1)) / count;
  return Float32Array.from({ length: count * 2 }, (_, i) =>
    i % 2 ? Math.sin(angle(i)) : Math.cos(angle(i)),
  );
}

/** Vectors that lie in a plane already, as they are: [count × 2]; undefined where they have more dimensions. */
export function planeOf(vectors: Float32Array, dims: number): Float32Array | undefined {
  if (dims === 2) return vectors.slice();
  if (dims === 1)
    return Float32Array.from({ length: vectors.length * 2 }, (_, i) => (i % 2 ? 0 : vectors[i / 2]));
  return undefined;
}
