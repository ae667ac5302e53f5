/**
 * Word2vec with negative sampling, in AssemblyScript: 128-bit SIMD on shared memory, where every thread changes the tables
 * without a lock (Hogwild, Recht et al. 2011). Of one window all products come first, and then all changes, so that each row
 * is read once for its products and once for its change, and not once a pair (Ji et al. 2016, 'Parallelizing Word2Vec in
 * Shared and Distributed Memory'): a window's context words share one draw of negative samples. Addresses are in bytes.
 */
import { multiplyAdd, sums } from './products';

/** What a thread works with, as training/plan.ts lays it out; every field takes 4 bytes. */
@unmanaged
class Plan {
  /** The two tables, [vocabulary × dims]. */
  embedding: u32;
  context: u32;
  dims: u32;
  vocabulary: u32;
  window: u32;
  negative: u32;
  /** [vocabulary] an occurrence is kept where the number drawn is not greater. */
  keep: u32;
  /** [vocabulary × 2] the alias method's thresholds and aliases. */
  noise: u32;
  /** The state of the random numbers. */
  random: u32;
  /** This thread's own: what is kept of a sentence. */
  sentence: u32;
  /** [2 × window] addresses of the rows of the embedding table that a window reads. */
  inputs: u32;
  /** [1 + negative, and as many as make whole groups] addresses of rows of the context table, the true word's first. */
  targets: u32;
  /** What a group's targets have to do with the inputs: products, then rate × error. */
  steps: u32;
  /** [dims] a row of zeros, which stands where a group or a pair is not full. */
  zeros: u32;
  /** [dims] CBOW's mean of the inputs, and what it is to change by. */
  hidden: u32;
  change: u32;
  /** Pairs that the loss was added up for. */
  pairs: u32;
  /** e^−loss, four lanes, as mantissas in [1, 2) and exponents. */
  mantissas0: u32;
  mantissas1: u32;
  mantissas2: u32;
  mantissas3: u32;
  exponents0: u32;
  exponents1: u32;
  exponents2: u32;
  exponents3: u32;
}

/** Target rows that stay in registers together. */
const GROUP: u32 = 6;
/** The golden ratio: steps of the state of the random numbers (Weyl's sequence). */
const STEP: u32 = 0x9e3779b9;
const SENTENCE_END: i32 = -1;

/** A random number of a state: Chris Wellons' lowbias32. */
function mix(state: u32): u32 {
  let x = state;
  x = (x ^ (x >> 16)) * 0x7feb352d;
  x = (x ^ (x >> 15)) * 0x846ca68b;
  return x ^ (x >> 16);
}

/** A random number below a bound, from one of 32 bits. */
function below(random: u32, bound: u32): u32 {
  return <u32>((<u64>random * <u64>bound) >> 32);
}

/**
 * Goes through a text, sentence by sentence: leaves frequent words out at random, cuts each word's window at random, draws
 * its negative samples, and takes a step for it.
 *
 * @param ids [count] rows of the vocabulary, SENTENCE_END between sentences
 * @param learns false where only the loss is asked for
 */
export function trainText(plan: Plan, ids: usize, count: u32, cbow: bool, rate: f32, learns: bool): void {
  const end = ids + ((<usize>count) << 2);
  while (ids < end) {
    let kept: usize = plan.sentence;
    for (; ids < end; ids += 4) {
      const id = load<i32>(ids);
      if (id == SENTENCE_END) break;
      plan.random += STEP;
      // Chance is not for a branch predictor: what is not kept is overwritten.
      store<i32>(kept, id);
      kept += select<usize>(4, 0, mix(plan.random) <= load<u32>(plan.keep + ((<usize>id) << 2)));
    }
    ids += 4;
    trainSentence(plan, kept, cbow, rate, learns);
  }
}

/** @param end behind the last kept word of the sentence */
function trainSentence(plan: Plan, end: usize, cbow: bool, rate: f32, learns: bool): void {
  const start: usize = plan.sentence;
  const stride = (<usize>plan.dims) << 2;
  for (let centre = start; centre < end; centre += 4) {
    plan.random += STEP;
    const reach = (<usize>(1 + below(mix(plan.random), plan.window))) << 2;
    const from = centre - start > reach ? centre - reach : start;
    const to = min(end, centre + reach + 4);
    let input: usize = plan.inputs;
    for (let at = from; at < to; at += 4) {
      store<u32>(input, plan.embedding + load<i32>(at) * stride);
      input += select<usize>(0, 4, at == centre);
    }
    if (input == plan.inputs) continue;
    const targets = drawTargets(plan, load<i32>(centre));
    if (cbow) stepOfCbow(plan, input, targets, rate, learns);
    else stepOfSkipGram(plan, input, targets, rate, learns);
  }
}

/**
 * Draws a window's targets by the alias method (Walker 1974; Vose 1991). A negative sample that is the true word, or was
 * drawn already, falls out.
 *
 * @returns how many targets there are
 */
function drawTargets(plan: Plan, centre: u32): u32 {
  const stride = (<usize>plan.dims) << 2;
  const first: usize = plan.targets;
  let last = first;
  store<u32>(last, plan.context + centre * stride);
  let random = plan.random;
  for (let i: u32 = 0; i < plan.negative; i++) {
    const drawn = below(mix(random + STEP), plan.vocabulary);
    random += 2 * STEP;
    const entry = plan.noise + ((<usize>drawn) << 3);
    const row = select<u32>(load<u32>(entry, 4), drawn, mix(random) > load<u32>(entry));
    const address = plan.context + row * stride;
    let at = first;
    while (at <= last && load<u32>(at) != address) at += 4;
    if (at > last) store<u32>((last = at), address);
  }
  plan.random = random;
  const count = <u32>((last - first) >> 2) + 1;
  const whole = first + <usize>((count + GROUP - 1) / GROUP) * GROUP * 4;
  for (let at = last + 4; at < whole; at += 4) store<u32>(at, plan.zeros);
  return count;
}

/** Which of the lanes i, i + 1, … are below n, for lanes as a vector. */
function lanesBelow(lanes: v128, n: u32): v128 {
  return i32x4.lt_s(lanes, i32x4.splat(n));
}

/** 2^x for −126 ≤ x ≤ 126, with a relative error of 2e-7 (Cephes' exp2f). */
function exp2(x: v128): v128 {
  // Adding 1.5 × 2^23 rounds to a whole number, which then stands in the lowest bits.
  const shifted = f32x4.add(x, f32x4.splat(12582912));
  const f = f32x4.sub(x, f32x4.sub(shifted, f32x4.splat(12582912)));
  let p = multiplyAdd(f32x4.splat(1.5353361883195e-4), f, f32x4.splat(1.339887440266574e-3));
  p = multiplyAdd(p, f, f32x4.splat(9.61843735767464e-3));
  p = multiplyAdd(p, f, f32x4.splat(5.550332471162809e-2));
  p = multiplyAdd(p, f, f32x4.splat(2.402264791363012e-1));
  p = multiplyAdd(p, f, f32x4.splat(6.931472028550421e-1));
  p = multiplyAdd(p, f, f32x4.splat(1));
  return i32x4.add(p, i32x4.shl(shifted, 23));
}

const LOG2_E: f32 = 1.44269504;

/**
 * rate × (label − σ(product)) of four pairs, with an absolute error of rate × 3e-7, and their part of the loss.
 *
 * @param signs 1 for the true word, −1 for a negative sample
 * @param valid all ones where a lane is a pair, zeros elsewhere
 */
function errors(plan: Plan, products: v128, signs: v128, valid: v128, rate: v128): v128 {
  // For z = sign × product: label − σ(product) = sign × σ(−z), and the pair's loss is −log σ(z).
  let x = f32x4.mul(f32x4.mul(products, signs), f32x4.splat(-LOG2_E));
  x = f32x4.max(f32x4.min(x, f32x4.splat(120)), f32x4.splat(-120));
  const e = exp2(x);
  const likelihood = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e));
  addLoss(plan, v128.bitselect(likelihood, f32x4.splat(1), valid));
  return v128.and(f32x4.mul(f32x4.mul(f32x4.mul(e, likelihood), signs), rate), valid);
}

/** Multiplies the likelihoods up; the logarithm is taken once for many. */
function addLoss(plan: Plan, likelihoods: v128): void {
  const at = changetype<usize>(plan) + offsetof<Plan>('mantissas0');
  const product = f32x4.mul(v128.load(at), likelihoods);
  const exponents = i32x4.sub(i32x4.shr_u(product, 23), i32x4.splat(127));
  v128.store(at + 16, i32x4.add(v128.load(at + 16), exponents));
  v128.store(at, v128.or(v128.and(product, i32x4.splat(0x7fffff)), f32x4.splat(1)));
}

/** A vector, or a single number beside zeros. */
function loadPart<T>(at: usize): v128 {
  return sizeof<T>() == 16 ? v128.load(at) : v128.load32_zero(at);
}

function storePart<T>(at: usize, part: v128): void {
  if (sizeof<T>() == 16) v128.store(at, part);
  else v128.store32_lane(at, part, 0);
}

/**
 * Skip-gram: from each word around the centre, predict the centre.
 *
 * @param inputsEnd behind the last of the plan's inputs
 */
function stepOfSkipGram(plan: Plan, inputsEnd: usize, targetCount: u32, rate: f32, learns: bool): void {
  const stride = (<usize>plan.dims) << 2;
  const fours = (<usize>(plan.dims & ~3)) << 2;
  const count = <u32>((inputsEnd - plan.inputs) >> 2);
  plan.pairs += count;
  if (count & 1) store<u32>(inputsEnd, plan.zeros);
  const rows = (count + 1) >> 1;
  for (let group: u32 = 0; group < targetCount; group += GROUP) {
    const targets = plan.targets + ((<usize>group) << 2);
    productsOfPairs<v128>(plan, rows, targets, 0, fours);
    if (fours < stride) productsOfPairs<f32>(plan, rows, targets, fours, stride);
    errorsOfPairs(plan, count, group, targetCount - group, rate);
    if (!learns) continue;
    changeRows<v128>(plan, rows, targets, 0, fours);
    if (fours < stride) changeRows<f32>(plan, rows, targets, fours, stride);
  }
}

/**
 * The products of a group's targets with two inputs at a time, over the columns from … to. They lie as [a0 … a3, a4, a5, b4,
 * b5, b0 … b3] for the inputs a and b.
 */
function productsOfPairs<T>(plan: Plan, rows: u32, targets: usize, from: usize, to: usize): void {
  const t0 = <usize>load<u32>(targets);
  const t1 = <usize>load<u32>(targets, 4);
  const t2 = <usize>load<u32>(targets, 8);
  const t3 = <usize>load<u32>(targets, 12);
  const t4 = <usize>load<u32>(targets, 16);
  const t5 = <usize>load<u32>(targets, 20);
  let steps: usize = plan.steps;
  let input: usize = plan.inputs;
  for (let row: u32 = 0; row < rows; row++, input += 8, steps += 48) {
    const a = <usize>load<u32>(input);
    const b = <usize>load<u32>(input, 4);
    let a0 = f32x4.splat(0);
    let a1 = a0;
    let a2 = a0;
    let a3 = a0;
    let a4 = a0;
    let a5 = a0;
    let b0 = a0;
    let b1 = a0;
    let b2 = a0;
    let b3 = a0;
    let b4 = a0;
    let b5 = a0;
    for (let i = from; i < to; i += sizeof<T>()) {
      const x = loadPart<T>(a + i);
      const y = loadPart<T>(b + i);
      let t = loadPart<T>(t0 + i);
      a0 = multiplyAdd(t, x, a0);
      b0 = multiplyAdd(t, y, b0);
      t = loadPart<T>(t1 + i);
      a1 = multiplyAdd(t, x, a1);
      b1 = multiplyAdd(t, y, b1);
      t = loadPart<T>(t2 + i);
      a2 = multiplyAdd(t, x, a2);
      b2 = multiplyAdd(t, y, b2);
      t = loadPart<T>(t3 + i);
      a3 = multiplyAdd(t, x, a3);
      b3 = multiplyAdd(t, y, b3);
      t = loadPart<T>(t4 + i);
      a4 = multiplyAdd(t, x, a4);
      b4 = multiplyAdd(t, y, b4);
      t = loadPart<T>(t5 + i);
      a5 = multiplyAdd(t, x, a5);
      b5 = multiplyAdd(t, y, b5);
    }
    addPart<T>(steps, sums(a0, a1, a2, a3));
    addPart<T>(steps + 16, sums(a4, a5, b4, b5));
    addPart<T>(steps + 32, sums(b0, b1, b2, b3));
  }
}

/** The first part of a product is stored, the rest is added to it. */
function addPart<T>(at: usize, products: v128): void {
  v128.store(at, sizeof<T>() == 16 ? products : f32x4.add(v128.load(at), products));
}

/** Products become steps: rate × error, 0 where there is no pair. */
function errorsOfPairs(plan: Plan, count: u32, group: u32, targets: u32, rate: f32): void {
  const rates = f32x4.splat(rate);
  const negatives = f32x4.splat(-1);
  const firstSigns = group == 0 ? f32x4.replace_lane(negatives, 0, 1) : negatives;
  const first = lanesBelow(i32x4(0, 1, 2, 3), targets);
  let last = lanesBelow(i32x4(4, 5, 4, 5), targets);
  let steps: usize = plan.steps;
  const end = steps + <usize>(count >> 1) * 48;
  for (; steps < end; steps += 48) {
    v128.store(steps, errors(plan, v128.load(steps), firstSigns, first, rates));
    v128.store(steps + 16, errors(plan, v128.load(steps + 16), negatives, last, rates));
    v128.store(steps + 32, errors(plan, v128.load(steps + 32), firstSigns, first, rates));
  }
  if (count & 1) {
    last = v128.and(last, i32x4(-1, -1, 0, 0));
    v128.store(steps, errors(plan, v128.load(steps), firstSigns, first, rates));
    v128.store(steps + 16, errors(plan, v128.load(steps + 16), negatives, last, rates));
    v128.store(steps + 32, f32x4.splat(0));
  }
}

/** Changes all inputs and a group's targets by each other, over the columns from … to. */
function changeRows<T>(plan: Plan, rows: u32, targets: usize, from: usize, to: usize): void {
  const r0 = <usize>load<u32>(targets);
  const r1 = <usize>load<u32>(targets, 4);
  const r2 = <usize>load<u32>(targets, 8);
  const r3 = <usize>load<u32>(targets, 12);
  const r4 = <usize>load<u32>(targets, 16);
  const r5 = <usize>load<u32>(targets, 20);
  const inputs: usize = plan.inputs;
  const end = inputs + ((<usize>rows) << 3);
  for (let i = from; i < to; i += sizeof<T>()) {
    const t0 = loadPart<T>(r0 + i);
    const t1 = loadPart<T>(r1 + i);
    const t2 = loadPart<T>(r2 + i);
    const t3 = loadPart<T>(r3 + i);
    const t4 = loadPart<T>(r4 + i);
    const t5 = loadPart<T>(r5 + i);
    let d0 = t0;
    let d1 = t1;
    let d2 = t2;
    let d3 = t3;
    let d4 = t4;
    let d5 = t5;
    let steps: usize = plan.steps;
    for (let input = inputs; input < end; input += 8, steps += 48) {
      let at = <usize>load<u32>(input) + i;
      let x = loadPart<T>(at);
      let y = x;
      let g = v128.load32_splat(steps);
      d0 = multiplyAdd(g, x, d0);
      y = multiplyAdd(g, t0, y);
      g = v128.load32_splat(steps, 4);
      d1 = multiplyAdd(g, x, d1);
      y = multiplyAdd(g, t1, y);
      g = v128.load32_splat(steps, 8);
      d2 = multiplyAdd(g, x, d2);
      y = multiplyAdd(g, t2, y);
      g = v128.load32_splat(steps, 12);
      d3 = multiplyAdd(g, x, d3);
      y = multiplyAdd(g, t3, y);
      g = v128.load32_splat(steps, 16);
      d4 = multiplyAdd(g, x, d4);
      y = multiplyAdd(g, t4, y);
      g = v128.load32_splat(steps, 20);
      d5 = multiplyAdd(g, x, d5);
      y = multiplyAdd(g, t5, y);
      storePart<T>(at, y);
      at = <usize>load<u32>(input, 4) + i;
      x = loadPart<T>(at);
      y = x;
      g = v128.load32_splat(steps, 32);
      d0 = multiplyAdd(g, x, d0);
      y = multiplyAdd(g, t0, y);
      g = v128.load32_splat(steps, 36);
      d1 = multiplyAdd(g, x, d1);
      y = multiplyAdd(g, t1, y);
      g = v128.load32_splat(steps, 40);
      d2 = multiplyAdd(g, x, d2);
      y = multiplyAdd(g, t2, y);
      g = v128.load32_splat(steps, 44);
      d3 = multiplyAdd(g, x, d3);
      y = multiplyAdd(g, t3, y);
      g = v128.load32_splat(steps, 24);
      d4 = multiplyAdd(g, x, d4);
      y = multiplyAdd(g, t4, y);
      g = v128.load32_splat(steps, 28);
      d5 = multiplyAdd(g, x, d5);
      y = multiplyAdd(g, t5, y);
      storePart<T>(at, y);
    }
    storePart<T>(r0 + i, d0);
    storePart<T>(r1 + i, d1);
    storePart<T>(r2 + i, d2);
    storePart<T>(r3 + i, d3);
    storePart<T>(r4 + i, d4);
    storePart<T>(r5 + i, d5);
  }
}

/**
 * CBOW: from the mean of the words around the centre, predict the centre. The inputs take the gradient of the mean, which
 * word2vec.c multiplies by their number (İrsoy et al. 2020, 'kōan: A Corrected CBOW Implementation').
 */
function stepOfCbow(plan: Plan, inputsEnd: usize, targetCount: u32, rate: f32, learns: bool): void {
  const stride = (<usize>plan.dims) << 2;
  const fours = (<usize>(plan.dims & ~3)) << 2;
  const share = <f32>1 / <f32>((inputsEnd - plan.inputs) >> 2);
  plan.pairs++;
  meanOfInputs(plan, inputsEnd, share);
  for (let group: u32 = 0; group < targetCount; group += GROUP) {
    const targets = plan.targets + ((<usize>group) << 2);
    productsOfMean<v128>(plan, targets, 0, fours);
    if (fours < stride) productsOfMean<f32>(plan, targets, fours, stride);
    errorsOfMean(plan, group, targetCount - group, rate);
    if (!learns) continue;
    changeTargets<v128>(plan, targets, share, 0, fours);
    changeTargets<f32>(plan, targets, share, fours, stride);
  }
  if (!learns) return;
  changeInputs(plan, inputsEnd);
}

/** The mean of the inputs, whose change is set to 0. Four vectors of columns at a time stay in registers. */
function meanOfInputs(plan: Plan, inputsEnd: usize, share: f32): void {
  const stride = (<usize>plan.dims) << 2;
  const sixteens = (<usize>(plan.dims & ~15)) << 2;
  const fours = (<usize>(plan.dims & ~3)) << 2;
  const shares = f32x4.splat(share);
  const zero = f32x4.splat(0);
  const hidden: usize = plan.hidden;
  const change: usize = plan.change;
  let i: usize = 0;
  for (; i < sixteens; i += 64) {
    let a = zero;
    let b = zero;
    let c = zero;
    let d = zero;
    for (let input: usize = plan.inputs; input < inputsEnd; input += 4) {
      const row = <usize>load<u32>(input) + i;
      a = f32x4.add(a, v128.load(row));
      b = f32x4.add(b, v128.load(row, 16));
      c = f32x4.add(c, v128.load(row, 32));
      d = f32x4.add(d, v128.load(row, 48));
    }
    v128.store(hidden + i, f32x4.mul(a, shares));
    v128.store(hidden + i, f32x4.mul(b, shares), 16);
    v128.store(hidden + i, f32x4.mul(c, shares), 32);
    v128.store(hidden + i, f32x4.mul(d, shares), 48);
    v128.store(change + i, zero);
    v128.store(change + i, zero, 16);
    v128.store(change + i, zero, 32);
    v128.store(change + i, zero, 48);
  }
  meanOfColumns<v128>(plan, inputsEnd, shares, i, fours);
  meanOfColumns<f32>(plan, inputsEnd, shares, fours, stride);
}

function meanOfColumns<T>(plan: Plan, inputsEnd: usize, shares: v128, from: usize, to: usize): void {
  for (let i = from; i < to; i += sizeof<T>()) {
    let sum = f32x4.splat(0);
    for (let input: usize = plan.inputs; input < inputsEnd; input += 4) {
      sum = f32x4.add(sum, loadPart<T>(<usize>load<u32>(input) + i));
    }
    storePart<T>(plan.hidden + i, f32x4.mul(sum, shares));
    storePart<T>(plan.change + i, f32x4.splat(0));
  }
}

/** The products of a group's targets with the mean, over the columns from … to: [8]. */
function productsOfMean<T>(plan: Plan, targets: usize, from: usize, to: usize): void {
  const t0 = <usize>load<u32>(targets);
  const t1 = <usize>load<u32>(targets, 4);
  const t2 = <usize>load<u32>(targets, 8);
  const t3 = <usize>load<u32>(targets, 12);
  const t4 = <usize>load<u32>(targets, 16);
  const t5 = <usize>load<u32>(targets, 20);
  const hidden: usize = plan.hidden;
  let a0 = f32x4.splat(0);
  let a1 = a0;
  let a2 = a0;
  let a3 = a0;
  let a4 = a0;
  let a5 = a0;
  for (let i = from; i < to; i += sizeof<T>()) {
    const h = loadPart<T>(hidden + i);
    a0 = multiplyAdd(loadPart<T>(t0 + i), h, a0);
    a1 = multiplyAdd(loadPart<T>(t1 + i), h, a1);
    a2 = multiplyAdd(loadPart<T>(t2 + i), h, a2);
    a3 = multiplyAdd(loadPart<T>(t3 + i), h, a3);
    a4 = multiplyAdd(loadPart<T>(t4 + i), h, a4);
    a5 = multiplyAdd(loadPart<T>(t5 + i), h, a5);
  }
  addPart<T>(plan.steps, sums(a0, a1, a2, a3));
  addPart<T>(plan.steps + 16, sums(a4, a5, a4, a5));
}

function errorsOfMean(plan: Plan, group: u32, targets: u32, rate: f32): void {
  const rates = f32x4.splat(rate);
  const negatives = f32x4.splat(-1);
  const firstSigns = group == 0 ? f32x4.replace_lane(negatives, 0, 1) : negatives;
  const first = lanesBelow(i32x4(0, 1, 2, 3), targets);
  const last = v128.and(lanesBelow(i32x4(4, 5, 4, 5), targets), i32x4(-1, -1, 0, 0));
  const steps: usize = plan.steps;
  v128.store(steps, errors(plan, v128.load(steps), firstSigns, first, rates));
  v128.store(steps + 16, errors(plan, v128.load(steps + 16), negatives, last, rates));
}

/** Changes a group's targets by the mean, and adds up what they would have of the inputs. */
function changeTargets<T>(plan: Plan, targets: usize, share: f32, from: usize, to: usize): void {
  const t0 = <usize>load<u32>(targets);
  const t1 = <usize>load<u32>(targets, 4);
  const t2 = <usize>load<u32>(targets, 8);
  const t3 = <usize>load<u32>(targets, 12);
  const t4 = <usize>load<u32>(targets, 16);
  const t5 = <usize>load<u32>(targets, 20);
  const steps: usize = plan.steps;
  const hidden: usize = plan.hidden;
  const change: usize = plan.change;
  const shares = f32x4.splat(share);
  const g0 = v128.load32_splat(steps);
  const g1 = v128.load32_splat(steps, 4);
  const g2 = v128.load32_splat(steps, 8);
  const g3 = v128.load32_splat(steps, 12);
  const g4 = v128.load32_splat(steps, 16);
  const g5 = v128.load32_splat(steps, 20);
  for (let i = from; i < to; i += sizeof<T>()) {
    const h = loadPart<T>(hidden + i);
    let t = loadPart<T>(t0 + i);
    let sum = f32x4.mul(g0, t);
    storePart<T>(t0 + i, multiplyAdd(g0, h, t));
    t = loadPart<T>(t1 + i);
    sum = multiplyAdd(g1, t, sum);
    storePart<T>(t1 + i, multiplyAdd(g1, h, t));
    t = loadPart<T>(t2 + i);
    sum = multiplyAdd(g2, t, sum);
    storePart<T>(t2 + i, multiplyAdd(g2, h, t));
    t = loadPart<T>(t3 + i);
    sum = multiplyAdd(g3, t, sum);
    storePart<T>(t3 + i, multiplyAdd(g3, h, t));
    t = loadPart<T>(t4 + i);
    sum = multiplyAdd(g4, t, sum);
    storePart<T>(t4 + i, multiplyAdd(g4, h, t));
    t = loadPart<T>(t5 + i);
    sum = multiplyAdd(g5, t, sum);
    storePart<T>(t5 + i, multiplyAdd(g5, h, t));
    storePart<T>(change + i, multiplyAdd(sum, shares, loadPart<T>(change + i)));
  }
}

function changeInputs(plan: Plan, inputsEnd: usize): void {
  const stride = (<usize>plan.dims) << 2;
  const sixteens = (<usize>(plan.dims & ~15)) << 2;
  const fours = (<usize>(plan.dims & ~3)) << 2;
  const change: usize = plan.change;
  let i: usize = 0;
  for (; i < sixteens; i += 64) {
    const a = v128.load(change + i);
    const b = v128.load(change + i, 16);
    const c = v128.load(change + i, 32);
    const d = v128.load(change + i, 48);
    for (let input: usize = plan.inputs; input < inputsEnd; input += 4) {
      const row = <usize>load<u32>(input) + i;
      v128.store(row, f32x4.add(v128.load(row), a));
      v128.store(row, f32x4.add(v128.load(row, 16), b), 16);
      v128.store(row, f32x4.add(v128.load(row, 32), c), 32);
      v128.store(row, f32x4.add(v128.load(row, 48), d), 48);
    }
  }
  changeColumns<v128>(plan, inputsEnd, i, fours);
  changeColumns<f32>(plan, inputsEnd, fours, stride);
}

function changeColumns<T>(plan: Plan, inputsEnd: usize, from: usize, to: usize): void {
  for (let i = from; i < to; i += sizeof<T>()) {
    const change = loadPart<T>(plan.change + i);
    for (let input: usize = plan.inputs; input < inputsEnd; input += 4) {
      const row = <usize>load<u32>(input) + i;
      storePart<T>(row, f32x4.add(loadPart<T>(row), change));
    }
  }
}
