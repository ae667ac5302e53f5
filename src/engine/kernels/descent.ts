import { seededRandom } from '../random.ts';
import { compiledKernels } from './compile.ts';
import { PlainDescent } from './plainDescent.ts';
import { WasmDescent } from './wasmDescent.ts';

/** The edges along which points are drawn together, in the order in which they have their turns. */
export interface Edges {
  /** [edges] the points that they begin at. */
  heads: Uint32Array;
  /** [edges] the points that they lead to. */
  tails: Uint32Array;
  /** [edges] epochs between two turns of an edge. */
  intervals: Float32Array;
}

/** What UMAP's descent starts from. */
export interface DescentStart {
  edges: Edges;
  /** [points × 2] the places of the points that move. */
  places: Float32Array;
  /** [others × 2] the places that edges lead to, which stay; without them both ends of an edge are points that move. */
  others?: Float32Array;
  /** Of the curve 1 / (1 + a d^2b) by which nearness falls with distance. */
  a: number;
  b: number;
  seed: number;
}

/**
 * UMAP's stochastic gradient descent in the plane (McInnes, Healy, Melville 2018). One thread goes through the edges in
 * their order, so that the same start and the same seed give the same places.
 */
export interface Descent {
  /** [points × 2] where the points are now; not copied. */
  readonly positions: Float32Array;
  /**
   * Every edge that is due draws its ends together and pushes its head away from three points at random.
   *
   * @param epoch from 1 on
   * @param rate of learning
   */
  run(epoch: number, rate: number): void;
}

/** One point that draws and three that push fill a SIMD register. */
export const LANES = 4;
/** UMAP pushes from five points an edge: three push as strongly when each weighs so much. */
export const PUSH = 5 / (LANES - 1);

/** By WebAssembly where this machine allows that, else by its plain twin. */
export function newDescent(start: DescentStart): Descent {
  const module = compiledKernels();
  return module ? new WasmDescent(module, start) : new PlainDescent(start);
}

/** The states of the lanes’ generators: none is 0, which a xorshift never leaves. */
export function randomStates(seed: number): Uint32Array {
  const random = seededRandom(seed);
  return Uint32Array.from({ length: LANES }, () => 1 + Math.floor(random() * 0xffffffff));
}
