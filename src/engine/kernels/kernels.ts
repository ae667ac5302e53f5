import { compiledKernels } from './compile.ts';
import type { Matrix } from './matrixMemory.ts';
import { PlainKernels } from './plainKernels.ts';
import { WasmKernels } from './wasmKernels.ts';

/** The hot loops over one matrix, [rows × dims]. What they return is overwritten by the next call. */
export interface Kernels {
  /**
   * row · query for the rows from … to, [to − from].
   *
   * @param query [dims]
   * @param to at most CHUNK_ROWS behind `from`
   */
  products(query: Float32Array, from: number, to: number): Float32Array;
  /**
   * row · query for rows at any places, [places].
   *
   * @param places at most CHUNK_ROWS
   */
  productsAt(query: Float32Array, places: Int32Array): Float32Array;
  /** So many queries, and so many rows, {@link blockProducts} takes at a time. */
  readonly block: number;
  /** Sets the queries, [count × dims], for {@link blockProducts}; at most `block` of them. */
  setQueries(queries: Float32Array): void;
  /**
   * query · row × the row's factor + the row's offset for all queries and the rows from … to, [queries × {@link block}];
   * what is behind the last row of a line has no meaning.
   *
   * @param factors [rows] such as 1 / ‖row‖
   * @param to at most `block` behind `from`
   * @param offsets [rows] such as −½ ‖row‖²; without them nothing is added
   */
  blockProducts(factors: Float32Array, from: number, to: number, offsets?: Float32Array): Float32Array;
  /** {@link blockProducts} for rows at any places, at most `block` of them; factors and offsets [rows] are those of all. */
  blockProductsAt(factors: Float32Array, places: Int32Array, offsets?: Float32Array): Float32Array;
  /** The first of the last {@link blockProducts} from … to that is at least so high; `to` where none is. */
  firstAtLeast(threshold: number, from: number, to: number): number;
}

/**
 * The kernels for a matrix: WebAssembly's where its memory allows that, else their plain twins.
 *
 * @param thread which of the matrix's places for intermediate results is this thread's own
 */
export function kernelsFor(matrix: Matrix, thread: number): Kernels {
  const module = matrix.memory && compiledKernels();
  return module ? new WasmKernels(module, matrix, thread) : new PlainKernels(matrix);
}
