/** What assembly/algebra.ts exports for products of matrices: out = a bᵀ, or out += a bᵀ. Places are addresses in bytes. */
export interface MultiplyExport {
  multiply(
    a: number,
    aRows: number,
    aStride: number,
    b: number,
    bRows: number,
    bStride: number,
    depth: number,
    out: number,
    outStride: number,
    adds: boolean,
  ): void;
}
