import { kernelsFor, type Kernels } from '../../kernels/kernels.ts';
import { newMatrix, reserveScratch, type Matrix } from '../../kernels/matrixMemory.ts';
import { dot } from '../../kernels/plainKernels.ts';
import { seededRandom } from '../../random.ts';
import { BestList } from '../../search/bestList.ts';
import { moveByForces, weightsOf, type Attraction } from './forces.ts';

const SEED = 1;
/** Neighbours that draw a word near. */
const NEIGHBOURS = 10;
/** Radius of the disc on which the points begin, for one of them: about as large as the map will be. */
const RADIUS = 0.12;
/** What a look does at least, however little it may take: so that the map moves where the processor is busy. */
const LEAST_ROWS = 60;
const LEAST_EPOCHS = 3;
/** Epochs of forces from one look to the next, at most, and how strong they are. */
const MOST_EPOCHS = 6;
const STRENGTH = 0.3;
/** How the strength falls from look to look while the vectors stand still, and when the map does too. */
const COOLING = 0.85;
const COLD = 0.01;

/**
 * The map of the most frequent words while their vectors form. Each look finds the nearest words of some of them anew, one
 * after another, and moves all points a little from where they were, as these draw them: so the map flows, and never jumps.
 * UMAP and t-SNE would have to begin anew; the first components of a PCA show the frequency of the words, and little else.
 */
export class FormingMap {
  /** [rows × 2] */
  readonly positions: Float32Array;
  private readonly vectors: Float32Array;
  /** The vectors at the time of a look, each of length 1. */
  private readonly unit: Matrix;
  private readonly kernels: Kernels;
  private readonly rows: number;
  private readonly attraction: Attraction;
  private readonly random = seededRandom(SEED);
  private nextRow = 0;
  private strength = STRENGTH;

  /** @param rows of the matrix, at least 2 of them */
  constructor({ vectors, dims }: Matrix, rows: number) {
    this.vectors = vectors;
    this.rows = rows;
    this.unit = newMatrix(rows, dims);
    reserveScratch(this.unit);
    this.kernels = kernelsFor(this.unit, 0);
    const count = Math.min(NEIGHBOURS, rows - 1);
    const neighbours = new Int32Array(rows * count).fill(-1);
    this.attraction = { count, neighbours, weights: new Float32Array(rows * count) };
    this.positions = new Float32Array(2 * rows);
    for (let row = 0; row < rows; row++) {
      const [angle, distance] = [2 * Math.PI * this.random(), RADIUS * Math.sqrt(rows * this.random())];
      this.positions.set([distance * Math.cos(angle), distance * Math.sin(angle)], 2 * row);
    }
  }

  /** Whether the map of vectors that stand still has come to rest. */
  get isSettled(): boolean {
    return this.strength < COLD;
  }

  /**
   * Moves the points on.
   *
   * @param isStill the vectors do not change
   * @param allowance milliseconds that it may take, more or less
   */
  move(isStill: boolean, allowance: number): void {
    if (!isStill) this.strength = STRENGTH;
    if (this.isSettled) return;
    const start = performance.now();
    const isTime = (share: number) => performance.now() - start < share * allowance;
    this.copyUnitRows();
    for (let i = 0; i < this.rows && (i < LEAST_ROWS || isTime(0.5)); i++) this.findNeighbours();
    for (let i = 0; i < MOST_EPOCHS && (i < LEAST_EPOCHS || isTime(1)); i++) {
      moveByForces(this.positions, this.attraction, this.strength, this.random);
    }
    if (isStill) this.strength *= COOLING;
  }

  private copyUnitRows(): void {
    const { vectors, dims } = this.unit;
    vectors.set(this.vectors.subarray(0, vectors.length));
    for (let at = 0; at < vectors.length; at += dims) {
      const square = dot(vectors, at, vectors, at, dims);
      const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
      for (let i = at; i < at + dims; i++) vectors[i] *= scale;
    }
  }

  /** Of the next row. */
  private findNeighbours(): void {
    const { unit, rows, attraction, nextRow: row } = this;
    const { dims } = unit;
    const { count } = attraction;
    const best = new BestList(count);
    const query = unit.vectors.slice(row * dims, (row + 1) * dims);
    const cosines = this.kernels.products(query, 0, rows);
    for (let other = 0; other < rows; other++) {
      if (cosines[other] > best.worst && other !== row) best.add(other, cosines[other]);
    }
    attraction.neighbours.set(best.best.rows, row * count);
    attraction.weights.set(weightsOf(best.best.scores), row * count);
    this.nextRow = (row + 1) % rows;
  }
}
