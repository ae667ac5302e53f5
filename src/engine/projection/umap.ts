import { UMAP } from 'umap-js';
import type { LayoutFrame } from '../../protocol/engine.ts';
import { dot } from '../kernels/plainKernels.ts';
import type { Jobs } from '../jobs.ts';
import { seededRandom } from '../random.ts';

/** Milliseconds between two frames that are shown: 20 a second look fluid, and cost little beside an epoch. */
const FRAME_MS = 50;

/**
 * UMAP (McInnes, Healy, Melville 2018) by umap-js, with cosine distance. The same seed gives the same layout.
 *
 * @returns positions [n × 2]; every epoch worth showing goes to `report` first
 */
export async function umapLayout(
  { vectors, dims, params }: Jobs['layout']['input'],
  report: (frame: LayoutFrame) => void,
): Promise<LayoutFrame> {
  const count = vectors.length / dims;
  const trivial = trivialLayout(vectors, count, dims);
  if (trivial) return { positions: trivial, epoch: 0, epochs: 0 };

  report({ positions: new Float32Array(0), epoch: 0, epochs: 0 });
  const umap = new UMAP({
    nComponents: 2,
    nNeighbors: Math.min(params.neighbours, count - 1),
    minDist: params.minDist,
    random: seededRandom(params.seed),
    distanceFn: cosineDistance,
  });
  const epochs = umap.initializeFit(unitRows(vectors, count, dims));
  return settle(umap, epochs, report);
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

/** Layouts that need no UMAP: too few points for a neighbour graph, or a plane already. */
function trivialLayout(vectors: Float32Array, count: number, dims: number): Float32Array | undefined {
  if (dims === 2) return vectors.slice();
  if (dims === 1) return Float32Array.from({ length: count * 2 }, (_, i) => (i % 2 ? 0 : vectors[i / 2]));
  if (count > 3) return undefined;
  // Up to three points: evenly on a circle.
  const angle = (i: number) => (2 * Math.PI * (i >> 1)) / count;
  return Float32Array.from({ length: count * 2 }, (_, i) =>
    i % 2 ? Math.sin(angle(i)) : Math.cos(angle(i)),
  );
}

/** Rows scaled to length 1, so that their dot product is their cosine; a row of zeros stays. */
function unitRows(vectors: Float32Array, count: number, dims: number): number[][] {
  return Array.from({ length: count }, (_, row) => {
    const vector = vectors.subarray(row * dims, (row + 1) * dims);
    const length = Math.sqrt(dot(vector, 0, vector, 0, dims)) || 1;
    return Array.from(vector, (value) => value / length);
  });
}

function cosineDistance(a: number[], b: number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return Math.max(0, 1 - sum);
}

function flatten(points: number[][]): Float32Array {
  const flat = new Float32Array(points.length * 2);
  points.forEach(([x, y], i) => {
    flat[2 * i] = x;
    flat[2 * i + 1] = y;
  });
  return flat;
}
