/** Dot products of the rows of a matrix, in AssemblyScript: 128-bit SIMD on shared memory. Addresses are in bytes. */

/** a × b + c, in one rounding where the processor has that. */
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c);
}

export function sum(a: v128): f32 {
  return (
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
  );
}

/** [sum(a), sum(b), sum(c), sum(d)] */
export function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/** row · query, `stride` bytes each. */
function product(row: usize, query: usize, stride: usize): f32 {
  const sixteens = stride & ~63;
  const fours = stride & ~15;
  let a = f32x4.splat(0);
  let b = a;
  let c = a;
  let d = a;
  let i: usize = 0;
  for (; i < sixteens; i += 64) {
    a = multiplyAdd(v128.load(row + i), v128.load(query + i), a);
    b = multiplyAdd(v128.load(row + i, 16), v128.load(query + i, 16), b);
    c = multiplyAdd(v128.load(row + i, 32), v128.load(query + i, 32), c);
    d = multiplyAdd(v128.load(row + i, 48), v128.load(query + i, 48), d);
  }
  for (; i < fours; i += 16) a = multiplyAdd(v128.load(row + i), v128.load(query + i), a);
  let total = sum(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
  for (; i < stride; i += 4) total += load<f32>(row + i) * load<f32>(query + i);
  return total;
}

/** out[i] = rows[i] · query, for rows [count × dims] that lie one behind the other. */
export function products(rows: usize, count: u32, dims: u32, query: usize, out: usize): void {
  const stride = (<usize>dims) << 2;
  for (let end = out + ((<usize>count) << 2); out < end; out += 4, rows += stride)
    store<f32>(out, product(rows, query, stride));
}

/** out[i] = rows[places[i]] · query. */
export function productsAt(
  rows: usize,
  places: usize,
  count: u32,
  dims: u32,
  query: usize,
  out: usize,
): void {
  const stride = (<usize>dims) << 2;
  for (let end = out + ((<usize>count) << 2); out < end; out += 4, places += 4)
    store<f32>(out, product(rows + <usize>load<u32>(places) * stride, query, stride));
}

/** Copies rows [count × dims] to [count × paddedDims], each number times its row's factor; what is behind a row stays. */
export function scaleRows(
  rows: usize,
  count: u32,
  dims: u32,
  factors: usize,
  out: usize,
  paddedDims: u32,
): void {
  const stride = (<usize>dims) << 2;
  const fours = (<usize>(dims & ~3)) << 2;
  for (let row: u32 = 0; row < count; row++) {
    const factor = load<f32>(factors + ((<usize>row) << 2));
    const factor4 = f32x4.splat(factor);
    let i: usize = 0;
    for (; i < fours; i += 16) v128.store(out + i, f32x4.mul(v128.load(rows + i), factor4));
    for (; i < stride; i += 4) store<f32>(out + i, load<f32>(rows + i) * factor);
    rows += stride;
    out += (<usize>paddedDims) << 2;
  }
}

/** Adds terms [length] to each of many lines [lineCount × length]; the length is a multiple of 4. */
export function addToLines(lines: usize, lineCount: u32, length: u32, terms: usize): void {
  const size = (<usize>length) << 2;
  for (let line: u32 = 0; line < lineCount; line++, lines += size) {
    for (let i: usize = 0; i < size; i += 16)
      v128.store(lines + i, f32x4.add(v128.load(lines + i), v128.load(terms + i)));
  }
}

/** The first of values[from … to] that is at least `threshold`; `to` where none is. */
export function firstAtLeast(values: usize, from: u32, to: u32, threshold: f32): u32 {
  const threshold4 = f32x4.splat(threshold);
  for (; from + 4 <= to; from += 4) {
    if (v128.any_true(f32x4.ge(v128.load(values + ((<usize>from) << 2)), threshold4))) break;
  }
  while (from < to && !(load<f32>(values + ((<usize>from) << 2)) >= threshold)) from++;
  return from;
}
