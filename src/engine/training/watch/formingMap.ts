import { seededRandom } from '../../random.ts';
import { moveByForces, weightsOf, type Attraction } from './forces.ts';
import { nearestRows } from './nearest.ts';
import type { Snapshot } from './snapshot.ts';

const SEED = 1;
/** Neighbours that draw a word near. */
const NEIGHBOURS = 10;
/** Radius of the disc on which the points begin, for one of them: about as large as the map will be. */
const RADIUS = 0.12;
/** What a look does at least, however little it may take: so that the map moves where the processor is busy. */
const LEAST_ROWS = 60;
const LEAST_EPOCHS = 2;
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
  private readonly snapshot: Snapshot;
  private readonly rows: number;
  private readonly attraction: Attraction;
  private readonly random = seededRandom(SEED);
  private nextRow = 0;
  private strength = STRENGTH;

  /**
   * @param snapshot taken before each look
   * @param rows of it, at least 2 of them
   * @param start [rows × 2] where the points begin; on a disc by chance, where none are given
   */
  constructor(snapshot: Snapshot, rows: number, start?: Float32Array) {
    this.snapshot = snapshot;
    this.rows = rows;
    const count = Math.min(NEIGHBOURS, rows - 1);
    const neighbours = new Int32Array(rows * count).fill(-1);
    this.attraction = { count, neighbours, weights: new Float32Array(rows * count) };
    this.positions = start?.length === 2 * rows ? start.slice() : this.disc();
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
    for (let i = 0; i < this.rows && (i < LEAST_ROWS || isTime(0.5)); i++) this.findNeighbours();
    for (let i = 0; i < MOST_EPOCHS && (i < LEAST_EPOCHS || isTime(1)); i++) {
      moveByForces(this.positions, this.attraction, this.strength, this.random);
    }
    if (isStill) this.strength *= COOLING;
  }

  private disc(): Float32Array {
    const positions = new Float32Array(2 * this.rows);
    for (let row = 0; row < this.rows; row++) {
      const [angle, distance] = [2 * Math.PI * this.random(), RADIUS * Math.sqrt(this.rows * this.random())];
      positions.set([distance * Math.cos(angle), distance * Math.sin(angle)], 2 * row);
    }
    return positions;
  }

  /** Of the next row. */
  private findNeighbours(): void {
    const { snapshot, rows, attraction, nextRow: row } = this;
    const { count } = attraction;
    const nearest = nearestRows(snapshot, row, count, rows);
    attraction.neighbours.set(nearest.rows, row * count);
    attraction.weights.set(weightsOf(nearest.scores), row * count);
    this.nextRow = (row + 1) % rows;
  }
}
