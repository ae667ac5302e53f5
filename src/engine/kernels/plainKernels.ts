import type { Kernels } from './kernels.ts';
import type { Matrix } from './matrixMemory.ts';

/** The kernels as plain loops: what the WebAssembly ones are compared with, and what computes where they cannot. */
export class PlainKernels implements Kernels {
  readonly block = 64;
  private readonly matrix: Matrix;
  private queries: Float32Array = new Float32Array(0);
  private latest: Float32Array = new Float32Array(0);

  constructor(matrix: Matrix) {
    this.matrix = matrix;
  }

  products(query: Float32Array, from: number, to: number): Float32Array {
    const { vectors, dims } = this.matrix;
    const out = new Float32Array(to - from);
    for (let i = 0; i < out.length; i++) out[i] = dot(vectors, (from + i) * dims, query, 0, dims);
    return out;
  }

  productsAt(query: Float32Array, places: Int32Array): Float32Array {
    const { vectors, dims } = this.matrix;
    return Float32Array.from(places, (row) => dot(vectors, row * dims, query, 0, dims));
  }

  setQueries(queries: Float32Array): void {
    this.queries = queries;
  }

  blockProducts(factors: Float32Array, from: number, to: number, offsets?: Float32Array): Float32Array {
    const places = Int32Array.from({ length: to - from }, (_, i) => from + i);
    return this.blockProductsAt(factors, places, offsets);
  }

  blockProductsAt(factors: Float32Array, places: Int32Array, offsets?: Float32Array): Float32Array {
    const { queries, block } = this;
    const { vectors, dims } = this.matrix;
    const out = new Float32Array((queries.length / dims) * block);
    this.latest = out;
    places.forEach((row, i) => {
      for (let query = 0; query * dims < queries.length; query++) {
        const product = dot(vectors, row * dims, queries, query * dims, dims);
        out[query * block + i] = product * factors[row] + (offsets?.[row] ?? 0);
      }
    });
    return out;
  }

  firstAtLeast(threshold: number, from: number, to: number): number {
    while (from < to && !(this.latest[from] >= threshold)) from++;
    return from;
  }
}

/** a[aFrom … aFrom + length] · b[bFrom … bFrom + length] */
export function dot(a: Float32Array, aFrom: number, b: Float32Array, bFrom: number, length: number): number {
  // Four sums at once: the additions do not wait for each other.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += a[aFrom + i] * b[bFrom + i];
    s1 += a[aFrom + i + 1] * b[bFrom + i + 1];
    s2 += a[aFrom + i + 2] * b[bFrom + i + 2];
    s3 += a[aFrom + i + 3] * b[bFrom + i + 3];
  }
  for (; i < length; i++) s0 += a[aFrom + i] * b[bFrom + i];
  return s0 + s1 + (s2 + s3);
}
