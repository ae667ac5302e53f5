import { compiledKernels } from './compile.ts';
import { dot } from './plainKernels.ts';
import { wasmArrays } from './wasmArrays.ts';

/** What of assembly/products.ts it needs. */
interface Exports {
  blockProducts(
    queries: number,
    queryCount: number,
    rows: number,
    rowCount: number,
    dims: number,
    out: number,
  ): void;
}

/** The products of many columns with each other. */
export interface Gram {
  /** [dims × {@link GRAM_ROWS}] A column of numbers a dimension, to be filled in. Zeros are left behind the last row. */
  readonly columns: Float32Array;
  /** The products of all columns, [dims × stride]: overwritten by the next call. */
  products(): Float32Array;
  readonly stride: number;
}

/** So many rows are multiplied at a time. */
export const GRAM_ROWS = 512;

/** By WebAssembly where this machine allows that, else by plain loops. */
export function newGram(dims: number): Gram {
  const module = compiledKernels();
  return module ? new WasmGram(module, dims) : new PlainGram(dims);
}

export class WasmGram implements Gram {
  readonly columns: Float32Array;
  readonly stride: number;
  private readonly out: Float32Array;
  private readonly exports: Exports;

  constructor(module: WebAssembly.Module, dims: number) {
    this.stride = (dims + 3) & ~3;
    const { memory, arrays } = wasmArrays({
      columns: new Float32Array(this.stride * GRAM_ROWS),
      out: new Float32Array(this.stride * this.stride),
    });
    this.columns = arrays.columns;
    this.out = arrays.out;
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
  }

  products(): Float32Array {
    const { columns, stride, out } = this;
    const at = columns.byteOffset;
    this.exports.blockProducts(at, stride, at, stride, GRAM_ROWS, out.byteOffset);
    return out;
  }
}

export class PlainGram implements Gram {
  readonly columns: Float32Array;
  readonly stride: number;
  private readonly out: Float32Array;

  constructor(dims: number) {
    this.stride = dims;
    this.columns = new Float32Array(dims * GRAM_ROWS);
    this.out = new Float32Array(dims * dims);
  }

  products(): Float32Array {
    const { columns, stride, out } = this;
    for (let i = 0; i < stride; i++) {
      for (let j = 0; j <= i; j++) {
        const product = dot(columns, i * GRAM_ROWS, columns, j * GRAM_ROWS, GRAM_ROWS);
        out[i * stride + j] = out[j * stride + i] = product;
      }
    }
    return out;
  }
}
