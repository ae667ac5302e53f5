import type { MultiplyExport } from './multiply.ts';
import { strideOf, tableSize, type Algebra, type Table } from './algebra.ts';

/** What assembly/algebra.ts exports. */
interface Exports extends MultiplyExport {
  softmax(
    values: number,
    rows: number,
    columns: number,
    stride: number,
    bias: number,
    scale: number,
    totals: number,
  ): void;
  transpose(
    values: number,
    rows: number,
    columns: number,
    stride: number,
    out: number,
    outStride: number,
  ): void;
}

/** WebAssembly takes memory by such pages, and addresses no more than so many. */
const PAGE = 65_536;
const MOST_PAGES = 65_536;
/** Tables begin on cache lines. */
const LINE = 64;
/** Tables that an algebra makes, at most, each of which may waste a line. */
const MOST_TABLES = 4096;

/** The products as SIMD WebAssembly, on tables in a memory of its own. */
export class WasmAlgebra implements Algebra {
  private readonly exports: Exports;
  private readonly buffer: SharedArrayBuffer;
  private used = 0;

  /**
   * @param numbers in all tables that will be made
   * @throws RangeError where there is no memory for them
   */
  constructor(module: WebAssembly.Module, numbers: number) {
    const pages = Math.ceil((numbers * 4 + MOST_TABLES * LINE) / PAGE);
    if (pages > MOST_PAGES) throw new RangeError('WebAssembly addresses no more than 4 GiB.');
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports;
    this.buffer = memory.buffer as unknown as SharedArrayBuffer;
  }

  table(rows: number, columns: number): Table {
    const length = tableSize(rows, columns);
    const values = new Float32Array(this.buffer, this.used, length);
    this.used += Math.ceil((length * 4) / LINE) * LINE;
    return { values, rows, columns, stride: strideOf(columns) };
  }

  multiply(a: Table, b: Table, out: Table, adds = false): void {
    this.exports.multiply(
      a.values.byteOffset,
      a.rows,
      a.stride,
      b.values.byteOffset,
      b.rows,
      b.stride,
      strideOf(a.columns),
      out.values.byteOffset,
      out.stride,
      adds,
    );
  }

  softmax({ values, rows, columns, stride }: Table, bias: Table, scale: number, totals: Table): void {
    const { byteOffset } = totals.values;
    this.exports.softmax(values.byteOffset, rows, columns, stride, bias.values.byteOffset, scale, byteOffset);
  }

  transpose(a: Table, out: Table): void {
    const { rows, columns, stride } = a;
    this.exports.transpose(a.values.byteOffset, rows, columns, stride, out.values.byteOffset, out.stride);
  }
}
