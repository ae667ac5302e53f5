/** Products of matrices, in AssemblyScript: 128-bit SIMD. Addresses are in bytes. */
import { multiplyAdd, sum, sums } from './products';

/** Bytes of a row, and rows of b, that are worked on at a time: they stay in the processor's cache. */
const DEPTH: usize = 2048;
const ROWS: u32 = 48;

/**
 * out = a bᵀ, or out += a bᵀ: out[q, r] = a[q] · b[r], rows of `depth` numbers, each `stride` numbers behind the last.
 *
 * @param depth a multiple of 4
 */
export function multiply(
  a: usize,
  aRows: u32,
  aStride: u32,
  b: usize,
  bRows: u32,
  bStride: u32,
  depth: u32,
  out: usize,
  outStride: u32,
  adds: bool,
): void {
  const end = (<usize>depth) << 2;
  const aLine = (<usize>aStride) << 2;
  const bLine = (<usize>bStride) << 2;
  const line = (<usize>outStride) << 2;
  for (let from: usize = 0; from < end; from += DEPTH) {
    const length = min(DEPTH, end - from);
    for (let r: u32 = 0; r < bRows; r += ROWS) {
      const rows = min(ROWS, bRows - r);
      const block = b + from + <usize>r * bLine;
      multiplyBlock(a + from, aRows, aLine, block, rows, bLine, length, out + ((<usize>r) << 2), line, adds);
    }
    adds = true;
  }
}

/** The same for a part that fits the cache; lengths of lines in bytes. */
function multiplyBlock(
  a: usize,
  aRows: u32,
  aLine: usize,
  b: usize,
  bRows: u32,
  bLine: usize,
  length: usize,
  out: usize,
  line: usize,
  adds: bool,
): void {
  let q: u32 = 0;
  for (; q + 4 <= aRows; q += 4) {
    fourRows(a, aLine, b, bRows, bLine, length, out, line, adds);
    a += 4 * aLine;
    out += 4 * line;
  }
  for (; q < aRows; q++) {
    oneRow(a, b, bRows, bLine, length, out, adds);
    a += aLine;
    out += line;
  }
}

/** Four rows of a by two of b at a time stay in registers, so that each number is loaded once for many products. */
function fourRows(
  q0: usize,
  aLine: usize,
  b: usize,
  bRows: u32,
  bLine: usize,
  length: usize,
  out: usize,
  line: usize,
  adds: bool,
): void {
  const q1 = q0 + aLine;
  const q2 = q1 + aLine;
  const q3 = q2 + aLine;
  let r: u32 = 0;
  for (; r + 2 <= bRows; r += 2) {
    const r0 = b + <usize>r * bLine;
    const r1 = r0 + bLine;
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    for (let i: usize = 0; i < length; i += 16) {
      const x = v128.load(r0 + i);
      const y = v128.load(r1 + i);
      let w = v128.load(q0 + i);
      a0 = multiplyAdd(w, x, a0);
      b0 = multiplyAdd(w, y, b0);
      w = v128.load(q1 + i);
      a1 = multiplyAdd(w, x, a1);
      b1 = multiplyAdd(w, y, b1);
      w = v128.load(q2 + i);
      a2 = multiplyAdd(w, x, a2);
      b2 = multiplyAdd(w, y, b2);
      w = v128.load(q3 + i);
      a3 = multiplyAdd(w, x, a3);
      b3 = multiplyAdd(w, y, b3);
    }
    let first = sums(a0, b0, a1, b1);
    let second = sums(a2, b2, a3, b3);
    const at = out + ((<usize>r) << 2);
    if (adds) {
      first = f32x4.add(first, twoPairs(at, at + line));
      second = f32x4.add(second, twoPairs(at + 2 * line, at + 3 * line));
    }
    v128.store64_lane(at, first, 0);
    v128.store64_lane(at + line, first, 1);
    v128.store64_lane(at + 2 * line, second, 0);
    v128.store64_lane(at + 3 * line, second, 1);
  }
  if (r < bRows) {
    const last = b + <usize>r * bLine;
    const at = out + ((<usize>r) << 2);
    oneRow(q0, last, 1, bLine, length, at, adds);
    oneRow(q1, last, 1, bLine, length, at + line, adds);
    oneRow(q2, last, 1, bLine, length, at + 2 * line, adds);
    oneRow(q3, last, 1, bLine, length, at + 3 * line, adds);
  }
}

/** [two numbers at `first`, two at `second`] */
function twoPairs(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

function oneRow(a: usize, b: usize, bRows: u32, bLine: usize, length: usize, out: usize, adds: bool): void {
  let r: u32 = 0;
  for (; r + 4 <= bRows; r += 4) {
    const r0 = b + <usize>r * bLine;
    const r1 = r0 + bLine;
    const r2 = r1 + bLine;
    const r3 = r2 + bLine;
    let s0 = f32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let i: usize = 0; i < length; i += 16) {
      const x = v128.load(a + i);
      s0 = multiplyAdd(x, v128.load(r0 + i), s0);
      s1 = multiplyAdd(x, v128.load(r1 + i), s1);
      s2 = multiplyAdd(x, v128.load(r2 + i), s2);
      s3 = multiplyAdd(x, v128.load(r3 + i), s3);
    }
    let four = sums(s0, s1, s2, s3);
    const at = out + ((<usize>r) << 2);
    if (adds) four = f32x4.add(four, v128.load(at));
    v128.store(at, four);
  }
  for (; r < bRows; r++) {
    const row = b + <usize>r * bLine;
    let s = f32x4.splat(0);
    for (let i: usize = 0; i < length; i += 16) s = multiplyAdd(v128.load(a + i), v128.load(row + i), s);
    const at = out + ((<usize>r) << 2);
    store<f32>(at, adds ? load<f32>(at) + sum(s) : sum(s));
  }
}

/** out[c, r] = values[r, c]; in squares, so that neither side leaves the cache. */
export function transpose(
  values: usize,
  rows: u32,
  columns: u32,
  stride: u32,
  out: usize,
  outStride: u32,
): void {
  for (let r: u32 = 0; r < rows; r += 16) {
    const lastRow = min(r + 16, rows);
    for (let c: u32 = 0; c < columns; c += 16) {
      const lastColumn = min(c + 16, columns);
      for (let row = r; row < lastRow; row++) {
        for (let column = c; column < lastColumn; column++) {
          const value = load<f32>(values + ((<usize>row * stride + column) << 2));
          store<f32>(out + ((<usize>column * outStride + row) << 2), value);
        }
      }
    }
  }
}

/**
 * Each row becomes scale × softmax(row + bias); its largest sum and the sum of exponentials below it, by which they are
 * divided, are written to `totals`, four numbers a row.
 *
 * @param stride of the rows, a multiple of 4, behind the last of whose `columns` zeros are left
 */
export function softmax(
  values: usize,
  rows: u32,
  columns: u32,
  stride: u32,
  bias: usize,
  scale: f32,
  totals: usize,
): void {
  const line = (<usize>stride) << 2;
  const end = (<usize>columns) << 2;
  for (let row: u32 = 0; row < rows; row++) {
    for (let i: usize = 0; i < line; i += 16)
      v128.store(values + i, f32x4.add(v128.load(values + i), v128.load(bias + i)));
    // Nothing beside any sum.
    for (let i = end; i < line; i += 4) store<f32>(values + i, -1e30);
    const most = largest(values, line);
    const most4 = f32x4.splat(most);
    let sum4 = f32x4.splat(0);
    for (let i: usize = 0; i < line; i += 16) {
      const e = exponential(f32x4.sub(v128.load(values + i), most4));
      sum4 = f32x4.add(sum4, e);
      v128.store(values + i, e);
    }
    const total = sum(sum4);
    const factor = f32x4.splat(scale / total);
    for (let i: usize = 0; i < line; i += 16)
      v128.store(values + i, f32x4.mul(v128.load(values + i), factor));
    for (let i = end; i < line; i += 4) store<f32>(values + i, 0);
    store<f32>(totals, most);
    store<f32>(totals, total, 4);
    totals += 16;
    values += line;
  }
}

function largest(values: usize, length: usize): f32 {
  let most = v128.load(values);
  for (let i: usize = 16; i < length; i += 16) most = f32x4.max(most, v128.load(values + i));
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** e^x for x ≤ 0, to the last bit or so: 2^n times a polynomial (Moshier's Cephes, expf). */
function exponential(value: v128): v128 {
  const x = f32x4.max(value, f32x4.splat(-87));
  const n = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  let f = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  f = f32x4.sub(f, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let p = f32x4.splat(1.98756915e-4);
  p = multiplyAdd(p, f, f32x4.splat(1.3981999507e-3));
  p = multiplyAdd(p, f, f32x4.splat(8.3334519073e-3));
  p = multiplyAdd(p, f, f32x4.splat(4.1665795894e-2));
  p = multiplyAdd(p, f, f32x4.splat(1.6666665459e-1));
  p = multiplyAdd(p, f, f32x4.splat(5.0000001201e-1));
  p = f32x4.add(multiplyAdd(p, f32x4.mul(f, f), f), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(p, power);
}
