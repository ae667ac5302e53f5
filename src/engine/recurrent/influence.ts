import { copyOf, newAlgebra, rowsOf, tableSize, type Algebra, type Table } from '../kernels/algebra.ts';
import { gatesOf } from './cells.ts';
import { localGradients, type LocalGradients } from './gradients.ts';
import { stateBefore, widthOf, type LayerRun, type Network, type Run, type SilencedUnit } from './network.ts';

/** Numbers of the gradients that a layer hands down, which are kept for all steps: 128 MiB. */
const MOST_KEPT = 1 << 25;
/** Fewer outputs at a time than this, and the preparations for each step cost more than its products. */
const LEAST_BLOCK = 16;

export interface InfluenceOptions {
  silenced?: readonly SilencedUnit[] | undefined;
  /** Only the hidden state of one direction is asked, by its place in `directions`; else all of the output. */
  direction?: number | undefined;
  /** Steps back from `at` behind which nothing is looked at. */
  reach?: number | undefined;
  report?: (fraction: number) => void;
}

/**
 * How much the output of a step still knows of each input: ‖∂h_at/∂x_t‖ for every t, the Frobenius norm of the whole
 * Jacobian, [time]. Exact: all components of h_at are carried back through the network together, as rows of one matrix,
 * a block of them at a time. 0 where a step cannot have an influence.
 */
export function influence(
  network: Network,
  run: Run,
  at: number,
  { silenced = [], direction, reach = Infinity, report = () => undefined }: InfluenceOptions = {},
): Float64Array {
  const squares = new Float64Array(run.time);
  const begin = (direction ?? 0) * network.hiddenSize;
  const end = direction === undefined ? widthOf(network) : begin + network.hiddenSize;
  const block = blockFor(network, run.time);
  const [first, last] = [Math.max(0, at - reach), Math.min(run.time - 1, at + reach)];
  for (let from = begin; from < end; from += block) {
    const rows = Math.min(block, end - from);
    const backwards = new Backwards(network, run, rows, silenced, first, last);
    backwards.from(at, from, squares, (done) => report((from - begin + rows * done) / (end - begin)));
  }
  return squares.map(Math.sqrt);
}

/** What a step of a small network costs beside its products, in multiplications of the same time. */
const STEP_COST = 250_000;

/** Multiplications and additions that {@link influence} costs, or what takes as long. */
export function costOf(network: Network, steps: number): number {
  const { hiddenSize, directions, layers, inputSize } = network;
  const depth = widthOf(network) * partsOf(network) * hiddenSize;
  const products = depth * directions.length * (inputSize + (2 * layers.length - 1) * hiddenSize);
  return steps * (products + STEP_COST * directions.length * layers.length);
}

/** Outputs that are carried back together: as many as memory allows. */
function blockFor(network: Network, time: number): number {
  const outputs = widthOf(network);
  if (!keepsGradients(network)) return outputs;
  const width = Math.max(network.inputSize, outputs);
  return Math.min(outputs, Math.max(LEAST_BLOCK, Math.floor(MOST_KEPT / (time * width))));
}

/** Whether what a layer hands down must be kept: it is added up over directions, or another layer takes it. */
function keepsGradients({ directions, layers }: Network): boolean {
  return directions.length > 1 || layers.length > 1;
}

/** Matrices [outputs × hidden] that are multiplied at each step: see {@link LocalGradients}. */
function partsOf({ kind, resetsFirst }: Network): number {
  return kind === 'lstm' || resetsFirst ? 2 : 1;
}

/** Gradients, [rows × width], as numbers times a power of 2: they become smaller than float32 can tell from 0. */
interface Scaled {
  values: Float32Array;
  exponent: number;
}

/** Gradients below 2 to the power of this are scaled up by it. */
const SMALL = -40;

/** The gradients of some outputs on their way back, by the outputs of one layer, step by step. */
type Kept = (Scaled | undefined)[];

/** Carries a block of outputs back through layers and steps. */
class Backwards {
  private readonly network: Network;
  private readonly run: Run;
  private readonly rows: number;
  private readonly silenced: readonly SilencedUnit[];
  private readonly first: number;
  private readonly last: number;

  constructor(
    network: Network,
    run: Run,
    rows: number,
    silenced: readonly SilencedUnit[],
    first: number,
    last: number,
  ) {
    this.network = network;
    this.run = run;
    this.rows = rows;
    this.silenced = silenced;
    this.first = first;
    this.last = last;
  }

  /** Adds to `squares` what the outputs from … from + rows of step `at` owe to each input. */
  from(at: number, from: number, squares: Float64Array, report: (done: number) => void): void {
    const { network, run, rows } = this;
    let above: Kept = Array.from({ length: run.time });
    above[at] = { values: identity(rows, widthOf(network), from), exponent: 0 };
    const passes = network.layers.length * network.directions.length;
    let pass = 0;
    for (let layer = network.layers.length - 1; layer >= 0; layer--) {
      const below: Kept = Array.from({ length: run.time });
      for (let direction = 0; direction < network.directions.length; direction++) {
        const done = pass++;
        this.through(layer, direction, above, (t, gradients, exponent, fraction) => {
          if (layer === 0 && network.directions.length === 1) squares[t] += squareOf(gradients, exponent);
          else below[t] = sumOf(below[t], { values: copyOf(gradients), exponent });
          report((done + fraction) / passes);
        });
      }
      above = below;
    }
    if (network.directions.length > 1)
      above.forEach((gradients, t) => {
        if (!gradients) return;
        let sum = 0;
        for (const value of gradients.values) sum += value * value;
        squares[t] += sum * 4 ** gradients.exponent;
      });
  }

  /** Back through the steps of one layer in one direction; `take` gets the gradients by each input, [rows × width]. */
  private through(
    layer: number,
    direction: number,
    above: Kept,
    take: (t: number, gradients: Table, exponent: number, fraction: number) => void,
  ): void {
    const { network, run, rows, first, last } = this;
    const record = run.layers[layer][direction];
    const units = this.silenced.filter((each) => each.layer === layer && each.direction === direction);
    const isForward = network.directions[direction] === 'forward';
    const step = new StepBack(network, layer, direction, record, rows);
    let isReached = false;
    for (let i = 0; i <= last - first; i++) {
      const t = isForward ? last - i : first + i;
      const gradients = above[t];
      isReached ||= gradients !== undefined;
      if (!isReached) continue;
      if (gradients) step.addAbove(gradients, network.directions.length);
      for (const { unit } of units) step.silence(unit);
      const { exponent } = step;
      take(t, step.back(t), exponent, (i + 1) / (last - first + 1));
    }
  }
}

/** One step back at a time, in one layer and direction. */
class StepBack {
  /** By 2 to the power of this the gradients are larger than their numbers. */
  exponent = 0;
  private readonly algebra: Algebra;
  private readonly network: Network;
  private readonly direction: number;
  private readonly record: LayerRun;
  private readonly rows: number;
  private readonly width: number;
  /** [W_ih | W_hh]ᵀ: [(width + hidden) × gates·hidden] */
  private readonly weights: Table;
  /** What this step makes of them: [(width + hidden) × parts·hidden] */
  private readonly folded: Table;
  /** The gradients by h and, of an LSTM, by c, side by side as they are multiplied: [rows × parts·hidden] */
  private readonly factors: Table;
  /** By the input, and by the state before: [rows × (width + hidden)] */
  private readonly product: Table;
  /** For a GRU that resets first: W_hnᵀ, the gradients by its candidate, and what comes of them by r ⊙ h. */
  private readonly resetting: { weights: Table; candidate: Table; out: Table } | undefined;
  /** Gradients by h and c of the step that comes: [rows × hidden]. */
  private readonly dh: Float32Array;
  private readonly dc: Float32Array;

  constructor(network: Network, layer: number, direction: number, record: LayerRun, rows: number) {
    const { hiddenSize: size, kind } = network;
    const { weightIh, weightHh } = network.layers[layer][direction];
    const gates = gatesOf(kind) * size;
    const width = weightIh.length / gates;
    const parts = partsOf(network) * size;
    const algebra = newAlgebra(
      tableSize(gates, width) +
        tableSize(gates, size) +
        tableSize(width + size, gates + parts) +
        tableSize(rows, parts + width + 3 * size) +
        2 * tableSize(size, size) +
        8 * (rows + width + size),
    );
    this.algebra = algebra;
    this.network = network;
    this.direction = direction;
    this.record = record;
    this.rows = rows;
    this.width = width;
    this.weights = algebra.table(width + size, gates);
    transposed(weightIh, gates, width, rowsOf(this.weights, 0, width));
    transposed(weightHh, gates, size, rowsOf(this.weights, width, size));
    this.folded = algebra.table(width + size, parts);
    this.factors = algebra.table(rows, parts);
    this.product = algebra.table(rows, width + size);
    if (network.resetsFirst) {
      const candidateWeights = algebra.table(size, size);
      transposed(weightHh.subarray(2 * size * size), size, size, candidateWeights);
      const [candidate, out] = [algebra.table(rows, size), algebra.table(rows, size)];
      this.resetting = { weights: candidateWeights, candidate, out };
    }
    this.dh = new Float32Array(rows * size);
    this.dc = new Float32Array(kind === 'lstm' ? rows * size : 0);
  }

  /** Adds what comes from the layer above, [rows × directions·hidden]. */
  addAbove({ values: gradients, exponent }: Scaled, directions: number): void {
    const { dh, rows, direction } = this;
    const size = dh.length / rows;
    if (exponent > this.exponent) this.rescale(exponent);
    const scale = 2 ** (exponent - this.exponent);
    for (let row = 0; row < rows; row++) {
      const from = (row * directions + direction) * size;
      for (let unit = 0; unit < size; unit++) dh[row * size + unit] += scale * gradients[from + unit];
    }
  }

  /** A unit that is held at 0 knows of nothing. */
  silence(unit: number): void {
    const size = this.dh.length / this.rows;
    for (let row = 0; row < this.rows; row++) this.dh[row * size + unit] = 0;
  }

  /** Over step t: gives the gradients by its input, and keeps those by the state before it. */
  back(t: number): Table {
    const { network, record, algebra, factors, folded, product, width } = this;
    const before = stateBefore(network, record, this.direction, t);
    const local = localGradients(network, record, before, t);
    this.fillFactors(local);
    this.fold(local);
    algebra.multiply(factors, folded, product);
    this.carry(local);
    if (this.largest() < 2 ** SMALL) this.rescale(this.exponent + SMALL);
    return { values: product.values, rows: this.rows, columns: width, stride: product.stride };
  }

  /** Writes the gradients as numbers times another power of 2. */
  private rescale(exponent: number): void {
    const scale = 2 ** (this.exponent - exponent);
    for (const values of [this.dh, this.dc]) for (let i = 0; i < values.length; i++) values[i] *= scale;
    this.exponent = exponent;
  }

  private largest(): number {
    let most = 0;
    for (const values of [this.dh, this.dc])
      for (const value of values) most = Math.max(most, Math.abs(value));
    // There is nothing to be scaled.
    return most || 1;
  }

  private fillFactors({ cellByHidden, candidate }: LocalGradients): void {
    const { dh, dc, factors, rows, algebra, resetting } = this;
    const size = dh.length / rows;
    putRows(dh, factors, 0);
    if (cellByHidden) {
      for (let i = 0; i < dc.length; i++) dc[i] += dh[i] * cellByHidden[i % size];
      putRows(dc, factors, size);
    }
    if (!resetting || !candidate) return;
    const scaled = dh.map((value, i) => value * candidate[i % size]);
    putRows(scaled, resetting.candidate, 0);
    algebra.multiply(resetting.candidate, resetting.weights, resetting.out);
    putRows(copyOf(resetting.out), factors, size);
  }

  /** Σ over the gates of gate slope × weights: so many gates become one matrix. */
  private fold({ terms }: LocalGradients): void {
    const { folded, weights, width } = this;
    const size = this.network.hiddenSize;
    folded.values.fill(0);
    for (const { gate, part, byInput, byHidden } of terms) {
      for (let row = 0; row < folded.rows; row++) {
        const slopes = row < width ? byInput : byHidden;
        if (!slopes) continue;
        const into = row * folded.stride + part * size;
        const from = row * weights.stride + gate * size;
        for (let unit = 0; unit < size; unit++)
          folded.values[into + unit] += slopes[unit] * weights.values[from + unit];
      }
    }
  }

  /** The gradients by the state before. */
  private carry({ hiddenByHidden, cellByCell, reset }: LocalGradients): void {
    const { dh, dc, product, factors, rows, width } = this;
    const size = dh.length / rows;
    for (let row = 0, i = 0; row < rows; row++) {
      const from = row * product.stride + width;
      for (let unit = 0; unit < size; unit++, i++) {
        let value = product.values[from + unit];
        if (hiddenByHidden) value += dh[i] * hiddenByHidden[unit];
        if (reset) value += factors.values[row * factors.stride + size + unit] * reset[unit];
        dh[i] = value;
        if (cellByCell) dc[i] *= cellByCell[unit];
      }
    }
  }
}

function transposed(numbers: Float32Array, rows: number, columns: number, out: Table): void {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      out.values[column * out.stride + row] = numbers[row * columns + column];
}

/** Puts [rows × columns] into columns of a table, from `from` on. */
function putRows(numbers: Float32Array, { values, rows, stride }: Table, from: number): void {
  const columns = numbers.length / rows;
  for (let row = 0; row < rows; row++)
    values.set(numbers.subarray(row * columns, (row + 1) * columns), row * stride + from);
}

/** Rows from … from + rows of the identity. */
function identity(rows: number, columns: number, from: number): Float32Array {
  const matrix = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) matrix[row * columns + from + row] = 1;
  return matrix;
}

function squareOf({ values, rows, columns, stride }: Table, exponent: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++)
    for (let at = row * stride, end = at + columns; at < end; at++) sum += values[at] * values[at];
  return sum * 4 ** exponent;
}

/** The sum of two, by the larger power of both. */
function sumOf(a: Scaled | undefined, b: Scaled): Scaled {
  if (!a) return b;
  const exponent = Math.max(a.exponent, b.exponent);
  const [first, second] = [2 ** (a.exponent - exponent), 2 ** (b.exponent - exponent)];
  return { values: a.values.map((value, i) => first * value + second * b.values[i]), exponent };
}
