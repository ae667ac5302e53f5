import type { Kernels } from './kernels.ts';
import type { MultiplyExport } from './multiply.ts';
import { CHUNK_ROWS, scratchLayout, scratchOf, type Matrix, type ScratchLayout } from './matrixMemory.ts';

/** What assembly/products.ts exports, and the product of matrices. */
interface Exports extends MultiplyExport {
  products(rows: number, count: number, dims: number, query: number, out: number): void;
  productsAt(rows: number, places: number, count: number, dims: number, query: number, out: number): void;
  scaleRows(
    rows: number,
    count: number,
    dims: number,
    factors: number,
    out: number,
    paddedDims: number,
  ): void;
  addToLines(lines: number, lineCount: number, length: number, terms: number): void;
  firstAtLeast(values: number, from: number, to: number, threshold: number): number;
}

/** The kernels as SIMD WebAssembly, on the matrix where it lies. */
export class WasmKernels implements Kernels {
  readonly block: number;
  private readonly exports: Exports;
  private readonly matrix: Matrix;
  private readonly layout: ScratchLayout;
  /** Where this thread's place begins. */
  private readonly scratch: number;
  private readonly numbers: (at: number, length: number) => Float32Array;
  /** The rows that are asked about, [CHUNK_ROWS]. */
  private readonly places: Int32Array;
  private queryCount = 0;

  constructor(module: WebAssembly.Module, matrix: Matrix, thread: number) {
    const { memory, dims } = matrix;
    if (!memory) throw new TypeError('The matrix does not lie in WebAssembly’s memory.');
    this.matrix = matrix;
    this.layout = scratchLayout(dims);
    this.block = this.layout.block;
    this.scratch = scratchOf(matrix, thread);
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
    const { buffer } = memory;
    this.numbers = (at, length) => new Float32Array(buffer, this.scratch + at, length);
    this.places = new Int32Array(buffer, this.scratch + this.layout.places, CHUNK_ROWS);
    // Behind the end of each row, too: what stood there may be no number.
    this.numbers(this.layout.rows, this.block * this.layout.paddedDims).fill(0);
  }

  products(query: Float32Array, from: number, to: number): Float32Array {
    const { layout, scratch } = this;
    const { dims } = this.matrix;
    this.numbers(layout.query, dims).set(query);
    this.exports.products(
      from * dims * 4,
      to - from,
      dims,
      scratch + layout.query,
      scratch + layout.products,
    );
    return this.numbers(layout.products, to - from);
  }

  productsAt(query: Float32Array, places: Int32Array): Float32Array {
    const { layout, scratch } = this;
    const { dims } = this.matrix;
    this.numbers(layout.query, dims).set(query);
    this.places.set(places);
    this.exports.productsAt(
      0,
      scratch + layout.places,
      places.length,
      dims,
      scratch + layout.query,
      scratch + layout.products,
    );
    return this.numbers(layout.products, places.length);
  }

  setQueries(queries: Float32Array): void {
    const { queries: at, paddedDims } = this.layout;
    const { dims } = this.matrix;
    this.queryCount = queries.length / dims;
    const padded = this.numbers(at, this.block * paddedDims).fill(0);
    for (let i = 0; i < this.queryCount; i++)
      padded.set(queries.subarray(i * dims, (i + 1) * dims), i * paddedDims);
  }

  blockProducts(factors: Float32Array, from: number, to: number, offsets?: Float32Array): Float32Array {
    const { layout, scratch } = this;
    const { dims } = this.matrix;
    this.numbers(layout.factors, to - from).set(factors.subarray(from, to));
    this.exports.scaleRows(
      from * dims * 4,
      to - from,
      dims,
      scratch + layout.factors,
      scratch + layout.rows,
      layout.paddedDims,
    );
    return this.multiplyBlock(offsets?.subarray(from, to));
  }

  blockProductsAt(factors: Float32Array, places: Int32Array, offsets?: Float32Array): Float32Array {
    const { layout, block } = this;
    const { vectors, dims } = this.matrix;
    const rows = this.numbers(layout.rows, block * layout.paddedDims);
    places.forEach((row, i) => {
      const factor = factors[row];
      for (let at = row * dims, to = i * layout.paddedDims, end = to + dims; to < end; at++, to++)
        rows[to] = vectors[at] * factor;
    });
    return this.multiplyBlock(offsets && Float32Array.from(places, (row) => offsets[row]));
  }

  /** Multiplies the queries by the block of rows that has been copied. */
  private multiplyBlock(offsets: Float32Array | undefined): Float32Array {
    const { layout, scratch, block, queryCount } = this;
    const { paddedDims } = layout;
    this.exports.multiply(
      scratch + layout.queries,
      queryCount,
      paddedDims,
      scratch + layout.rows,
      block,
      paddedDims,
      paddedDims,
      scratch + layout.products,
      block,
      false,
    );
    if (offsets) {
      // The factors have served.
      this.numbers(layout.factors, offsets.length).set(offsets);
      this.exports.addToLines(scratch + layout.products, queryCount, block, scratch + layout.factors);
    }
    return this.numbers(layout.products, queryCount * block);
  }

  firstAtLeast(threshold: number, from: number, to: number): number {
    return this.exports.firstAtLeast(this.scratch + this.layout.products, from, to, threshold);
  }
}
