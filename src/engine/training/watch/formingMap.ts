import { newMatrix, type Matrix } from '../../kernels/matrixMemory.ts';
import { seededRandom } from '../../random.ts';
import { neighbourGraph } from '../../search/neighbourGraph.ts';
import { Searcher } from '../../search/searcher.ts';
import { edgesOf, moveByForces, type Edges } from './forces.ts';

const SEED = 1;
/** Neighbours of a word that draw it near, itself counted. */
const NEIGHBOURS = 11;
/** Radius of the disc on which the points begin. */
const RADIUS = 10;
/** Epochs of forces from one look to the next, and how strong they are. */
const EPOCHS = 6;
const STRENGTH = 0.3;
/** How the strength falls from look to look while the vectors stand still, and when the map does too. */
const COOLING = 0.8;
const COLD = 0.01;
/**
 * While others train, the part of the time that may go into neighbours, and the part that may go into forces: the training
 * shall hardly be slower for being watched.
 */
const SHARE = 0.015;

/**
 * The map of the most frequent words while their vectors form. Each look moves the points a little from where they were, by
 * the forces of the exact graph of neighbours as it is by then: so the map flows, and never jumps.
 */
export class FormingMap {
  readonly positions: Float32Array;
  private readonly vectors: Float32Array;
  private readonly dims: number;
  private readonly rows: number;
  private readonly random = seededRandom(SEED);
  private edges: Edges | undefined;
  private strength = STRENGTH;
  /** When the next may come, in milliseconds. */
  private nextGraph = 0;
  private nextMove = 0;

  /** @param rows of the matrix, at least 3 of them */
  constructor({ vectors, dims }: Matrix, rows: number) {
    this.vectors = vectors;
    this.dims = dims;
    this.rows = rows;
    this.positions = Float32Array.from({ length: 2 * rows });
    for (let row = 0; row < rows; row++) {
      const [angle, distance] = [2 * Math.PI * this.random(), RADIUS * Math.sqrt(this.random())];
      this.positions.set([distance * Math.cos(angle), distance * Math.sin(angle)], 2 * row);
    }
  }

  /** Whether the map of vectors that stand still has come to rest. */
  get isSettled(): boolean {
    return this.strength < COLD;
  }

  /** @param isStill the vectors do not change, and no training needs the processor */
  async move(isStill: boolean): Promise<void> {
    if (!isStill) this.strength = STRENGTH;
    if (this.isSettled) return;
    const now = performance.now();
    if (isStill || now >= this.nextGraph) {
      this.edges = edgesOf(await this.graph());
      this.nextGraph = waitFrom(now);
    }
    if (!this.edges || (!isStill && now < this.nextMove)) return;
    const start = performance.now();
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      moveByForces(this.positions, this.edges, this.strength, this.random);
    }
    this.nextMove = waitFrom(start);
    if (isStill) this.strength *= COOLING;
  }

  /** By the vectors as they are now. */
  private async graph() {
    const { vectors, dims, rows } = this;
    // A copy, so that the neighbours are those of one moment.
    const copy = newMatrix(rows, dims);
    copy.vectors.set(vectors.subarray(0, rows * dims));
    const searcher = new Searcher(copy);
    try {
      const count = Math.min(NEIGHBOURS, rows);
      return await neighbourGraph(searcher, copy, rows, count, new AbortController().signal);
    } finally {
      searcher.dispose();
    }
  }
}

/** When something may come again that has begun at `start` and ends now. */
function waitFrom(start: number): number {
  const now = performance.now();
  return now + (now - start) / SHARE;
}
