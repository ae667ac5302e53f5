import { UMAP } from 'umap-js';
import type { LayoutFrame } from '../../protocol/engine.ts';
import type { Jobs } from '../jobs.ts';
import { seededRandom } from '../random.ts';

/** Milliseconds between two frames that are shown: 20 a second look fluid, and cost little beside an epoch. */
const FRAME_MS = 50;

/**
 * UMAP (McInnes, Healy, Melville 2018) by umap-js, of a graph of neighbours, with cosine distance. The same seed gives the
 * same layout.
 *
 * @returns positions [n × 2]; every epoch worth showing goes to `report` first
 */
export async function umapLayout(
  { graph, params }: Jobs['layout']['input'],
  report: (frame: LayoutFrame) => void,
): Promise<LayoutFrame> {
  const { rows, cosines, count } = graph;
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: count,
    minDist: params.minDist,
    random: seededRandom(params.seed),
  });
  const points = lists(rows, count, (row) => row);
  const distances = lists(cosines, count, (cosine) => Math.max(0, 1 - cosine));
  umap.setPrecomputedKNN(points, distances);
  // With neighbours at hand it looks at nothing of the points but how many they are.
  return settle(umap, umap.initializeFit(points), report);
}

/** One list a point, as umap-js wants it. */
function lists(
  values: Int32Array | Float32Array,
  count: number,
  convert: (value: number) => number,
): number[][] {
  return Array.from({ length: values.length / count }, (_, i) =>
    Array.from(values.subarray(i * count, (i + 1) * count), convert),
  );
}

function settle(umap: UMAP, epochs: number, report: (frame: LayoutFrame) => void): LayoutFrame {
  let shown = 0;
  for (let epoch = 1; epoch < epochs; epoch++) {
    umap.step();
    const now = performance.now();
    if (now - shown < FRAME_MS) continue;
    shown = now;
    report({ positions: flatten(umap.getEmbedding()), epoch, epochs });
  }
  umap.step();
  return { positions: flatten(umap.getEmbedding()), epoch: epochs, epochs };
}

function flatten(points: number[][]): Float32Array {
  const flat = new Float32Array(points.length * 2);
  points.forEach(([x, y], i) => {
    flat[2 * i] = x;
    flat[2 * i + 1] = y;
  });
  return flat;
}
