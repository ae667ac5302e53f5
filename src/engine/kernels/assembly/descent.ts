/** Stochastic gradient descent of a layout in the plane, in AssemblyScript: 128-bit SIMD. Addresses are in bytes. */

/** Smaller squared distances count as this one: nothing is divided by zero. */
const LEAST_SQUARE: f32 = 1e-12;
/** No step goes further along an axis, before the rate. */
const LONGEST: f32 = 4;

/** x^b of four positive numbers, by 2^(b log2 x); each factor by a polynomial, to five digits. */
// Without the relaxed instructions, so that every processor gives the same map.
function power(x: v128, b: v128): v128 {
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(127)));
  const mantissa = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f800000));
  let log = f32x4.splat(0.04300496);
  log = f32x4.add(f32x4.mul(log, mantissa), f32x4.splat(-0.40251339));
  log = f32x4.add(f32x4.mul(log, mantissa), f32x4.splat(1.58947429));
  log = f32x4.add(f32x4.mul(log, mantissa), f32x4.splat(-3.48987855));
  log = f32x4.add(f32x4.mul(log, mantissa), f32x4.splat(5.04785541));
  log = f32x4.add(f32x4.mul(log, mantissa), f32x4.splat(-2.78792621));
  return powerOfTwo(f32x4.mul(b, f32x4.add(exponent, log)));
}

/** 2^y of four numbers between −126 and 127. */
function powerOfTwo(y: v128): v128 {
  const whole = f32x4.floor(y);
  const rest = f32x4.sub(y, whole);
  let power = f32x4.splat(0.01367031);
  power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(0.051745));
  power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(0.24160436));
  power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(0.69297292));
  power = f32x4.add(f32x4.mul(power, rest), f32x4.splat(1.00000349));
  return f32x4.mul(power, i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23));
}

/** Each of four numbers, or the border that it is beyond. */
function clip(x: v128): v128 {
  return f32x4.max(f32x4.splat(-LONGEST), f32x4.min(f32x4.splat(LONGEST), x));
}

function sum(a: v128): f32 {
  return (
    f32x4.extract_lane(a, 0) +
    f32x4.extract_lane(a, 1) +
    (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3))
  );
}

/** The edges whose turn it is are gathered first, so many at a time: every jump is then foreseen. */
const GATHERED: usize = 1024;

/**
 * One epoch of UMAP's descent (McInnes, Healy, Melville 2018): every edge that is due draws its ends together, and pushes its
 * head away from three points at random. All four act on where the head stood before.
 *
 * @param places [n × 2] of the points that move
 * @param others places that edges lead to: the same ones where both ends of an edge move
 * @param otherCount how many those are
 * @param heads [edges] which of `places` an edge begins at
 * @param tails [edges] which of `others` it leads to
 * @param intervals [edges] epochs between two turns of an edge
 * @param due [edges] the epoch of its next turn; updated
 * @param gathered [GATHERED] for intermediate results
 * @param push weight of each point at random
 * @param state four 32-bit states of xorshift generators, none of them 0; updated
 */
export function descend(
  places: usize,
  others: usize,
  otherCount: u32,
  heads: usize,
  tails: usize,
  intervals: usize,
  due: usize,
  edges: u32,
  gathered: usize,
  epoch: f32,
  rate: f32,
  a: f32,
  b: f32,
  push: f32,
  state: usize,
): void {
  const end = (<usize>edges) << 2;
  let from: usize = 0;
  while (from < end) {
    const to = min(end, from + (GATHERED << 2));
    const last = gather(from, to, intervals, due, gathered, epoch);
    step(places, others, otherCount, heads, tails, gathered, last, rate, a, b, push, state);
    from = to;
  }
}

/** Writes the edges from … to (in bytes) that are due, and sets their next turns. Returns the end of what it wrote. */
function gather(from: usize, to: usize, intervals: usize, due: usize, out: usize, epoch: f32): usize {
  for (let edge = from; edge < to; edge += 4) {
    const turn = load<f32>(due + edge);
    const isDue = turn <= epoch;
    store<u32>(out, <u32>edge);
    out += (<usize>isDue) << 2;
    store<f32>(due + edge, select<f32>(turn + load<f32>(intervals + edge), turn, isDue));
  }
  return out;
}

function step(
  places: usize,
  others: usize,
  otherCount: u32,
  heads: usize,
  tails: usize,
  gathered: usize,
  end: usize,
  rate: f32,
  a: f32,
  b: f32,
  push: f32,
  state: usize,
): void {
  const movesTails = places == others;
  const b4 = f32x4.splat(b);
  const a4 = f32x4.splat(a);
  // In the first lane the tail draws, in the others three points push.
  const draws = f32x4.replace_lane(f32x4.splat(0), 0, -2 * a * b);
  const pushes = f32x4.replace_lane(f32x4.splat(2 * b * push), 0, 0);
  const apart = f32x4.replace_lane(f32x4.splat(0.001), 0, 0);
  const count = i32x4.splat(otherCount);
  let random = v128.load(state);
  for (; gathered < end; gathered += 4) {
    const edge = <usize>load<u32>(gathered);
    const place = places + ((<usize>load<u32>(heads + edge)) << 3);
    const tail = others + ((<usize>load<u32>(tails + edge)) << 3);
    random = v128.xor(random, i32x4.shl(random, 13));
    random = v128.xor(random, i32x4.shr_u(random, 17));
    random = v128.xor(random, i32x4.shl(random, 5));
    // [0, count): the upper halves of the products.
    const low = i64x2.extmul_low_i32x4_u(random, count);
    const high = i64x2.extmul_high_i32x4_u(random, count);
    const first = v128.load64_zero(tail);
    const second = v128.load64_zero(others + ((<usize>i32x4.extract_lane(low, 3)) << 3));
    const third = v128.load64_zero(others + ((<usize>i32x4.extract_lane(high, 1)) << 3));
    const fourth = v128.load64_zero(others + ((<usize>i32x4.extract_lane(high, 3)) << 3));
    const pair = v128.shuffle<f32>(first, second, 0, 4, 1, 5);
    const otherPair = v128.shuffle<f32>(third, fourth, 0, 4, 1, 5);
    const x = load<f32>(place);
    const y = load<f32>(place, 4);
    const dx = f32x4.sub(f32x4.splat(x), v128.shuffle<f32>(pair, otherPair, 0, 1, 4, 5));
    const dy = f32x4.sub(f32x4.splat(y), v128.shuffle<f32>(pair, otherPair, 2, 3, 6, 7));
    const square = f32x4.max(f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy)), f32x4.splat(LEAST_SQUARE));
    const raised = power(square, b4);
    const factor = f32x4.div(
      f32x4.add(f32x4.mul(draws, raised), pushes),
      f32x4.mul(f32x4.add(square, apart), f32x4.add(f32x4.splat(1), f32x4.mul(a4, raised))),
    );
    const stepX = clip(f32x4.mul(factor, dx));
    const stepY = clip(f32x4.mul(factor, dy));
    if (movesTails) {
      store<f32>(tail, load<f32>(tail) - rate * f32x4.extract_lane(stepX, 0));
      store<f32>(tail, load<f32>(tail, 4) - rate * f32x4.extract_lane(stepY, 0), 4);
    }
    store<f32>(place, x + rate * sum(stepX));
    store<f32>(place, y + rate * sum(stepY), 4);
  }
  v128.store(state, random);
}
