import { strideOf, tableSize, type Algebra, type Table } from './algebra.ts';
import { dot } from './plainKernels.ts';

/** The products as plain loops: what WebAssembly's are compared with, and what computes where they cannot. */
export class PlainAlgebra implements Algebra {
  table(rows: number, columns: number): Table {
    return { values: new Float32Array(tableSize(rows, columns)), rows, columns, stride: strideOf(columns) };
  }

  multiply(a: Table, b: Table, out: Table, adds = false): void {
    for (let q = 0; q < a.rows; q++) {
      for (let r = 0; r < b.rows; r++) {
        const product = dot(a.values, q * a.stride, b.values, r * b.stride, a.columns);
        const at = q * out.stride + r;
        out.values[at] = adds ? out.values[at] + product : product;
      }
    }
  }

  softmax({ values, rows, columns, stride }: Table, bias: Table, scale: number, totals: Table): void {
    for (let row = 0; row < rows; row++) {
      const line = values.subarray(row * stride, row * stride + columns);
      let most = -Infinity;
      for (let i = 0; i < columns; i++) most = Math.max(most, (line[i] += bias.values[i]));
      let sum = 0;
      for (let i = 0; i < columns; i++) sum += line[i] = Math.exp(line[i] - most);
      for (let i = 0; i < columns; i++) line[i] *= scale / sum;
      totals.values.set([most, sum], row * totals.stride);
    }
  }

  transpose(a: Table, out: Table): void {
    for (let row = 0; row < a.rows; row++) {
      for (let column = 0; column < a.columns; column++)
        out.values[column * out.stride + row] = a.values[row * a.stride + column];
    }
  }
}
