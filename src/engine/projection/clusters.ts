import { dot } from '../kernels/plainKernels.ts';
import { BestList } from '../search/bestList.ts';
import { cellsOf, densityOf } from './density.ts';
import { hillsOf } from './hills.ts';

export interface ClusterWork {
  /** [all rows × dims] */
  vectors: Float32Array;
  dims: number;
  /** [points] The row of each point. */
  rows: Int32Array;
  /** [points × 2] */
  positions: Float32Array;
  /** Names of a cluster at most. */
  names: number;
}

/** The clusters at one level: each point's, and of each cluster what is to be known. */
export interface ClusterLevel {
  /** [points] −1 for a point between clusters. */
  clusters: Int32Array;
  /** The rows by whose words each is named, the likeliest name first. */
  names: Int32Array[];
  /** [clusters × 2] The mean of its points. */
  centres: Float32Array;
  /** [clusters] How many points it has; the largest is the first. */
  sizes: Int32Array;
}

/** Widths of the Gaussian that blurs the map, in cells: from the whole map to a small part of it, each half of the one before. */
const WIDTHS = [16, 8, 4, 2];
/** Fewer points than this are no cluster. */
const LEAST_POINTS = 5;
/** Among so many words that are most typical of a cluster the more frequent are its names. */
const TYPICAL = 10;

/**
 * Finds clusters on a map at several levels: as the hills of its density, which is blurred less and less.
 *
 * Names are by the vectors, not by the map: of the words with the highest cosine to the mean of a cluster's directions those that
 * stand first in the set, which files sort by frequency.
 */
export function findClusters(work: ClusterWork): ClusterLevel[] {
  if (work.rows.length === 0) return [];
  const cells = cellsOf(work.positions);
  return WIDTHS.map((width) => {
    const hills = hillsOf(densityOf(cells, width));
    return describe(
      work,
      cells.map((cell) => hills[cell]),
    );
  });
}

/** @param hills [points] which it numbers anew, by size */
function describe(work: ClusterWork, hills: Int32Array): ClusterLevel {
  const counts = new Map<number, number>();
  for (const hill of hills) if (hill >= 0) counts.set(hill, (counts.get(hill) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= LEAST_POINTS);
  kept.sort(([a, countA], [b, countB]) => countB - countA || a - b);
  const numbers = new Map(kept.map(([hill], number) => [hill, number]));
  const clusters = hills.map((hill) => numbers.get(hill) ?? -1);
  return {
    clusters,
    names: namesOf(work, clusters, kept.length),
    centres: centresOf(work.positions, clusters, kept.length),
    sizes: Int32Array.from(kept, ([, count]) => count),
  };
}

function centresOf(positions: Float32Array, clusters: Int32Array, count: number): Float32Array {
  const sums = new Float64Array(count * 2);
  const counts = new Int32Array(count);
  clusters.forEach((cluster, i) => {
    if (cluster < 0) return;
    sums[2 * cluster] += positions[2 * i];
    sums[2 * cluster + 1] += positions[2 * i + 1];
    counts[cluster]++;
  });
  return Float32Array.from(sums, (sum, i) => sum / counts[i >> 1]);
}

function namesOf(work: ClusterWork, clusters: Int32Array, count: number): Int32Array[] {
  const { vectors, dims, rows, names } = work;
  const inverseNorms = Float32Array.from(rows, (row) => {
    const square = dot(vectors, row * dims, vectors, row * dims, dims);
    return square > 0 ? 1 / Math.sqrt(square) : 0;
  });
  const sums = new Float32Array(count * dims);
  clusters.forEach((cluster, i) => {
    if (cluster < 0) return;
    const [from, to] = [rows[i] * dims, cluster * dims];
    for (let d = 0; d < dims; d++) sums[to + d] += vectors[from + d] * inverseNorms[i];
  });
  const lists = Array.from({ length: count }, () => new BestList(Math.max(names, TYPICAL)));
  clusters.forEach((cluster, i) => {
    if (cluster < 0) return;
    const score = dot(vectors, rows[i] * dims, sums, cluster * dims, dims) * inverseNorms[i];
    lists[cluster].add(rows[i], score);
  });
  // Rows go from the frequent to the rare.
  return lists.map((list) => list.best.rows.sort().slice(0, names));
}
